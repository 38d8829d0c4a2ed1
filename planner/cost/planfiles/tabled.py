"""Types that a table of the catalogue prices, attribute by attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.catalog import BilledPart, BilledType
from planner.cost.bill import Line
from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item, NotKnownError
from planner.units import Range

_ATTRIBUTE = re.compile(r"\{([\w.]+)\}")


def tabled(billed: BilledType, item: Item, meter: Meter) -> Iterator[Part]:
    """The parts of a resource as its type's table has them."""
    for part in billed.parts:
        if _holds(part, item, billed.defaults):
            yield _line(part, item, meter, billed.defaults)
    for what in billed.by_use:
        yield ByUse(what)


def _holds(part: BilledPart, item: Item, defaults: Mapping[str, str]) -> bool:
    return all(
        _word(item, name, {name: "", **defaults}) in values for name, values in part.when.items()
    )


def _line(part: BilledPart, item: Item, meter: Meter, defaults: Mapping[str, str]) -> Line:
    try:
        count = _count(part, item, defaults)
        if part.machine:
            machine = _ATTRIBUTE.sub(lambda m: _word(item, m[1], defaults), part.machine)
            return meter.machines(part.item, machine, Range.exactly(count))
        service = _ATTRIBUTE.sub(lambda m: _plain(_word(item, m[1], defaults)), part.service)
    except NotKnownError as missing:
        return meter.unknown(part.item, part.unit, str(missing))
    metered = meter.hourly if part.hourly else meter.monthly
    return metered(part.item, service, count, part.unit)


def _count(part: BilledPart, item: Item, defaults: Mapping[str, str]) -> Decimal:
    count = Decimal(1)
    for name in part.times:
        given = defaults.get(name)
        count *= item.number(name, None if given is None else int(given))
    return count / part.over


def _word(item: Item, name: str, defaults: Mapping[str, str]) -> str:
    word = item.text(name, defaults.get(name))
    return {"True": "true", "False": "false"}.get(word, word)


def _plain(word: str) -> str:
    return word.lower().replace("-", "_")
