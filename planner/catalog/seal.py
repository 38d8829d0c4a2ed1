"""Objectives of the EU Cloud Sovereignty Framework."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.catalog.tables import Table
from planner.diagnostics import Row
from planner.values import value


@value
class Objective:
    """One of its eight objectives, each of which has levels from 0 to 4."""

    id: str
    """Such as `SOV-2`."""
    name: str
    weight_percent: int
    """Its share of the framework's score."""
    row: Row


def objectives(folder: Path) -> Mapping[str, Objective]:
    """The rows of `seal_objectives.csv`, by id."""
    return {
        record.required("objective"): Objective(
            id=record.required("objective"),
            name=record.required("name"),
            weight_percent=int(record.required("weight_percent")),
            row=record.row,
        )
        for record in Table(folder, "seal_objectives.csv")
    }
