"""IAM policy documents as values: what a statement says, and its JSON there and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from planner.errors import TopoplanError
from planner.values import value

Conditions = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Operator to condition key to the values of which one has to match."""


@value
class Statement:
    """One statement; an empty tuple where an element isn't there."""

    sid: str
    effect: Literal["Allow", "Deny"]
    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    resources: tuple[str, ...] = ("*",)
    not_resources: tuple[str, ...] = ()
    conditions: Conditions = field(default_factory=dict)
    of_anyone: bool = False
    """Whether it is a resource's own policy and speaks of every principal."""

    def as_json(self) -> dict[str, object]:
        """The statement as IAM spells it; a list of one stays a list."""
        elements = {
            "Action": list(self.actions),
            "NotAction": list(self.not_actions),
            "Resource": [] if self.not_resources else list(self.resources),
            "NotResource": list(self.not_resources),
            "Condition": {
                operator: {key: list(values) for key, values in keys.items()}
                for operator, keys in self.conditions.items()
            },
        }
        principal = {"Principal": "*"} if self.of_anyone else {}
        there = {name: element for name, element in elements.items() if element}
        return {"Sid": self.sid, "Effect": self.effect, **principal, **there}


@value
class Document:
    """A policy: its statements in order."""

    statements: tuple[Statement, ...]

    def text(self) -> str:
        """The document as a file that people review."""
        body = {"Version": "2012-10-17", "Statement": [s.as_json() for s in self.statements]}
        return json.dumps(body, indent=2) + "\n"

    @property
    def size(self) -> int:
        """Characters without blanks, which is what AWS counts where it is given none."""
        return len(json.dumps(json.loads(self.text()), separators=(",", ":")))


def parsed(text: str) -> Document:
    """A document as AWS or Terraform gives it back.

    Raises:
        TopoplanError: it has an element that is not read here.
    """
    body = json.loads(text)
    return Document(tuple(_statement(each) for each in _list(body["Statement"])))


_READ = frozenset(
    {
        *("Sid", "Effect", "Principal", "Condition"),
        *("Action", "NotAction", "Resource", "NotResource"),
    }
)


def _statement(body: Mapping[str, Any]) -> Statement:
    if unread := body.keys() - _READ:
        raise TopoplanError(f"a policy statement says `{min(unread)}`, which is not read here")
    principal = body.get("Principal")
    if principal not in (None, "*", {"AWS": "*"}):
        raise TopoplanError(f"a policy statement speaks of {principal}, which is not read here")
    return Statement(
        sid=body.get("Sid", ""),
        effect=body["Effect"],
        actions=_texts(body.get("Action")),
        not_actions=_texts(body.get("NotAction")),
        resources=_texts(body.get("Resource")),
        not_resources=_texts(body.get("NotResource")),
        conditions={
            operator: {key: _texts(values) for key, values in keys.items()}
            for operator, keys in body.get("Condition", {}).items()
        },
        of_anyone=principal is not None,
    )


def _texts(element: object) -> tuple[str, ...]:
    return tuple(map(str, _list(element)))


def _list(element: object) -> list[Any]:
    """IAM takes one thing where it takes a list."""
    if element is None:
        return []
    return element if isinstance(element, list) else [element]
