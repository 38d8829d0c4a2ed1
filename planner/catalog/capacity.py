"""What the capacity model rests on: its constants, and the published runs it is judged by."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from planner import resources
from planner.catalog import digests
from planner.values import value

RUNS = "benchmarks.csv"


@value
class Constant:
    """A number of the capacity model, and where it comes from."""

    name: str
    value: Decimal
    unit: str
    why: str


@value
class Stored:
    """How weights of a precision lie in memory, and what they are multiplied in."""

    stored: str
    """The column of `open_models.csv` that says how large they are."""
    computed: tuple[str, ...]
    """Arithmetic that serves them, best first: the first one that the GPU has."""


@value
class Band:
    """Between which multiples of an estimate a measurement is to be expected."""

    low: Decimal
    high: Decimal
    why: str


@value
class Engine:
    """What serves a model."""

    name: str
    speed: Decimal
    """Throughput in parts of the reference's."""
    sequences: Mapping[str, int]
    """Most at once by its own defaults, by accelerator; under the empty name: on any other."""
    eight_bit_cache: tuple[str, ...]
    """Precisions of weights with which it keeps the cache at 8 bits."""
    names: tuple[str, ...]
    """By which a published run means it, in lower case: any of them within the engine's name."""
    outdated: tuple[str, ...]
    """Words in the name of releases that are too old to speak of today's."""
    why: str


@value
class CapacityConstants:
    """`capacity.toml`."""

    constants: Mapping[str, Constant]
    precisions: Mapping[str, Stored]
    engines: Mapping[str, Engine]
    bands: Mapping[str, Band]
    """By regime."""
    utilisation: Mapping[str, Constant]
    """By kind of endpoint: the share of its throughput that a replica is planned with at peak."""


@value
class PublishedRun:
    """One run of a benchmark as somebody published it, word by word; an empty cell: not told."""

    line: int
    """Of the file."""
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column) or ""


@lru_cache(maxsize=1)
def capacity_constants() -> CapacityConstants:
    """The constants that are shipped with the package."""
    table = digests.toml(resources.data(), "capacity.toml")
    return CapacityConstants(
        constants=_constants(table["constants"]),
        precisions={
            name: Stored(one["stored"], tuple(one["computed"]))
            for name, one in table["precisions"].items()
        },
        engines={name: _engine(name, one) for name, one in table["engines"].items()},
        bands={
            name: Band(Decimal(one["low"]), Decimal(one["high"]), one["why"])
            for name, one in table["bands"].items()
        },
        utilisation=_constants(table["utilisation"]),
    )


def published_runs(text: str | None = None) -> tuple[PublishedRun, ...]:
    """The runs of a CSV with the columns of `benchmarks.csv`; without a text, the shipped ones."""
    if text is None:
        text = digests.text(resources.data(), RUNS) or ""
    return tuple(_runs(csv.DictReader(io.StringIO(text, newline=""))))


def _runs(rows: Iterable[dict[str, Any]]) -> Iterable[PublishedRun]:
    for line, row in enumerate(rows, start=2):
        cells = {name: cell for name, cell in row.items() if name and isinstance(cell, str)}
        yield PublishedRun(line, cells)


def _engine(name: str, one: Mapping[str, Any]) -> Engine:
    return Engine(
        name=name,
        speed=Decimal(one["speed"]),
        sequences={gpu: int(most) for gpu, most in one["sequences"].items()},
        eight_bit_cache=tuple(one["eight_bit_cache"]),
        names=tuple(one["names"]),
        outdated=tuple(one.get("outdated", ())),
        why=one["why"],
    )


def _constants(table: Mapping[str, Mapping[str, str]]) -> Mapping[str, Constant]:
    return {
        name: Constant(name, Decimal(one["value"]), one.get("unit", ""), one["why"])
        for name, one in table.items()
    }
