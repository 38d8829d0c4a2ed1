"""What IAM policies of a plan let their owners call on Bedrock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.planfile import invocable, statements
from planner.values import value

_REGION, _RESOURCE, _PARTS = 3, 5, 6
_NARROWS = ("StringEquals", "StringEqualsIfExists", "ForAnyValue:StringEquals")


@value
class Right:
    """A model or profile that may be called from a region; a pattern may stand for each."""

    region: str
    kind: str
    """`foundation-model`, `inference-profile`, …; empty where it is everything."""
    id: str
    arn: str
    """As it is written, without the account."""


def rights_in(texts: Iterator[str]) -> Iterator[Right]:
    """Every right to call a model that policies name; one for all that AWS has is none of them."""
    for text in texts:
        for statement in statements(text):
            if _names_bedrock(statement):
                for arn in invocable(statement):
                    yield from _rights(arn, _regions(statement))


def _names_bedrock(statement: Mapping[str, Any]) -> bool:
    """What an administrator of everything may do is no hop."""
    actions = statement.get("Action")
    listed = actions if isinstance(actions, list) else [actions]
    return any(str(action).lower().startswith("bedrock") for action in listed)


def _regions(statement: Mapping[str, Any]) -> tuple[str, ...]:
    """The regions that a condition narrows a statement to; none where it names none."""
    condition = statement.get("Condition")
    for operator in _NARROWS:
        named = condition.get(operator) if isinstance(condition, Mapping) else None
        given = named.get("aws:RequestedRegion") if isinstance(named, Mapping) else None
        if given is not None:
            return tuple(map(str, given)) if isinstance(given, list) else (str(given),)
    return ()


def _rights(arn: str, narrowed: tuple[str, ...]) -> Iterator[Right]:
    parts = arn.split(":", _RESOURCE)
    if len(parts) < _PARTS:
        parts = ["arn", "*", "bedrock", "*", "", "*"]
    partition, region, resource = parts[1], parts[_REGION], parts[_RESOURCE]
    kind, _, id_ = resource.partition("/")
    for name in narrowed if region == "*" and narrowed else (region,):
        bare = f"arn:{partition}:bedrock:{name}::{resource}"
        yield Right(name, kind if id_ else "", id_ or resource, bare)
