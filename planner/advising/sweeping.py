"""What-if: the same topology with other words at some places, and the advice on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from planner.advising.advice import Advice, advise
from planner.advising.sensitivity import Thresholds
from planner.diagnostics import Edit
from planner.errors import SpecError, UsageError
from planner.pipeline import Plan, plan_of
from planner.solving import Judge, replanned
from planner.spec import Spec, edit, edited, read_text, setting, spliced
from planner.values import value

MOST = 100
"""Points of a sweep."""
_ASKED = (["growth"], ["needs"], ["policy"], ["traffic"])
"""What an endpoint asks for, which changes nothing of what it could call."""
_EXAMPLE = "write it as `endpoints.chat.traffic.requests_per_month=1M,5M,10M`"


@value
class Varied:
    """A place of the spec, and what shall stand there, one after another."""

    path: str
    route: tuple[str | int, ...]
    values: tuple[object, ...]


@value
class Point:
    """The advice where certain words stand in the spec."""

    values: tuple[object, ...]
    """One for each of what is varied."""
    advice: Advice | None
    """None where the language or the catalogue has no such spec."""


def varied(spec: Spec, text: str) -> Varied:
    """`path=1M,5M,10M` as a place and its values.

    Raises:
        UsageError: it isn't written like that, or nothing of the spec stands on its way.
    """
    path, _, written = text.partition("=")
    change = setting(spec, f"{path}=[{written}]")
    values = change.value
    if not isinstance(values, tuple | list) or not values or None in values:
        raise UsageError(f"`{text}` names no values", mend=_EXAMPLE)
    return Varied(path.strip(), change.route, tuple(values))


def swept(plan: Plan, axes: Sequence[Varied], lines: Thresholds) -> Iterator[Point]:
    """The advice at every point, the last axis varying first.

    Raises:
        UsageError: there are more points than anybody reads.
    """
    points = list(product(*(one.values for one in axes)))
    if len(points) > MOST:
        raise UsageError(
            f"{len(points)} points are more than the {MOST} of a sweep", mend="name fewer values"
        )
    judge = Judge(plan.catalog, plan.today)
    same = all(_leaves_targets(one.route) for one in axes)
    for values in points:
        edits = [edit(plan.spec, one.route, v) for one, v in zip(axes, values, strict=True)]
        after = replanned(edited(plan.spec, edits), plan.catalog, plan.today)
        yield Point(values, advise(after, lines, judge if same else None) if after else None)


def _leaves_targets(route: tuple[str | int, ...]) -> bool:
    """Whether targets, and the ways to them, are the same whatever stands at a place of the spec.

    Then what a judge knows of them is not asked again at every point.
    """
    section, *below = route
    return section in ("policy", "people") or (section == "endpoints" and below[1:2] in _ASKED)


def supposing(plan: Plan, settings: Iterable[str]) -> Plan:
    """The plan of the spec with `path=value` at some places, made in their order.

    Raises:
        UsageError: one isn't written like that, or the language has no such spec.
        SpecError: the language or the catalogue has no such spec, with what is wrong.
    """
    spec, edits = _put(plan, settings)
    return plan_of(spec, plan.catalog, today=plan.today) if edits else plan


def rewritten(plan: Plan, settings: Iterable[str]) -> str | None:
    """The text of the spec's own file with the same; None where that file can't hold it.

    Raises:
        UsageError, SpecError: as `supposing`.
    """
    return spliced(plan.sources[plan.file], _put(plan, settings)[1])


def _put(plan: Plan, settings: Iterable[str]) -> tuple[Spec, Sequence[Edit]]:
    """The spec with `path=value` at some places, and the edits that put them there."""
    spec, edits = plan.spec, list[Edit]()
    for text in settings:
        edits.append(setting(spec, text))
        after = edited(spec, edits[-1:])
        if after is None:
            _complain(plan, edits)
            raise UsageError(f"a spec can't have `{text}`", mend="see `topoplan schema`")
        spec = after
    return spec, edits


def _complain(plan: Plan, edits: Sequence[Edit]) -> None:
    """Say what is wrong with a spec that edits make, where they can be put into its text."""
    source = plan.sources[plan.file]
    text = spliced(source, edits)
    if text is not None:
        made = type(source)(source.path, text)
        wrong = read_text(made).diagnostics
        if wrong:
            raise SpecError(wrong, {**plan.sources, source.path: made})
