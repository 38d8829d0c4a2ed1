"""Two bills side by side: what a change costs."""

from __future__ import annotations

from planner.cost.bill import Bill, Line
from planner.units import Range
from planner.values import value


@value
class Change:
    """A line that two bills don't have alike; None on the side that lacks it."""

    id: str
    before: Line | None
    after: Line | None


@value
class Comparison:
    """What became of a bill."""

    before: Bill
    after: Bill

    @property
    def changes(self) -> tuple[Change, ...]:
        """Lines whose month, quantity, price or status differs, in the order of the later bill."""
        was = {line.id: line for line in self.before.lines}
        now = {line.id: line for line in self.after.lines}
        pairs = (Change(id_, was.get(id_), now.get(id_)) for id_ in dict.fromkeys((*now, *was)))
        return tuple(pair for pair in pairs if _essence(pair.before) != _essence(pair.after))


def _essence(line: Line | None) -> tuple[Range | None, str] | None:
    return None if line is None else (line.monthly, line.status)
