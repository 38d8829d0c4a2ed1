"""The pass: ask each source step by step, merge what was found into the base, write the next set.

Steps that are done lie in a journal beside the sets, and the next set is built in a folder of its
own and then renamed, so that a run can be killed anywhere and goes on where it stood.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from planner.catalog import Catalog, digests
from planner.errors import CatalogError, UsageError
from planner.refreshing import sources as all_sources
from planner.refreshing.collecting import (
    Collected,
    Failure,
    Question,
    Told,
    collect,
    recalled,
)
from planner.refreshing.fates import Change
from planner.refreshing.fitness import Known
from planner.refreshing.journal import Journal, alone
from planner.refreshing.merging import Merged, merge
from planner.refreshing.observing import Observation, Refusal
from planner.refreshing.regions import wants_cover, wants_row, wants_step
from planner.refreshing.tables import rows
from planner.refreshing.writing import evaluation_day, next_id, write_set
from planner.values import value

_RATES = "exchange_rates.csv"


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
        CatalogError: the base isn't what its list of digests says.
        FileError: the new set can't be written.
    """
    catalog = _sound(base)
    with ExitStack() as opened:
        asked = _questions(_opened(names, catalog, environ, opened), regions)
        if write:
            opened.enter_context(alone(into))
            return _written(catalog, into, asked, regions, day, tell)
        collected = collect(asked, None, tell)
        merged = _merged(catalog, collected, regions, day)
        return _summed(next_id(into, day), None, catalog, merged, collected)


def _sound(folder: Path) -> Catalog:
    """The base set, every file of it as its list of digests says."""
    if faults := digests.faults(folder):
        fault = faults[0]
        raise CatalogError(
            f"{folder / fault.file} {fault.says}: nothing is built on a set like that",
            mend="`topoplan catalog verify` names every such file; name another set with --base",
        )
    return Catalog(folder)


def _opened(
    names: Sequence[str], catalog: Catalog, environ: Mapping[str, str], opened: ExitStack
) -> list[all_sources.Source]:
    chosen = [
        all_sources.source(name, catalog, environ) for name in names or tuple(all_sources.SOURCES)
    ]
    for source in chosen:
        opened.callback(source.close)
    return chosen


def _questions(chosen: Iterable[all_sources.Source], regions: Sequence[str]) -> list[Question]:
    asked = [
        (source, step) for source in chosen for step in source.steps() if wants_step(regions, step)
    ]
    if not asked:
        raise UsageError(
            f"no source knows a region like {', '.join(regions)}",
            mend="patterns match a region's name, `eu-*`, or cloud and name, `aws:eu-*`",
        )
    return asked


def _written(
    catalog: Catalog,
    into: Path,
    asked: Sequence[Question],
    regions: Sequence[str],
    day: date,
    tell: Told,
) -> Refreshed:
    journal = Journal(into, day, base=catalog.sha256, mapping=_mapping_digest())
    if journal.begin(next_id(into, day)):
        tell(f"going on with the refresh of {day.isoformat()} that was interrupted")
    target = into / journal.id
    failures = journal.failures if target.is_dir() else None
    if failures is not None:
        collected = recalled(asked, journal, failures)
    else:
        collected = collect(asked, journal, tell)
    merged = _merged(catalog, collected, regions, day)
    if not collected.found:
        # nobody answered: another copy of the base would only look newer than it is
        journal.remove()
        return _summed(journal.id, None, catalog, merged, collected)
    if failures is None:
        journal.close([(one.step, one.message, one.mend) for one in collected.failures])
        tell(f"writing {target}")
        write_set(target, catalog, merged, collected, day)
    journal.remove()
    return _summed(journal.id, target, catalog, merged, collected)


def _summed(
    name: str, folder: Path | None, base: Catalog, merged: Sequence[Merged], collected: Collected
) -> Refreshed:
    refusals = [refusal for one in collected.found for refusal in one.refusals]
    refusals += [refusal for one in merged for refusal in one.refusals]
    return Refreshed(
        id=name,
        folder=folder,
        base=base.id,
        changes=tuple(change for one in merged for change in one.changes),
        refusals=tuple(refusals),
        failures=collected.failures,
    )


def _merged(
    catalog: Catalog, collected: Collected, regions: Sequence[str], day: date
) -> list[Merged]:
    """Every table that something was seen or missed of, in the order of their paths."""
    seen: dict[str, list[Observation]] = {}
    for one in (row for observed in collected.found for row in observed.rows):
        if wants_row(regions, one):
            seen.setdefault(one.table, []).append(one)
    covers = [
        cover
        for observed in collected.found
        for cover in observed.covers
        if wants_cover(regions, cover)
    ]
    known = _known(catalog, seen.get(_RATES, ()))
    return [
        merge(
            table,
            rows(catalog.folder / table),
            seen.get(table, ()),
            [cover for cover in covers if cover.table == table],
            known=known,
            day=day,
            since=evaluation_day(day),
        )
        for table in sorted({*seen, *(cover.table for cover in covers)})
    ]


def _known(catalog: Catalog, rates: Iterable[Observation]) -> Known:
    clouds = tuple(catalog.regions)
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
        per_usd=_per_usd(catalog, rates),
    )


def _per_usd(catalog: Catalog, rates: Iterable[Observation]) -> Mapping[str, Decimal]:
    """Units of each currency for one dollar, as of today where the bank was asked."""
    known = {currency: catalog.exchange(currency) for currency in catalog.currencies}
    return {
        "USD": Decimal(1),
        **{currency: rate.per_usd for currency, rate in known.items() if rate},
        **{rate.key[0]: Decimal(rate.cells["per_usd"]) for rate in rates},
    }


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
