"""Splits the data in one way for both programs, so held out is held out."""

import os

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

MODEL_NAME = os.environ.get("MODEL_NAME", "digit-reader")
EXPERIMENT = "promote-by-alias"


def split():
    """Features to train on, features held out, and the labels of both."""
    features, labels = load_digits(return_X_y=True)
    return train_test_split(features, labels, random_state=7)
