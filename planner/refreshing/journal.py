"""What a refresh has found so far, on disk: a run that was killed goes on where it stood.

One file per finished step, each written beside its place and renamed into it. The heading says
what the steps rest on: another day, base or mapping begins anew. No key of anybody's is in it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from planner.errors import FileError, UsageError
from planner.refreshing.observing import Cover, Observation, Observed, Refusal, Step

_HEADING = "heading.json"
_PARTIAL = ".partial"
_CLOSING = "closing.json"
_MEND = "make room, or mend the rights, then run it again: what was asked so far is kept"


class Journal:
    """The folder of one day's refresh, beside the sets."""

    def __init__(self, into: Path, day: date, *, base: str, mapping: str) -> None:
        self._into = into
        self._folder = into / f".{day.isoformat()}{_PARTIAL}"
        self._rests_on = {"day": day.isoformat(), "base": base, "mapping": mapping}
        self.id = ""
        """The set that this refresh writes."""

    def begin(self, new_id: str) -> bool:
        """Take up what is there if it rests on the same, or begin anew; True where it does."""
        with _written(self._folder):
            for other in self._into.glob(f".*{_PARTIAL}"):
                if other != self._folder:
                    shutil.rmtree(other)
            found = _read(self._folder / _HEADING) or {}
            self.id = found.pop("id", new_id)
            if found == self._rests_on:
                return True
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            self.id = new_id
            _write(self._folder / _HEADING, {**self._rests_on, "id": new_id})
        return False

    def found(self, step: Step) -> Observed | None:
        """What a step found in an earlier run; None where it is still to be asked."""
        said = _read(self._file(step))
        return _observed(said) if said is not None else None

    def keep(self, step: Step, observed: Observed) -> None:
        with _written(self._folder):
            _write(self._file(step), _plain_observed(observed))

    def close(self, failures: Sequence[Sequence[str]]) -> None:
        """Say what failed, before the set is written: whoever finds it written needs to know."""
        with _written(self._folder):
            _write(self._folder / _CLOSING, {"failures": failures})

    @property
    def failures(self) -> Sequence[Sequence[str]] | None:
        """What failed, of a run that had asked everything; None where it died before."""
        said = _read(self._folder / _CLOSING)
        return None if said is None else said["failures"]

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _file(self, step: Step) -> Path:
        name = f"{step.name} {step.address}".encode()
        return self._folder / f"{step.source}-{hashlib.sha256(name).hexdigest()[:16]}.json"


@contextmanager
def alone(into: Path) -> Iterator[None]:
    """Hold the folder of the sets against another refresh; a killed one holds nothing."""
    try:
        into.mkdir(parents=True, exist_ok=True)
        lock = (into / ".refresh.lock").open("w")
    except OSError as error:
        raise FileError(
            f"can't write to {into}: {error.strerror or error}",
            mend="mend the rights, or name another folder with --into",
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(
                f"another refresh is under way in {into}",
                mend="wait until it is done, or name another folder with --into",
            ) from None
        yield


def write_whole(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all, even when the power goes."""
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder outlive the power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, said: object) -> None:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    write_whole(path, text.encode())


def _read(path: Path) -> Any | None:  # noqa: ANN401 - what JSON holds
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None  # not there, or not ours: the step is asked again


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(
            f"can't write {error.filename or folder}: {error.strerror or error}", mend=_MEND
        ) from None


def _plain_observed(observed: Observed) -> dict[str, Any]:
    return {
        "rows": [
            [row.table, list(row.key), dict(row.cells), row.source, row.as_of]
            for row in observed.rows
        ],
        "covers": [
            [cover.table, {column: list(values) for column, values in cover.where.items()}]
            for cover in observed.covers
        ],
        "refusals": [[refusal.why, refusal.what] for refusal in observed.refusals],
        "drawn_from": observed.drawn_from,
    }


def _observed(said: Mapping[str, Any]) -> Observed:
    return Observed(
        rows=tuple(
            Observation(table, tuple(key), cells, source, as_of)
            for table, key, cells, source, as_of in said["rows"]
        ),
        covers=tuple(
            Cover(table, {column: tuple(values) for column, values in where.items()})
            for table, where in said["covers"]
        ),
        refusals=tuple(Refusal(why, what) for why, what in said["refusals"]),
        drawn_from=said["drawn_from"],
    )
