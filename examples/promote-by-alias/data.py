"""Splits the data in one way for both programs, so that held-out means held out."""

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

MODEL_NAME = "digit-reader"
EXPERIMENT = "promote-by-alias"


def split():
    """Training features, held-out features, training labels, held-out labels."""
    features, labels = load_digits(return_X_y=True)
    return train_test_split(features, labels, random_state=7, stratify=labels)
