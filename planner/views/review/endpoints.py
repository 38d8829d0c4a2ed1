"""What became of endpoints: those that changed alike in one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.changes import EndpointChange, Review
from planner.documents import escaped, mermaid_of_change, table
from planner.views.review.words import SHORT, cell, more, mute, names


def picture(review: Review) -> str:
    drawn = mermaid_of_change(review)
    return f"### Topology\n\n```mermaid\n{drawn}\n```" if drawn else ""


def endpoints(review: Review, most: int) -> str:
    groups = tuple(alike(review.endpoints))
    rows = [endpoint_row(group) for group in groups[:most]]
    if not rows:
        return ""
    heading = ("endpoint", "verdict", "route", "data may newly be in", "reaches")
    return f"### Endpoints\n\n{table(heading, rows)}{more(len(groups) - most, 'groups')}"


def alike(changes: Iterable[EndpointChange]) -> Iterator[tuple[EndpointChange, ...]]:
    """Endpoints whose change reads alike."""
    groups: dict[tuple[str, ...], list[EndpointChange]] = {}
    for change in changes:
        groups.setdefault(_essence(change), []).append(change)
    return map(tuple, groups.values())


def _essence(change: EndpointChange) -> tuple[str, ...]:
    return _verdicts(change), _routes(change), _countries(change), _stops(change)


def endpoint_row(group: tuple[EndpointChange, ...]) -> tuple[str, ...]:
    return (names(one.name for one in group), *_essence(group[0]))


def _verdicts(change: EndpointChange) -> str:
    before = change.before.verdict if change.before else "new"
    after = change.after.verdict if change.after else "gone"
    return f"**{after}**" if before == after else f"{before} → **{after}**"


def _routes(change: EndpointChange) -> str:
    before = change.before.route if change.before else None
    after = change.after.route if change.after else None
    was, now = (" → ".join(map(cell, route or ())) for route in (before, after))
    if before == after or not was or not now:
        return now or was or "unchanged"
    return f"~~{was}~~<br>{now}"


def _countries(change: EndpointChange) -> str:
    return ", ".join(sorted(change.new_countries)) or "-"


def _stops(change: EndpointChange) -> str:
    parts = (
        *(f"+ {escaped(one.title)}" for one in change.reached[:SHORT]),
        *(f"- {escaped(one.title)}" for one in change.left[:SHORT]),
        *(f"~ {escaped(after.title)}, elsewhere" for _, after in change.moved[:SHORT]),
    )
    hidden = len(change.reached) + len(change.left) + len(change.moved) - len(parts)
    words = (*parts, *((f"and {hidden} more",) if hidden > 0 else ()))
    return "<br>".join(mute(word) for word in words) or "-"
