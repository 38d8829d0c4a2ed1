"""The sections of a comment, each in two lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.changes import Review
from planner.values import value
from planner.views.review.applying import facts, files, replacements, unknown
from planner.views.review.cost import cost
from planner.views.review.demands import access, findings, policy
from planner.views.review.endpoints import endpoints, picture
from planner.views.review.words import LONG, SHORT


@value
class Section:
    """A part of a comment that can be shortened, or left out by its name."""

    name: str
    full: str
    short: str
    """The same where room is scarce; empty where it can only be left out."""


def sections(review: Review) -> tuple[Section, ...]:
    """What differs, a section for each kind, in the order in which reviewers ask for it."""
    made = (
        Section("picture", picture(review), ""),
        *(Section(name, show(review, LONG), show(review, SHORT)) for name, show in _SHOWN.items()),
    )
    return tuple(section for section in made if section.full)


_SHOWN: Mapping[str, Callable[[Review, int], str]] = {
    "endpoints": endpoints,
    "cost": cost,
    "findings": findings,
    "policy": policy,
    "access": access,
    "replacements": replacements,
    "facts": facts,
    "files": files,
    "not compared": unknown,
}
