"""Evaluations: how good the team's own tests found models to be."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from planner.spec import quantities
from planner.spec.endpoints import EndpointKind
from planner.spec.refusals import Inconsistent, Unreadable
from planner.spec.scalars import Day, Percent, ReadBy, pattern
from planner.spec.shape import Shape

Grade = Literal["unfit", "basic", "mid", "frontier"]
"""A class of models, or `unfit`: below all of them."""
_GRADES: tuple[Grade, ...] = ("unfit", "basic", "mid", "frontier")


def _verdict(value: object) -> Grade | Decimal:
    """A grade, or a score as a share of 0..1."""
    for grade in _GRADES:
        if value == grade:
            return grade
    try:
        return quantities.percent(value)
    except Unreadable as refused:
        expected = "`unfit`, `basic`, `mid`, `frontier` or a score, such as `82%`"
        raise Unreadable(expected, instead=refused.instead) from None


Judged = Annotated[
    Grade | Decimal,
    ReadBy(
        _verdict,
        {"anyOf": [{"enum": list(_GRADES)}, pattern(quantities.PERCENT, "82%")]},
    ),
]
"""What a model was found to be: a class, or the score of a test."""


class Bars(Shape):
    """The scores from which a model is of a class; one that stays below `basic` is unfit."""

    basic: Percent = Field(examples=["60%"])
    """The least score of `basic`."""
    mid: Percent = Field(examples=["75%"])
    """The least score of `mid`."""
    frontier: Percent = Field(examples=["90%"])
    """The least score of `frontier`."""

    @model_validator(mode="after")
    def _rise(self) -> Bars:
        if not self.basic <= self.mid <= self.frontier:
            raise Inconsistent(
                "the bars of `basic`, `mid` and `frontier` rise", below=("frontier",)
            )
        return self


class Evaluation(Shape):
    """What the team's own test found of one model."""

    quality: Judged | None = Field(None, examples=["mid"])
    """What it is for every kind of task that `kinds` leaves out."""
    kinds: Mapping[EndpointKind, Judged] = Field(
        default_factory=dict, examples=[{"extraction": "mid", "code": "unfit"}]
    )
    """What it is for one kind of task."""
    evidence: str = Field(min_length=1, examples=["evals/2026-10.md, 400 tickets"])
    """Where the test and its result are found."""
    date: Day = Field(examples=["2026-10-30"])
    """The day of the test."""

    @model_validator(mode="after")
    def _finds_something(self) -> Evaluation:
        if self.quality is None and not self.kinds:
            raise Inconsistent("neither `quality` nor `kinds`", below=("evidence",))
        return self

    @property
    def has_scores(self) -> bool:
        return any(isinstance(found, Decimal) for found in (self.quality, *self.kinds.values()))


class Evaluations(Shape):
    """The team's own evaluations of models; they win over the catalogue's classes."""

    bars: Bars | None = Field(None, examples=[{"basic": "60%", "mid": "75%", "frontier": "90%"}])
    """The scores from which a model is of a class; without scores, nobody needs them."""
    models: Mapping[str, Evaluation] = Field(
        min_length=1,
        examples=[
            {
                "claude-haiku-4-5": {
                    "kinds": {"extraction": "mid"},
                    "evidence": "evals/2026-10.md",
                    "date": "2026-10-30",
                }
            }
        ],
    )
    """By the model's name, as the catalogue or a provider of the spec writes it."""

    @model_validator(mode="after")
    def _scores_have_bars(self) -> Evaluations:
        scored = next((name for name, one in self.models.items() if one.has_scores), None)
        if scored is not None and self.bars is None:
            message = "a score says nothing without `bars`, the scores that classes start at"
            raise Inconsistent(message, below=("models", scored))
        return self
