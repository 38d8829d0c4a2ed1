"""Tables of a set as text cells: read to be merged, and written anew."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from planner.refreshing.journal import write_whole
from planner.refreshing.merging import Merged
from planner.refreshing.shapes import shape_of


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table in their order; none where there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, strict=True))


def write_table(path: Path, merged: Merged) -> None:
    """The rows of a merged table, under the heading that the file has had."""
    columns = _columns(path) or list(shape_of(merged.table).columns)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(merged.rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.getvalue().encode())


def _columns(path: Path) -> list[str]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as text:
        return next(csv.reader(text), [])
