"""Accelerators: what a type of GPU holds, reads and multiplies."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class Accelerator:
    """A type of GPU by its data sheet, without sparsity."""

    name: str
    vendor: str
    architecture: str
    memory_gb: Decimal
    """Nominal; a guest sees less of it."""
    bandwidth_gb_s: Decimal | None
    """Of its memory."""
    bf16_tflops: Decimal | None
    fp8_tflops: Decimal | None
    """None where it has no 8-bit floating point, and where nobody says."""
    int8_tops: Decimal | None
    link_gb_s: Decimal | None
    """To other GPUs of its node, in one direction: NVLink where it has any, else PCIe."""
    row: Row


class Accelerators:
    """The accelerators by name."""

    def __init__(self, folder: Path) -> None:
        self._by_name = Index(Table(folder, "gpus.csv"), "accelerator")

    def find(self, name: str) -> Accelerator | None:
        record = self._by_name.newest(name)
        return _accelerator(record) if record else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for (name,) in self._by_name)


def _accelerator(record: Record) -> Accelerator:
    return Accelerator(
        name=record.required("accelerator"),
        vendor=record.required("vendor"),
        architecture=record.required("architecture"),
        memory_gb=record.positive("memory_gb"),
        bandwidth_gb_s=record.decimal("bandwidth_gb_s"),
        bf16_tflops=record.decimal("bf16_tflops"),
        fp8_tflops=record.decimal("fp8_tflops"),
        int8_tops=record.decimal("int8_tops"),
        link_gb_s=record.decimal("link_gb_s"),
        row=record.row,
    )
