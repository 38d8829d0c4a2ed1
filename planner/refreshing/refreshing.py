"""The pass: ask each source step by step, merge what was found into the base, write the next set.

Steps that are done lie in a journal beside the sets, and the next set is built in a folder of its
own and then renamed, so that a run can be killed anywhere and goes on where it stood.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from fnmatch import fnmatchcase
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path

from planner.catalog import Catalog, digests, load
from planner.errors import CatalogError, CloudError, FileError, UsageError
from planner.refreshing import sources as all_sources
from planner.refreshing.journal import Journal, sync_folder, write_whole
from planner.refreshing.merging import Change, Known, Merged, merge
from planner.refreshing.observing import Cover, Observation, Observed, Refusal, Step
from planner.refreshing.shapes import shape_of
from planner.values import value

Told = Callable[[str], None]

_IN_A_ROW = 3
"""After so many failed steps of a source on end, the rest of it isn't asked."""
_SATURDAY = 5
_RATES = "exchange_rates.csv"
_SOURCES = "sources.csv"


@value
class Failure:
    """A step whose source did not answer: its old rows stand."""

    step: str
    message: str
    mend: str


@value
class Refreshed:
    """What a refresh did."""

    id: str
    folder: Path | None
    """Where the new set is; None where nothing was written."""
    base: str
    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]
    failures: tuple[Failure, ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)


def refresh(
    base: Path,
    into: Path,
    *,
    day: date,
    environ: Mapping[str, str],
    names: Sequence[str] = (),
    regions: Sequence[str] = (),
    write: bool = True,
    tell: Told = lambda _: None,
) -> Refreshed:
    """Ask the sources about what a base set lists, and write a new dated set beside the others.

    `names` are sources, all of them if empty; `regions` are patterns such as `eu-*` or `aws:eu-*`,
    every region if empty. Where `write` is false nothing is written, not even a journal.

    Raises:
        UsageError: no such source or region, or another refresh is under way.
        FileError: the new set can't be written.
    """
    catalog = _base(base)
    with ExitStack() as opened:
        asked = [
            (source, step)
            for source in _opened(names, catalog, environ, opened)
            for step in source.steps()
            if _wanted(step, regions)
        ]
        if not asked:
            raise UsageError(
                f"no source knows a region like {', '.join(regions)}",
                mend="patterns match a region's name, `eu-*`, or cloud and name, `aws:eu-*`",
            )
        if not write:
            found, failures = _ask(asked, None, tell)
            merged = _merge(catalog, base, found, regions, day)
            return _summed(_next_id(into, day), None, catalog, merged, found, failures)
        opened.enter_context(_alone(into))
        return _written(catalog, base, into, day, asked, regions, tell)


def _opened(
    names: Sequence[str], catalog: Catalog, environ: Mapping[str, str], opened: ExitStack
) -> list[all_sources.Source]:
    chosen = [
        all_sources.source(name, catalog, environ) for name in names or tuple(all_sources.SOURCES)
    ]
    for source in chosen:
        opened.callback(source.close)
    return chosen


def _base(folder: Path) -> Catalog:
    """The base set, every file of it as its list of digests says."""
    if faults := digests.faults(folder):
        fault = faults[0]
        raise CatalogError(
            f"{folder / fault.file} {fault.says}: nothing is built on a set like that",
            mend="`topoplan catalog verify` names every such file; name another set with --base",
        )
    return Catalog(folder)


def _written(
    catalog: Catalog,
    base: Path,
    into: Path,
    day: date,
    asked: Sequence[tuple[all_sources.Source, Step]],
    regions: Sequence[str],
    tell: Told,
) -> Refreshed:
    journal = Journal(into, day, base=catalog.sha256, mapping=_mapping_digest())
    if journal.begin(_next_id(into, day)):
        tell(f"going on with the refresh of {day.isoformat()} that was interrupted")
    target = into / journal.id
    done = journal.closing if target.is_dir() else None
    if done is not None:
        found, failures = _recalled(asked, journal), _failures(done)
    else:
        found, failures = _ask(asked, journal, tell)
    merged = _merge(catalog, base, found, regions, day)
    if not found:
        # nobody answered: another copy of the base would only look newer than it is
        journal.remove()
        return _summed(journal.id, None, catalog, merged, found, failures)
    if done is None:
        journal.close({"failures": [[f.step, f.message, f.mend] for f in failures]})
        tell(f"writing {target}")
        _build(base, target, merged, found, catalog, day)
    journal.remove()
    return _summed(journal.id, target, catalog, merged, found, failures)


