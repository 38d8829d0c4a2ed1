"""Where the money goes, drawn for a terminal: stacked bars, each with its whisker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from textwrap import wrap

from planner.cost import Attribution, Bill, Cause
from planner.units import Range, cents
from planner.values import value
from planner.views.diagnostics import visible

_NARROWEST, _WIDEST = 60, 140
_NAME, _AMOUNT, _SHARE = 24, 15, 5
_PARTS = 7
"""Parts that have a colour of their own; what is cheaper than those is `others`."""
_OTHERS = "others"
_FILLS = "█▓▒░▚▞▪·"
_HUES = (32, 208, 72, 175, 220, 39, 130, 246)
"""Of the 256 colours; told apart by the colour-blind, and on black as on white."""
_TENS_OF_MILLIONS = Decimal(10) ** 7
_EIGHTHS = " ▏▎▍▌▋▊▉"


def show(attribution: Attribution, bill: Bill, *, width: int, color: bool) -> str:
    """One row for each cause: its bar stacked by parts, its amount and its range.

    `width`: columns of the terminal. Without colour the parts differ by their pattern.
    """
    picture = _Picture(attribution, bill, max(_NARROWEST, min(width, _WIDEST)), color=color)
    return "\n".join(line.rstrip() for line in picture.lines())


@value
class _Picture:
    attribution: Attribution
    bill: Bill
    width: int
    color: bool

    def lines(self) -> Iterator[str]:
        causes = self.attribution.causes
        by = self.attribution.by
        money = f"{self.bill.currency} a month"
        head = f"{by:<{self._name}} {'':<{self._bar}} {money:>{_AMOUNT}}"
        yield self._dim(head)
        for cause in causes:
            yield from self._row(cause)
        yield from self._total()
        yield ""
        yield from self._legend()
        yield from self._unpriced(causes)
        yield ""
        for line in wrap(self.attribution.rule, self.width):
            yield self._dim(line)

    @property
    def _name(self) -> int:
        longest = max((len(visible(c.name)) for c in self.attribution.causes), default=0)
        return max(8, min(longest, _NAME))

    @property
    def _bar(self) -> int:
        return self.width - self._name - _AMOUNT - _SHARE - 3

    @property
    def _scale(self) -> Decimal:
        """Cells for one unit of money: the highest whisker just fits."""
        highest = max((c.monthly.high for c in self.attribution.causes), default=Decimal(0))
        return self._bar / highest if highest else Decimal(0)

    def _row(self, cause: Cause) -> Iterator[str]:
        whole = self.bill.monthly.expected
        share = _percent(cause.monthly.expected / whole) if whole else ""
        amount = f"{_money(cause.monthly.expected)}{' +?' if cause.unpriced else ''}"
        name, bar = _cut(cause.name, self._name), self._stack(cause)
        yield f"{name} {bar} {amount:>{_AMOUNT}} {share:>{_SHARE}}"
        low, high = _short(cause.monthly.low), _short(cause.monthly.high)
        if low != high:
            between = f"{low} to {high}"
            whisker = self._dim(_whisker(cause.monthly, self._scale, self._bar))
            yield f"{'':<{self._name}} {whisker} {self._dim(f'{between:>{_AMOUNT}}')}"

    def _stack(self, cause: Cause) -> str:
        amounts = _merged(cause.parts, self._parts)
        ends, sum_ = [], Decimal(0)
        for part in self._parts:
            sum_ += amounts.get(part, Decimal(0)) * self._scale
            ends.append(sum_)
        return _painted(ends, self._bar) if self.color else _patterned(ends, self._bar)

    @property
    def _parts(self) -> tuple[str, ...]:
        parts = self.attribution.parts
        return parts if len(parts) <= _PARTS + 1 else (*parts[:_PARTS], _OTHERS)

    def _total(self) -> Iterator[str]:
        month = self.bill.monthly
        least = "at least " if self.bill.at_least else ""
        words = f"{least}{_money(month.expected)} {self.bill.currency} a month expected"
        if month.low != month.high:
            words += f", between {_money(month.low)} and {_money(month.high)}"
        yield ""
        yield from map(self._bold, wrap(words, self.width))

    def _legend(self) -> Iterator[str]:
        """As many entries on a line as have room."""
        line, used = "", 0
        for place, part in enumerate(self._parts):
            cells = len(visible(part)) + (2 if self.color else 3)
            if line and used + cells > self.width:
                yield line
                line, used = "", 0
            line += f"{self._swatch(place)} {visible(part)}  "
            used += cells + 2
        yield line

    def _swatch(self, place: int) -> str:
        return f"\x1b[38;5;{_HUES[place]}m█\x1b[0m" if self.color else _FILLS[place] * 2

    def _unpriced(self, causes: Sequence[Cause]) -> Iterator[str]:
        if any(cause.unpriced for cause in causes):
            yield "+? and what has no price, which is not counted as zero:"
            for line in self.bill.unpriced:
                words = f"{visible(line.id)}: {visible(line.note)}"
                yield from wrap(words, self.width, initial_indent="   ", subsequent_indent="     ")

    def _dim(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if self.color else text

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.color else text


def _merged(parts: Mapping[str, Range], shown: Sequence[str]) -> Mapping[str, Decimal]:
    """Expected amounts of the parts that are shown; all the rest as `others`."""
    amounts: dict[str, Decimal] = {}
    for part, amount in parts.items():
        name = part if part in shown else _OTHERS
        amounts[name] = amounts.get(name, Decimal(0)) + amount.expected
    return amounts


def _patterned(ends: Sequence[Decimal], room: int) -> str:
    """Whole cells, each with the pattern of the part that its middle lies in."""
    cells = (_part_at(ends, Decimal(cell) + Decimal("0.5")) for cell in range(room))
    bar = "".join(" " if place is None else _FILLS[place] for place in cells)
    # what costs something is seen
    return bar if bar.strip() or not ends or not ends[-1] else f"▏{bar[1:]}"


def _painted(ends: Sequence[Decimal], room: int) -> str:
    """Eighths of cells: a cell in which one part ends and the next begins has both colours."""
    return "".join(_cell(ends, cell) for cell in range(room))


def _cell(ends: Sequence[Decimal], cell: int) -> str:
    start, stop = Decimal(cell), Decimal(cell + 1)
    left = _part_at(ends, start)
    if left is None:
        return " "
    end, last = ends[left], ends[-1]
    if last < stop:
        return f"\x1b[38;5;{_HUES[_most(ends, start)]}m{_eighths(last - start)}\x1b[0m"
    if end >= stop:
        return f"\x1b[38;5;{_HUES[left]}m█\x1b[0m"
    right = _part_at(ends, end)
    behind = "" if right is None else f";48;5;{_HUES[right]}"
    return f"\x1b[38;5;{_HUES[left]}{behind}m{_eighths(end - start)}\x1b[0m"


def _most(ends: Sequence[Decimal], start: Decimal) -> int:
    """The part that takes the most of what a stack has left from a place on."""
    starts = (start, *(max(start, end) for end in ends))
    left = [max(Decimal(0), end - begin) for begin, end in zip(starts, ends, strict=False)]
    return left.index(max(left))


def _eighths(part: Decimal) -> str:
    """The left part of a cell, never nothing and never all of it."""
    return _EIGHTHS[max(1, min(7, round(part * 8)))]


def _part_at(ends: Sequence[Decimal], at: Decimal) -> int | None:
    """The part of a stack that covers a place; None past its end."""
    return next((place for place, end in enumerate(ends) if at < end), None)


def _whisker(month: Range, scale: Decimal, room: int) -> str:
    """`├──┼─────┤` from the lowest over the expected to the highest."""
    low, expected, high = (
        min(room - 1, max(0, round(amount * scale) - 1))
        for amount in (month.low, month.expected, month.high)
    )
    if high - low < 2:  # noqa: PLR2004 - two ends take two cells
        return " " * room
    cells = [" "] * low + ["─"] * (high - low + 1) + [" "] * (room - high - 1)
    cells[expected] = "┼"
    cells[low] = "├" if low < expected else "┼"
    cells[high] = "┤" if high > expected else "┼"
    return "".join(cells)


def _cut(text: str, width: int) -> str:
    shown = visible(text)
    return f"{shown:<{width}}" if len(shown) <= width else f"{shown[: width - 1]}…"


def _percent(share: Decimal) -> str:
    """A share in whole per cent; what is less than half of one is still something."""
    return "<1%" if 0 < share < Decimal("0.005") else f"{share:.0%}"


def _money(amount: Decimal) -> str:
    """In cents; whole where there are tens of millions."""
    return f"{amount:,.0f}" if amount >= _TENS_OF_MILLIONS else f"{cents(amount):,}"


def _short(amount: Decimal) -> str:
    """Whole, in at most five figures."""
    if amount >= _TENS_OF_MILLIONS:
        return f"{amount / 10**6:,.0f}M"
    if amount >= Decimal(10_000):
        return f"{amount / 1000:,.0f}k"
    return f"{amount:,.0f}"
