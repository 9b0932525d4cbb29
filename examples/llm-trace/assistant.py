"""An assistant whose every answer leaves a trace."""

import argparse
import os
import sys

import mlflow
from mlflow.entities import AssessmentSource, SpanType
from mlflow.exceptions import MlflowException
from mlflow.tracing.constant import SpanAttributeKey
from model import ModelRefusal, complete, words

EXPERIMENT = "llm-trace"
# The names under which MLflow looks for a span's model and tokens.
MODEL, CHAT_USAGE = SpanAttributeKey.MODEL, SpanAttributeKey.CHAT_USAGE
FACTS = [
    "The tracking URI of Hokusai ends with /api/mlflow.",
    "An alias names one version of a registered model.",
    "A trace holds the spans of one request.",
    "Runs hold parameters, metrics and artifacts.",
]


# region: answer
@mlflow.trace(span_type=SpanType.RETRIEVER)
def retrieve(question):
    """The facts that share a word with the question."""
    return [fact for fact in FACTS if words(fact) & words(question)]


def ask_model(question, facts):
    """Calls the model in a span with what every LLM call should leave."""
    messages = [
        {"role": "system", "content": "\n".join(facts)},
        {"role": "user", "content": question},
    ]
    with mlflow.start_span("ask_model", SpanType.CHAT_MODEL) as span:
        span.set_inputs({"messages": messages})
        span.set_attributes({MODEL: "stand-in", "temperature": 0})
        reply = complete(messages)
        tokens = {name: reply[name] for name in reply if name != "text"}
        tokens["total_tokens"] = sum(tokens.values())
        span.set_attribute(CHAT_USAGE, tokens)
        span.set_outputs({"role": "assistant", "content": reply["text"]})
    return reply["text"]


@mlflow.trace(name="answer", span_type=SpanType.CHAIN)
def answer(question, session, user):
    """One request of a user: the root span of its trace."""
    mlflow.update_current_trace(
        session_id=session,
        user=user,
        tags={"release": "1.4.0"},
        request_preview=question,
    )
    return ask_model(question, retrieve(question))


# endregion: answer


def ask(arguments):
    """Answers a question and prints the id of its trace."""
    if not arguments.question.strip():
        raise SystemExit("error: the question is empty.")
    mlflow.set_experiment(EXPERIMENT)
    try:
        print(answer(arguments.question, arguments.session, arguments.user))
    except ModelRefusal as error:
        raise SystemExit(f"error: {error}. Its trace says more.") from None
    finally:
        print("trace:", mlflow.get_last_active_trace_id())


# region: rate
def rate(arguments):
    """Attaches to a trace what a person thinks of the answer."""
    mlflow.log_feedback(
        trace_id=arguments.trace_id,
        name="helpful",
        value=arguments.verdict == "good",
        rationale=arguments.reason,
        source=AssessmentSource("HUMAN", arguments.user),
    )
    print("rated:", arguments.verdict)


# endregion: rate


# region: report
def report(arguments):
    """Lists a session's traces, newest first, with tokens and ratings."""
    mlflow.set_experiment(EXPERIMENT)
    session = arguments.session
    traces = mlflow.search_traces(
        filter_string=f"metadata.`mlflow.trace.session` = '{session}'",
        order_by=["timestamp_ms DESC"],
        max_results=100,
        return_type="list",
        include_spans=False,
    )
    if not traces:
        raise SystemExit(f"error: {session} has no traces. Ask something.")
    for info in (trace.info for trace in traces):
        tokens = (info.token_usage or {}).get("total_tokens", 0)
        given = [f"{each.name} {each.value}" for each in info.assessments]
        rating = ", ".join(given) or "not rated"
        question = info.request_preview[:40]
        print(f"{info.state.value}, {tokens} tokens, {rating}: {question}")


# endregion: report


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    asking, rating, reporting = (
        commands.add_parser(action.__name__, help=action.__doc__)
        for action in (ask, rate, report)
    )
    asking.set_defaults(action=ask)
    asking.add_argument("question")
    rating.set_defaults(action=rate)
    rating.add_argument("trace_id", help="what ask printed behind trace:")
    rating.add_argument("verdict", choices=["good", "bad"])
    rating.add_argument("--reason", help="why, in a few words")
    reporting.set_defaults(action=report)
    for command in (asking, reporting):
        command.add_argument("--session", default="session-1", help="the conversation")
    for command in (asking, rating):
        command.add_argument("--user", default="sam", help="who asks or rates")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        sys.exit("error: MLFLOW_TRACKING_URI is not set: export it first.")
    try:
        arguments.action(arguments)
    except MlflowException as error:
        sys.exit(f"error: the registry refused a call: {error.message}")


if __name__ == "__main__":
    main()
