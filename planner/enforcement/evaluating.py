"""Would AWS allow it? The part of IAM's logic that our own documents use, and no more.

An explicit denial wins, then a permission; what nobody speaks of is not allowed. Whatever a
document says beyond the elements and operators below is an error, never a guess.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache

from planner.enforcement.policies import Document, Statement
from planner.enforcement.requests import Request
from planner.errors import TopoplanError

_ARN_PARTS = 6


class Decision(Enum):
    """What AWS answers."""

    ALLOWED = "allowed"
    DENIED = "denied by a statement"
    NOT_ALLOWED = "allowed by no statement"


def decide(documents: Iterable[Document], request: Request) -> Decision:
    """What documents that hold together say of a request, in any order.

    Policies of an identity, and service control policies that only deny, hold together; a document
    that bounds them, such as an endpoint's, is asked by itself.

    Raises:
        TopoplanError: a document says something that is not evaluated here.
    """
    speaking = [s.effect for d in documents for s in d.statements if _applies(s, request)]
    if "Deny" in speaking:
        return Decision.DENIED
    return Decision.ALLOWED if speaking else Decision.NOT_ALLOWED


def _applies(statement: Statement, request: Request) -> bool:
    return _is_about(statement, request) and all(
        _met(operator, key, values, request.context)
        for operator, keys in statement.conditions.items()
        for key, values in keys.items()
    )


def _is_about(statement: Statement, request: Request) -> bool:
    if statement.not_actions:
        acts = not _any(_like, statement.not_actions, request.action, fold=True)
    else:
        acts = _any(_like, statement.actions, request.action, fold=True)
    if statement.not_resources:
        return acts and not _any(_arn_like, statement.not_resources, request.resource)
    return acts and _any(_arn_like, statement.resources, request.resource)


def _any(
    matches: Callable[[str, str], bool], patterns: Iterable[str], text: str, *, fold: bool = False
) -> bool:
    if fold:
        return any(matches(pattern.lower(), text.lower()) for pattern in patterns)
    return any(matches(pattern, text) for pattern in patterns)


_NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}


def _met(operator: str, key: str, values: tuple[str, ...], context: Mapping[str, str]) -> bool:
    if any("${" in wanted for wanted in values):
        raise TopoplanError(f"a policy has a variable in {values}, which is not evaluated here")
    found = context.get(key.lower())
    if operator == "Null":
        return values == ("true",) if found is None else values == ("false",)
    if operator in _NEGATED:
        # a key that isn't there differs from every value
        return found is None or not _any(_MATCHERS[_NEGATED[operator]], values, found)
    if operator in _MATCHERS:
        return found is not None and _any(_MATCHERS[operator], values, found)
    raise TopoplanError(f"a policy asks for {operator}, which is not evaluated here")


def _like(pattern: str, text: str) -> bool:
    """`*` stands for any characters, `?` for one."""
    return _expression(pattern).fullmatch(text) is not None


def _arn_like(pattern: str, arn: str) -> bool:
    """Part by part, so that no wildcard reaches over a colon; the last part may hold some."""
    if pattern == "*":
        return True
    wanted, found = (text.split(":", _ARN_PARTS - 1) for text in (pattern, arn))
    return len(wanted) == len(found) and all(map(_like, wanted, found))


def _same(wanted: str, found: str) -> bool:
    return wanted == found


_MATCHERS: Mapping[str, Callable[[str, str], bool]] = {
    "StringEquals": _same,
    "StringLike": _like,
    "ArnEquals": _arn_like,
    "ArnLike": _arn_like,
}


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    parts = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.compile("".join(parts), re.DOTALL)
