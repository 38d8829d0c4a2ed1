"""Prices that are older than they may be, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.catalog import Stale
from planner.cost import StaleLine
from planner.views.diagnostics import visible


def note(found: tuple[StaleLine, ...], lines: int) -> str:
    """One line: how many of a bill's lines rest on stale prices, by class; most first."""
    counts = Counter(one.stale.age_class.name for one in found)
    classes = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    rest = "rests" if len(found) == 1 else "rest"
    refuses = "`--max-age ttl` refuses them"
    return f"note: {len(found)} of {lines} lines {rest} on stale prices ({classes}); {refuses}"


def listed(found: tuple[StaleLine, ...]) -> Iterator[str]:
    """Each line with the class of its price, its day and its age."""
    width = max(len(visible(one.line.id)) for one in found)
    for one in found:
        yield f"{visible(one.line.id):<{width}}  {age(one.stale)}"


def age(stale: Stale) -> str:
    """How old a row is, and may be."""
    name, limit = stale.age_class.name, stale.limit
    if stale.days is None:
        return f"{name} of no day, {limit} days admitted"
    return f"{name} of {stale.row.as_of}: {stale.days} days, {limit} admitted"
