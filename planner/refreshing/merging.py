"""Rows of a table and what a source lists today to the rows of the next set.

Prices are appended and never overwritten: an equal price only moves `as_of` and `source` of the
newest row of its key, another price follows it with a later `from`, and what a source no longer
lists keeps its row. What can't be trusted is refused by name and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from planner.refreshing.fates import Cells, Change, Fate, Key, Occasion
from planner.refreshing.fitness import Comparison, Known, unfit
from planner.refreshing.generations import ranked
from planner.refreshing.growth import current, dated
from planner.refreshing.observing import Cover, Observation, Refusal
from planner.refreshing.shapes import Shape, shape_of
from planner.values import value


@value
class Merged:
    """The rows of a table after a refresh, and what happened to them."""

    table: str
    rows: tuple[Cells, ...]
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def merge(
    table: str,
    rows: Sequence[Cells],
    observed: Iterable[Observation],
    covers: Iterable[Cover],
    *,
    known: Known,
    day: date,
    since: date | None = None,
) -> Merged:
    """A table of the base set and what was observed of it to the table of the next set.

    `observed` is all that any step saw of the table; its order doesn't matter. Ranked prices hold
    from `since` on, the day of the instant that the next set is read at, or else from `day` on.
    """
    shape = shape_of(table)
    at = Occasion(table, shape, day.isoformat(), (since or day).isoformat())
    base = _rows_by_key(shape, rows)
    seen = _seen_by_key(shape, observed)
    fate = _deciding(at, base, known)
    fates = {key: fate(key, seen[key]) for key in sorted(seen)}
    told = [*(one.told for one in fates.values()), *_gone(at, base, seen, covers)]
    after = {**base, **{key: one.rows for key, one in fates.items()}}
    return Merged(
        table,
        tuple(sorted((row for rows in after.values() for row in rows), key=_order(shape))),
        tuple(one for one in told if isinstance(one, Change)),
        tuple(one for one in told if isinstance(one, Refusal)),
    )


def _deciding(
    at: Occasion, base: Mapping[Key, Sequence[Cells]], known: Known
) -> Callable[[Key, Sequence[Observation]], Fate]:
    """What decides the fate of a key, given all that was seen of it."""
    shape = at.shape
    priced = base.values() if shape.growth == "dated" else ()
    comparison = Comparison(shape, (rows[-1] for rows in priced), known)

    def decide(key: Key, seen: Sequence[Observation]) -> Fate:
        rows = tuple(base.get(key, ()))
        if why := unfit(at.table, shape, seen, known):
            return Fate(rows, at.refusal(why, key))
        match shape.growth:
            case "dated":
                return dated(at, key, rows, seen[0], comparison)
            case "current":
                return current(at, key, rows, seen[0])
            case "ranked":
                return ranked(at, key, rows, seen)

    return decide


def _gone(
    at: Occasion,
    base: Mapping[Key, Sequence[Cells]],
    seen: Mapping[Key, Sequence[Observation]],
    covers: Iterable[Cover],
) -> list[Change]:
    """The keys that a source would have listed and did not."""
    covers = tuple(covers)
    return [
        Change("gone", at.table, key, old=rows[-1].get(at.shape.amount, ""))
        for key, rows in sorted(base.items())
        if key not in seen and any(cover.includes(rows[-1]) for cover in covers)
    ]


def _rows_by_key(shape: Shape, rows: Iterable[Cells]) -> dict[Key, Sequence[Cells]]:
    """The rows of what is merged as one, the newest last."""
    by_key: dict[Key, list[Cells]] = {}
    for row in sorted(rows, key=_order(shape)):
        key = tuple(row[column] for column in shape.key)
        by_key.setdefault(_group(shape, key), []).append(row)
    return {**by_key}


def _seen_by_key(shape: Shape, observed: Iterable[Observation]) -> dict[Key, list[Observation]]:
    by_key: dict[Key, list[Observation]] = {}
    for one in observed:
        by_key.setdefault(_group(shape, one.key), []).append(one)
    return {key: sorted(ones, key=_spelling) for key, ones in by_key.items()}


def _spelling(one: Observation) -> tuple[Key, list[tuple[str, str]], str, str]:
    """An order of observations that agree but for how they write a number, such as 1 and 1.0."""
    return one.key, sorted(one.cells.items()), one.source, one.as_of


def _group(shape: Shape, key: Key) -> Key:
    """What is merged as one: a key; of a ranked table all rows of a model's variant."""
    return key[:2] if shape.growth == "ranked" else key


def _order(shape: Shape) -> Callable[[Cells], tuple[int | str, ...]]:
    return lambda row: tuple(
        int(row[column]) if column in ("rank", "from_tokens") else row[column]
        for column in shape.order
    )
