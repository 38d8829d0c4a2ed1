"""IAM policies as plans hold them: who may call which model of Bedrock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

_INVOKING = (
    "bedrock:invokemodel",
    "bedrock:invokemodelwithresponsestream",
    "bedrock:createmodelinvocationjob",
)
"""https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html"""


def statements(policy: object) -> Iterator[dict[str, Any]]:
    """The statements of a policy; none where it is unknown, since IAM takes no broken JSON."""
    try:
        document = json.loads(policy) if isinstance(policy, str) else None
    except ValueError:
        return
    for statement in _list(document.get("Statement")) if isinstance(document, dict) else ():
        if isinstance(statement, dict):
            yield statement


def invocable(statement: Mapping[str, Any]) -> Iterator[str]:
    """Patterns of what a statement lets its owner invoke."""
    if statement.get("Effect") != "Allow" or not _covers_invoking(statement):
        return
    if "NotResource" in statement:
        yield "everything but " + ", ".join(map(str, _list(statement["NotResource"])))
    yield from map(str, _list(statement.get("Resource")))


def _covers_invoking(statement: Mapping[str, Any]) -> bool:
    patterns = [str(pattern).lower() for pattern in _list(statement.get("Action"))]
    named = any(fnmatchcase(action, each) for action in _INVOKING for each in patterns)
    return named or "NotAction" in statement


def _list(value: object) -> list[Any]:
    """IAM takes one thing where it takes a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
