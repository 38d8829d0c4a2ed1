"""People: the hours that running a topology takes."""

from __future__ import annotations

from pydantic import Field, model_validator

from planner.spec.refusals import Inconsistent
from planner.spec.scalars import Amount, Spread
from planner.spec.shape import Shape


class People(Shape):
    """The people who run the topology, and what their hours cost."""

    rate: Amount = Field(examples=["95 USD"])
    """What an hour costs."""
    operations_hours: Spread | None = Field(None, examples=[20])
    """Hours in a month for operations: on call, upgrades, capacity."""
    evaluation_hours: Spread | None = Field(None, examples=[8])
    """Hours in a month for evaluation: does a model answer well enough, is a new one better."""

    @model_validator(mode="after")
    def _has_hours(self) -> People:
        if self.operations_hours is None and self.evaluation_hours is None:
            raise Inconsistent("neither `operations_hours` nor `evaluation_hours`", below=("rate",))
        return self