def _ask(
    asked: Sequence[tuple[all_sources.Source, Step]], journal: Journal | None, tell: Told
) -> tuple[list[Observed], list[Failure]]:
    found: list[Observed] = []
    failures: list[Failure] = []
    in_a_row: dict[str, int] = {}
    for number, (source, step) in enumerate(asked, start=1):
        head = f"{number}/{len(asked)} {step.name}"
        known = journal.found(step) if journal else None
        if known is not None:
            tell(f"{head}: asked before")
            found.append(known)
            continue
        if in_a_row.get(step.source, 0) >= _IN_A_ROW:
            failures.append(_given_up(step))
            continue
        tell(head)
        try:
            observed = source.observe(step)
        except CloudError as error:
            tell(f"{head}: failed: {error.message}")
            failures.append(Failure(step.name, error.message, error.mend))
            in_a_row[step.source] = in_a_row.get(step.source, 0) + 1
            continue
        in_a_row[step.source] = 0
        if journal:
            journal.keep(step, observed)
        found.append(observed)
    return found, failures


def _given_up(step: Step) -> Failure:
    return Failure(
        step.name,
        f"not asked, since {_IN_A_ROW} steps of {step.source} on end failed",
        "mend what is said of those",
    )


def _recalled(asked: Sequence[tuple[all_sources.Source, Step]], journal: Journal) -> list[Observed]:
    found = (journal.found(step) for _, step in asked)
    return [one for one in found if one is not None]


def _failures(closing: Mapping[str, Sequence[Sequence[str]]]) -> list[Failure]:
    return [Failure(*said) for said in closing["failures"]]


# merging


def _summed(
    name: str,
    folder: Path | None,
    catalog: Catalog,
    merged: Sequence[Merged],
    found: Iterable[Observed],
    failures: Iterable[Failure],
) -> Refreshed:
    refusals = [refusal for one in found for refusal in one.refusals]
    refusals += [refusal for one in merged for refusal in one.refusals]
    return Refreshed(
        id=name,
        folder=folder,
        base=catalog.id,
        changes=tuple(change for one in merged for change in one.changes),
        refusals=tuple(refusals),
        failures=tuple(failures),
    )


def _merge(
    catalog: Catalog, base: Path, found: Sequence[Observed], regions: Sequence[str], day: date
) -> list[Merged]:
    rows: dict[str, list[Observation]] = {}
    for one in (row for observed in found for row in observed.rows):
        if _is_of(one, regions):
            rows.setdefault(one.table, []).append(one)
    covers = [cover for observed in found for cover in observed.covers]
    known = _known(catalog, base, rows.get(_RATES, ()))
    tables = sorted({*rows, *(cover.table for cover in covers)})
    return [
        merge(
            table,
            _rows(base / table),
            rows.get(table, ()),
            [cover for cover in covers if cover.table == table and _is_covered(cover, regions)],
            known=known,
            day=day,
            since=_weekday(day),
        )
        for table in tables
    ]


def _known(catalog: Catalog, base: Path, rates: Iterable[Observation]) -> Known:
    clouds = tuple(catalog.regions)
    currencies = {"USD", *(row["currency"] for row in _rows(base / _RATES))}
    return Known(
        regions={cloud: frozenset(catalog.regions[cloud]) for cloud in clouds},
        machines={
            cloud: frozenset(machine.name for machine in catalog.machines(cloud))
            for cloud in clouds
        },
        zones={
            f"{cloud}:{name}": frozenset(region.zones)
            for cloud in clouds
            for name, region in catalog.regions[cloud].items()
            if region.zones
        },
        currencies=frozenset(currencies | {rate.key[0] for rate in rates}),
    )


def _wanted(step: Step, patterns: Sequence[str]) -> bool:
    return not step.regions or any(_matches(region, patterns) for region in step.regions)


