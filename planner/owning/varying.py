"""What a break-even turns on: the same case with one thing changed at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.capacity import Load, Unfit
from planner.owning.breaking_even import BreakEven
from planner.owning.cases import Case, compared, flip_of
from planner.owning.stairs import Flip
from planner.spec import Precision
from planner.topology import People
from planner.units import Range
from planner.values import value

CHANGES = tuple(Decimal(change) for change in ("-0.5", "-0.25", "0.25", "0.5"))
"""Half less to half more."""
_PRECISIONS: tuple[Precision, ...] = ("bf16", "fp8", "int4", "mxfp4")
"""Those that the catalogue has weights in."""


@value
class Variation:
    """One thing changed, and what comes of it."""

    what: str
    changed: str
    """Such as `-50%` or `fp8`."""
    found: BreakEven | Unfit
    flip: Flip | None
    """The least volume from which on owning is cheaper; None where it never is."""


def variations(case: Case) -> Iterator[Variation]:
    """Price of the API, tokens, volume, peak, people and precision, each alone."""
    for change in CHANGES:
        factor = 1 + change
        for what, varied in _varied(case, factor):
            yield _variation(what, f"{change:+.0%}", varied)
    yield from _other_precisions(case)


def _varied(case: Case, factor: Decimal) -> Iterator[tuple[str, Case]]:
    load = case.load
    yield "price of the API's tokens", replace(case, api_price=case.api_price * factor)
    yield "tokens of a request", replace(case, load=_longer(load, factor))
    yield "requests", replace(case, load=replace(load, requests=load.requests * factor))
    peak = max(load.peak_to_mean * factor, Decimal(1))
    yield "peak over mean, so utilisation", replace(case, load=replace(load, peak_to_mean=peak))
    if case.people is not None:
        yield "hours of people", replace(case, people=_busier(case.people, factor))


def _longer(load: Load, factor: Decimal) -> Load:
    return replace(
        load,
        input_tokens=load.input_tokens * factor,
        output_tokens=load.output_tokens * factor,
    )


def _busier(people: People, factor: Decimal) -> People:
    def times(hours: Range | None) -> Range | None:
        return None if hours is None else hours * factor

    return replace(
        people,
        operations_hours=times(people.operations_hours),
        evaluation_hours=times(people.evaluation_hours),
    )


def _other_precisions(case: Case) -> Iterator[Variation]:
    """The model at the other precisions that the catalogue has its weights in."""
    model = case.catalog.open_model(case.offer.model)
    for precision in _PRECISIONS:
        if model and precision in model.weights_gb and precision != case.offer.precision:
            offer = replace(case.offer, precision=precision)
            yield _variation("precision", precision, replace(case, offer=offer))


def _variation(what: str, changed: str, case: Case) -> Variation:
    flip = flip_of(case)
    return Variation(what, changed, compared(case), None if isinstance(flip, Unfit) else flip)
