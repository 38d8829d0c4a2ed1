"""The part of IAM's logic that guardrails are judged by, against the rules that AWS documents."""

from __future__ import annotations

import json

import pytest

from planner.enforcement import Decision, Document, Request, Statement, decide, parsed
from planner.errors import TopoplanError

MODEL = "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude"
PROFILE = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude"
INVOKE = Request("bedrock:InvokeModel", MODEL, "eu-central-1")
THROUGH = Request("bedrock:InvokeModel", MODEL, "eu-central-1", PROFILE)


def said(request: Request, *statements: Statement) -> Decision:
    return decide((Document(statements),), request)


def allow(*actions: str, **elements: object) -> Statement:
    return Statement("", "Allow", actions, **elements)  # type: ignore[arg-type]  # each test gives its own


def deny(*actions: str, **elements: object) -> Statement:
    return Statement("", "Deny", actions, **elements)  # type: ignore[arg-type]  # each test gives its own


def test_what_nobody_speaks_of_is_not_allowed() -> None:
    assert said(INVOKE, allow("s3:*")) is Decision.NOT_ALLOWED


def test_a_denial_wins_whatever_the_order() -> None:
    both = (allow("*"), deny("bedrock:*"))

    assert said(INVOKE, *both) is said(INVOKE, *reversed(both)) is Decision.DENIED


def test_several_documents_hold_together() -> None:
    documents = (Document((allow("*"),)), Document((deny("bedrock:InvokeModel*"),)))

    assert decide(documents, INVOKE) is Decision.DENIED


@pytest.mark.parametrize(
    ("statement", "decision"),
    [
        (allow("BEDROCK:invokemodel"), Decision.ALLOWED),
        (allow("bedrock:Invoke*"), Decision.ALLOWED),
        (allow("bedrock:InvokeModel?"), Decision.NOT_ALLOWED),
        (allow(not_actions=("iam:*", "sts:*")), Decision.ALLOWED),
        (allow(not_actions=("iam:*", "bedrock:*")), Decision.NOT_ALLOWED),
        (allow("*", resources=(MODEL,)), Decision.ALLOWED),
        (allow("*", resources=(f"{MODEL}-next",)), Decision.NOT_ALLOWED),
        (allow("*", resources=("arn:aws:bedrock:*::foundation-model/*",)), Decision.ALLOWED),
        (allow("*", resources=("arn:aws:bedrock:*",)), Decision.NOT_ALLOWED),
        (allow("*", resources=(MODEL.upper(),)), Decision.NOT_ALLOWED),
        (allow("*", not_resources=(MODEL,)), Decision.NOT_ALLOWED),
        (allow("*", not_resources=(PROFILE,)), Decision.ALLOWED),
    ],
)
def test_actions_and_resources_match_as_iam_matches_them(
    statement: Statement, decision: Decision
) -> None:
    assert said(INVOKE, statement) is decision


KEY = "bedrock:InferenceProfileArn"


@pytest.mark.parametrize(
    ("operator", "value", "through_it", "without"),
    [
        ("StringEquals", PROFILE, True, False),
        ("StringEquals", PROFILE.upper(), False, False),
        ("StringNotEquals", PROFILE, False, True),
        ("StringLike", "*/eu.*", True, False),
        ("StringNotLike", "*/eu.*", False, True),
        ("ArnLike", "arn:aws:bedrock:*:*:inference-profile/eu.*", True, False),
        ("ArnLike", "arn:aws:bedrock:*:inference-profile/eu.*", False, False),
        ("ArnEquals", PROFILE, True, False),
        ("ArnNotLike", "arn:aws:bedrock:*:*:inference-profile/global.*", True, True),
        ("ArnNotEquals", PROFILE, False, True),
        ("Null", "true", False, True),
        ("Null", "false", True, False),
    ],
)
def test_a_key_that_is_not_there_differs_from_every_value(
    operator: str, value: str, *, through_it: bool, without: bool
) -> None:
    statement = allow("*", conditions={operator: {KEY: (value,)}})

    assert (said(THROUGH, statement) is Decision.ALLOWED) is through_it
    assert (said(INVOKE, statement) is Decision.ALLOWED) is without


def test_one_of_the_values_and_all_of_the_keys_have_to_match() -> None:
    here = {"aws:RequestedRegion": ("eu-west-1", "eu-central-1")}
    both = {"StringEquals": {**here, KEY: (PROFILE,)}}

    assert said(THROUGH, allow("*", conditions=both)) is Decision.ALLOWED
    assert said(INVOKE, allow("*", conditions=both)) is Decision.NOT_ALLOWED


@pytest.mark.parametrize(
    ("operator", "value"),
    [("IpAddress", "10.0.0.0/8"), ("StringEqualsIfExists", "x"), ("StringEquals", "${aws:x}")],
)
def test_what_is_not_evaluated_is_an_error_and_no_guess(operator: str, value: str) -> None:
    with pytest.raises(TopoplanError, match="not evaluated here"):
        said(INVOKE, allow("*", conditions={operator: {"aws:RequestedRegion": (value,)}}))


def test_a_document_reads_back_as_it_was_written() -> None:
    statement = Statement(
        "Sid",
        "Deny",
        not_actions=("iam:*",),
        conditions={"StringNotEquals": {"aws:RequestedRegion": ("eu-west-1",)}},
    )

    assert parsed(Document((statement,)).text()) == Document((statement,))


def test_iam_takes_one_thing_where_it_takes_a_list() -> None:
    short = {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}

    assert parsed(json.dumps(short)) == Document((allow("s3:*"),))


@pytest.mark.parametrize("element", [{"NotPrincipal": "*"}, {"Principal": {"AWS": "arn:x"}}])
def test_an_element_that_is_not_read_is_an_error(element: dict[str, object]) -> None:
    body = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", **element}]}

    with pytest.raises(TopoplanError, match="not read here"):
        parsed(json.dumps(body))
