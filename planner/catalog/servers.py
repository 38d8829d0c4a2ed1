"""Servers with GPUs that can be bought: what they cost, draw and take up."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.units import Range
from planner.values import value


@value
class Server:
    """A server as it is bought, with all its GPUs."""

    name: str
    title: str
    accelerator: str
    gpus: int
    gpu_memory_gib: Decimal
    """Usable memory of one GPU."""
    price: Range
    """Of one; low and high: what else has been asked for it."""
    currency: str
    power_kw: Decimal
    """Kilowatts that one draws on average under load."""
    rack_units: int
    row: Row


class Servers:
    """Servers by name."""

    def __init__(self, folder: Path) -> None:
        self._by_name = Index(Table(folder, "hardware.csv"), "server")

    def find(self, name: str) -> Server | None:
        record = self._by_name.newest(name)
        return _server(record) if record else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for (name,) in self._by_name)


def _server(record: Record) -> Server:
    low, expected, high = (record.positive(f"price{end}") for end in ("_low", "", "_high"))
    return Server(
        name=record.required("server"),
        title=record.required("title"),
        accelerator=record.required("accelerator"),
        gpus=int(record.positive("gpus")),
        gpu_memory_gib=record.positive("gpu_memory_gib"),
        price=Range(low, expected, high),
        currency=record.required("currency"),
        power_kw=record.positive("power_kw"),
        rack_units=int(record.positive("rack_units")),
        row=record.row,
    )
