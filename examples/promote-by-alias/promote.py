"""Moves the alias "champion" to a better version, and back when it has to be."""

import argparse
import os
import sys

import mlflow
from data import EXPERIMENT, MODEL_NAME, split
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.metrics import accuracy_score

CHAMPION, CHALLENGER, PREVIOUS = "champion", "challenger", "previous-champion"


class Refusal(Exception):
    """Nothing was changed; the message says why and what to do."""


def read_aliases(client):
    """The version that each alias points at."""
    try:
        return client.get_registered_model(MODEL_NAME).aliases
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
    raise Refusal(f"there is no model {MODEL_NAME} yet. Make one: python train.py")


def score(version):
    """Accuracy of a version on the held-out data."""
    _, features, _, labels = split()
    model = mlflow.pyfunc.load_model(f"models:/{MODEL_NAME}/{version}")
    return accuracy_score(labels, model.predict(features))


# region: decide
def decide(challenger, champion, min_gain):
    """Whether to promote, and why. `champion` may be None."""
    if champion is None:
        return True, "there was none before"
    gain = challenger - champion
    if gain > min_gain:
        return True, f"better by {gain:.4f}"
    if gain == 0:
        return False, "the challenger is equal"
    return False, f"the gain is {gain:.4f}"


# endregion: decide


# region: promote
def promote(client, arguments):
    """Moves the alias to the challenger when that is better."""
    aliases = read_aliases(client)
    challenger, champion = aliases.get(CHALLENGER), aliases.get(CHAMPION)
    if challenger is None:
        raise Refusal(f"there is no {CHALLENGER}. Run: python train.py")
    if challenger == champion:
        print(f"champion: version {champion}, as before: nothing is newer")
        return
    mlflow.set_experiment(EXPERIMENT)
    # The run ends as FAILED when a step below fails.
    with mlflow.start_run(run_name=f"decision on version {challenger}"):
        new = score(challenger)
        mlflow.log_metric("challenger", new)
        old = score(champion) if champion else None
        if champion:
            mlflow.log_metric("champion", old)
        promoted, reason = decide(new, old, arguments.min_gain)
        if promoted:
            move_champion(client, challenger, champion)
        mlflow.set_tags({"version": challenger, "reason": reason})
    outcome = "promoted" if promoted else "as before"
    now = challenger if promoted else champion
    print(f"champion: version {now}, {outcome}: {reason}")


def move_champion(client, challenger, champion):
    """First the way back, then the step forward."""
    if champion:
        client.set_registered_model_alias(MODEL_NAME, PREVIOUS, champion)
    client.set_registered_model_alias(MODEL_NAME, CHAMPION, challenger)


# endregion: promote


# region: rollback
def rollback(client, _):
    """Gives the alias back to the champion before."""
    aliases = read_aliases(client)
    previous, champion = aliases.get(PREVIOUS), aliases.get(CHAMPION)
    if previous is None:
        raise Refusal("no champion was replaced since the last rollback.")
    client.set_registered_model_alias(MODEL_NAME, CHAMPION, previous)
    if aliases.get(CHALLENGER) == champion:
        # Or the next promotion would bring it straight back.
        client.delete_registered_model_alias(MODEL_NAME, CHALLENGER)
    client.delete_registered_model_alias(MODEL_NAME, PREVIOUS)
    print(f"champion: version {previous}, rolled back from {champion}")


# endregion: rollback


def status(client, _):
    """Prints which version each alias points at."""
    aliases = read_aliases(client)
    for alias in (CHAMPION, CHALLENGER, PREVIOUS):
        print(f"{alias}: {'version ' + aliases[alias] if alias in aliases else 'none'}")


# region: explain
def explain(error):
    """What to tell the reader about an error of the registry."""
    body = getattr(error, "json", {})
    if body.get("error") == "REGISTRY_ADMIN_REQUIRED":
        return "this key may not change the registry (403). Use another."
    return f"the registry refused a call: {error.message}"


# endregion: explain


def gain(text):
    """A number from 0 on, for argparse."""
    number = float(text)
    if not number >= 0:
        raise argparse.ArgumentTypeError(f"{text} is not a number of at least 0")
    return number


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for action in (promote, rollback, status):
        command = commands.add_parser(action.__name__, help=action.__doc__)
        command.set_defaults(action=action)
        if action is promote:
            text = "promote only when better by more (0)"
            command.add_argument("--min-gain", type=gain, default=0, help=text)
    return parser.parse_args()


def main():
    arguments = read_arguments()
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        sys.exit("error: MLFLOW_TRACKING_URI is not set: export it first.")
    try:
        arguments.action(MlflowClient(), arguments)
    except Refusal as refusal:
        sys.exit(f"error: {refusal}")
    except MlflowException as error:
        sys.exit(f"error: {explain(error)}")


if __name__ == "__main__":
    main()
