"""Merged tables to the next set on disk: the base with them in it, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from planner.catalog import Catalog, digests, load
from planner.errors import FileError
from planner.refreshing.collecting import Collected
from planner.refreshing.fitness import Known
from planner.refreshing.journal import sync_folder, write_whole
from planner.refreshing.merging import Merged, merge
from planner.refreshing.observing import Observation
from planner.refreshing.sources import source_rows
from planner.refreshing.tables import rows, write_table

_SATURDAY = 5
_SOURCES = "sources.csv"
_MANIFEST = "manifest.toml"


def next_id(into: Path, day: date) -> str:
    """The day, with a number behind it if there is such a set already."""
    names = (day.isoformat() if n == 1 else f"{day.isoformat()}-{n}" for n in count(1))
    taken = load().id
    return next(name for name in names if name != taken and not (into / name).exists())


def evaluation_day(day: date) -> date:
    """The day, or the Friday before it: noon UTC is off the peaks of vendors with hours."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def write_set(
    target: Path, base: Catalog, merged: Sequence[Merged], collected: Collected, day: date
) -> None:
    """The base with the merged tables, in a hidden folder that is renamed when all is on disk.

    Raises:
        FileError: it can't be written; nothing is left then.
    """
    building = target.with_name(f".{target.name}.building")
    try:
        shutil.rmtree(building, ignore_errors=True)
        _copy(base.folder, building)
        for one in [*merged, _sources_of(base.folder, merged, collected, day)]:
            if one.changes:
                write_table(building / one.table, one)
        _write_manifest(building / _MANIFEST, target.name, base, collected, day)
        digests.write(building)
        _sync(building)
        building.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise FileError(
            f"can't write the set {target}: {error.strerror or error}",
            mend="make room, or mend the rights, then run it again: nothing is asked twice",
        ) from None


def _copy(base: Path, building: Path) -> None:
    """The files that a set lists, and nothing else that lies beside them."""
    for file in digests.listed(base):
        copy = building / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(base / file, copy)


def _sources_of(base: Path, merged: Sequence[Merged], collected: Collected, day: date) -> Merged:
    """The table of sources, with those that the merged rows name."""
    today = day.isoformat()
    named = {
        row["source"]
        for one in merged
        for row in one.rows
        if row["source"] and row["as_of"] == today
    } | {row.source for observed in collected.found for row in observed.rows}
    said = source_rows(sorted(named), release=collected.genai_prices)
    observed = [Observation(_SOURCES, (name,), cells, "", today) for name, cells in said.items()]
    nothing = Known({}, {}, {}, {})
    return merge(_SOURCES, rows(base / _SOURCES), observed, (), known=nothing, day=day)


def _write_manifest(path: Path, name: str, base: Catalog, collected: Collected, day: date) -> None:
    said = {
        "id": name,
        "evaluated_at": f"{evaluation_day(day).isoformat()}T12:00:00Z",
        "base": base.id,
    }
    if collected.genai_prices:
        said["genai_prices"] = collected.genai_prices
    text = path.read_text("utf-8")
    for key, cell in said.items():
        line = f'{key} = "{cell}"'
        text, replaced = re.subn(rf"^{key} = .*$", line, text, count=1, flags=re.MULTILINE)
        if not replaced:
            text += f"{line}\n"
    write_whole(path, text.encode())


def _sync(folder: Path) -> None:
    """Let every file and name below a folder outlive the power before it is renamed."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)
