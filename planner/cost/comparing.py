"""Two bills side by side: what a change costs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import localcontext

from planner.cost.bill import Bill, Line
from planner.units import EXACT, Range, total
from planner.values import value

_NOTHING = Range.exactly(0)


@value
class Change:
    """A line that two bills don't have alike; None on the side that lacks it."""

    id: str
    before: Line | None
    after: Line | None

    @property
    def difference(self) -> Range | None:
        """A month, bound by bound; None where either side has a line without a price."""
        before, after = _amount(self.before), _amount(self.after)
        return None if before is None or after is None else _minus(after, before)

    @property
    def by_price(self) -> Range | None:
        """The part of the difference that comes of the price: its change, at the later quantity.

        With `by_quantity` it adds up to the difference. A line that is new, gone, or counted in
        another unit differs by its quantity alone.
        """
        if self.difference is None:
            return None
        if not self._alike or self.before is None or self.after is None:
            return _NOTHING
        was, now = self.before.unit_price, self.after.unit_price
        if was is None or now is None or self.after.quantity is None:
            return None
        with localcontext(EXACT):
            return self.after.quantity * (now - was)

    @property
    def by_quantity(self) -> Range | None:
        """The part that comes of the quantity: its change, at the earlier price."""
        difference, by_price = self.difference, self.by_price
        if difference is None or by_price is None:
            return None
        return _minus(difference, by_price)

    @property
    def _alike(self) -> bool:
        """Whether both sides count the same thing."""
        if self.before is None or self.after is None:
            return False
        return self.before.unit == self.after.unit


@value
class Comparison:
    """What became of a bill: two of one currency, at one rate."""

    before: Bill
    after: Bill
    before_catalog: str = ""
    """Id of the catalogue that priced it; empty where nobody says."""
    after_catalog: str = ""

    def __post_init__(self) -> None:
        if self.before.currency != self.after.currency:
            both = f"{self.before.currency} and {self.after.currency}"
            raise TypeError(f"bills in {both} have no difference")

    @property
    def currency(self) -> str:
        """Of all its amounts."""
        return self.after.currency

    @property
    def changes(self) -> tuple[Change, ...]:
        """Lines whose month, quantity, price or status differs, in the order of the later bill."""
        was = {line.id: line for line in self.before.lines}
        now = {line.id: line for line in self.after.lines}
        pairs = (Change(id_, was.get(id_), now.get(id_)) for id_ in dict.fromkeys((*now, *was)))
        return tuple(pair for pair in pairs if _essence(pair.before) != _essence(pair.after))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Lines without a price on either side: nobody can say what became of them."""
        return tuple(
            dict.fromkeys(line.id for b in (self.before, self.after) for line in b.unpriced)
        )

    @property
    def difference(self) -> Range | None:
        """A month, bound by bound; None where a line has no price on either side."""
        return None if self.unknown else self.of_priced

    @property
    def of_priced(self) -> Range:
        """The difference of all lines that have a price on both sides, or on their only one."""
        return _known(change.difference for change in self.changes)

    @property
    def by_price(self) -> Range:
        """The part of `of_priced` that comes of prices."""
        return _known(change.by_price for change in self.changes)

    @property
    def by_quantity(self) -> Range:
        """The part of `of_priced` that comes of quantities."""
        return _known(change.by_quantity for change in self.changes)

    @property
    def is_across_catalogs(self) -> bool:
        """Whether the two bills rest on different facts."""
        return self.before_catalog != self.after_catalog


def _essence(line: Line | None) -> object:
    """What makes two lines differ."""
    if line is None:
        return None
    return (line.monthly, line.quantity, line.unit_price, line.unit, line.status)


def _amount(line: Line | None) -> Range | None:
    """What a side costs: nothing where it lacks the line; None where nobody can price it."""
    return _NOTHING if line is None else line.monthly


def _minus(left: Range, right: Range) -> Range:
    with localcontext(EXACT):
        return left + right * -1


def _known(differences: Iterable[Range | None]) -> Range:
    return total(one for one in differences if one is not None)