def _is_of(one: Observation, patterns: Sequence[str]) -> bool:
    parts = one.table.split("/")
    if parts[0] != "clouds":
        return True
    region = one.key[shape_of(one.table).key.index("region")]
    return region == "*" or _matches(f"{parts[1]}:{region}", patterns)


def _is_covered(cover: Cover, patterns: Sequence[str]) -> bool:
    """Whether all of a cover was asked for."""
    cloud = cover.table.split("/")[1] if cover.table.startswith("clouds/") else ""
    regions = cover.where.get("region", ())
    return (
        not patterns
        or not cloud
        or (bool(regions) and all(_matches(f"{cloud}:{region}", patterns) for region in regions))
    )


def _matches(region: str, patterns: Sequence[str]) -> bool:
    name = region.partition(":")[2]
    return not patterns or any(
        fnmatchcase(region if ":" in pattern else name, pattern) for pattern in patterns
    )


# the new set


def _build(
    base: Path,
    target: Path,
    merged: Sequence[Merged],
    found: Sequence[Observed],
    catalog: Catalog,
    day: date,
) -> None:
    """The base with the merged tables, under its new name: whole or not at all."""
    building = target.with_name(f".{target.name}.building")
    try:
        shutil.rmtree(building, ignore_errors=True)
        _copy(base, building)
        for one in [*merged, _sources_of(base, merged, found, day)]:
            if one.changes:
                _write_table(building / one.table, one)
        _write_manifest(building / "manifest.toml", target.name, catalog, found, day)
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
    """The data files of a set, and nothing else that lies beside them."""
    for pattern in ("*.csv", "*.toml"):
        for path in sorted(base.rglob(pattern)):
            copy = building / path.relative_to(base)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _sources_of(
    base: Path, merged: Sequence[Merged], found: Sequence[Observed], day: date
) -> Merged:
    """The table of sources, with those that the merged rows name."""
    named = {
        row["source"]
        for one in merged
        for row in one.rows
        if row["source"] and row["as_of"] == day.isoformat()
    } | {row.source for observed in found for row in observed.rows}
    release = next((one.drawn_from for one in found if one.drawn_from), "")
    rows = _rows(base / _SOURCES)
    observations = [
        Observation(
            _SOURCES,
            (name,),
            {column: text.replace("{release}", release) for column, text in said.items()},
            "",
            day.isoformat(),
        )
        for name, said in all_sources.source_rows(sorted(named)).items()
    ]
    nothing = Known({}, {}, {}, frozenset())
    return merge(_SOURCES, rows, observations, (), known=nothing, day=day)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, strict=True))


def _write_table(path: Path, merged: Merged) -> None:
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


def _write_manifest(
    path: Path, name: str, catalog: Catalog, found: Sequence[Observed], day: date
) -> None:
    said = {
        "id": name,
        "evaluated_at": f"{_weekday(day).isoformat()}T12:00:00Z",
        "base": catalog.id,
    }
    release = next((one.drawn_from for one in found if one.drawn_from), "")
    if release:
        said["genai_prices"] = release
    text = path.read_text("utf-8")
    for key, cell in said.items():
        line = f'{key} = "{cell}"'
        text, replaced = re.subn(rf"^{key} = .*$", line, text, count=1, flags=re.MULTILINE)
        if not replaced:
            text += f"{line}\n"
    write_whole(path, text.encode())


def _weekday(day: date) -> date:
    """The day, or the Friday before it: noon UTC is off the peaks of vendors with hours."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def _sync(folder: Path) -> None:
    """Let every file and name below a folder outlive the power before it is renamed."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)


def _next_id(into: Path, day: date) -> str:
    """The day, with a number behind it if there is such a set already."""
    names = (day.isoformat() if n == 1 else f"{day.isoformat()}-{n}" for n in count(1))
    taken = load().id
    return next(name for name in names if name != taken and not (into / name).exists())


def _mapping_digest() -> str:
    """What findings depend on beside base and source: the mapping, and the program's version."""
    digest = hashlib.sha256(_version().encode())
    for path in sorted(all_sources.MAPPING.glob("*.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _version() -> str:
    try:
        return version("topoplan")
    except PackageNotFoundError:
        return ""


@contextmanager
def _alone(into: Path) -> Iterator[None]:
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
