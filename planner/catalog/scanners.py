"""Rules of security scanners that demand what a residency proof forbids."""

from __future__ import annotations

from pathlib import Path

from planner.catalog.tables import Table
from planner.diagnostics import Row
from planner.values import value


@value
class ScannerConflict:
    """One rule of one scanner."""

    scanner: str
    """`checkov`, `kics` or `trivy`."""
    rule: str
    """As the scanner itself names it."""
    title: str
    resource_types: tuple[str, ...]
    why: str
    """What it demands that a proof forbids."""
    instead: str
    """What is done for the same end."""
    row: Row


def scanner_conflicts(folder: Path) -> tuple[ScannerConflict, ...]:
    """The rows of `scanner_conflicts.csv`, by scanner and rule."""
    return tuple(
        ScannerConflict(
            scanner=record.required("scanner"),
            rule=record.required("rule"),
            title=record.required("title"),
            resource_types=record.words("resource_types"),
            why=record.required("why"),
            instead=record.required("instead"),
            row=record.row,
        )
        for record in Table(folder, "scanner_conflicts.csv")
    )
