"""Amazon Bedrock: which regions an inference profile reaches, and which models need none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from planner.catalog.clouds import Region
from planner.catalog.places import Bounds, Places
from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

GLOBAL = "global"

_ANY_SOURCE = "*"
_ALL_COMMERCIAL = "*"
_UNKNOWN = "?"


@value
class ProfileReach:
    """An inference profile as one source region calls it."""

    profile_id: str
    geography: str
    model: str
    source_region: str
    destination_regions: tuple[str, ...]
    """Sorted; empty where no source lists them."""
    destination_countries: frozenset[str]
    """All that a source names; empty where none does."""
    bounds: Bounds
    row: Row


class Profiles:
    """Bedrock's inference profiles, and which models need none."""

    def __init__(self, folder: Path, places: Places, regions: Mapping[str, Region]) -> None:
        table = Table(folder, "bedrock_profiles.csv")
        self._exact = Index(table, "geography", "model", "source_region")
        self._by_source = Index(table, "source_region", "geography")
        self._by_id = Index(table, "profile", "source_region")
        self._of_model = Index(table, "model", "source_region")
        self._in_region = Index(Table(folder, "bedrock_regions.csv"), "model")
        self._places = places
        self._regions = regions

    def reach(
        self, geography: str, model: str, source_region: str, *, as_of: date
    ) -> ProfileReach | None:
        """A profile's destinations; None where no source has the profile for that region."""
        record = self._exact.newest(geography, model, source_region)
        if record is None and self._callable(geography, source_region):
            record = self._exact.newest(geography, model, _ANY_SOURCE)
        return self._reach(record, source_region, as_of) if record else None

    def calls(self, model: str, *, as_of: date) -> Iterator[ProfileReach]:
        """The profiles of a model, but for `global`, from each region that a source lists."""
        for name, source in self._of_model:
            if name == model and source != _ANY_SOURCE:
                for record in self._of_model.all(name, source):
                    if record.required("geography") != GLOBAL:
                        yield self._reach(record, source, as_of)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every geography that some profile has."""
        return frozenset(geography for _, geography in self._by_source)

    def by_id(self, profile: str, source_region: str, *, as_of: date) -> ProfileReach | None:
        """The same, by the profile's own id."""
        records = self._by_id.all(profile, source_region) or self._by_id.all(profile, _ANY_SOURCE)
        return self._reach(records[-1], source_region, as_of) if records else None

    def geographies(self, model: str, source_region: str) -> tuple[str, ...]:
        """Profiles other than `global` that a model has in a source region, sorted."""
        records = self._of_model.all(model, source_region) + self._of_model.all(model, _ANY_SOURCE)
        names = {record.required("geography") for record in records} - {GLOBAL}
        return tuple(sorted(name for name in names if self._callable(name, source_region)))

    def _callable(self, geography: str, source_region: str) -> bool:
        """Whether any model of that geography can be called from the region.

        A row for every source only says that the profile exists, not that Frankfurt may use `us.`.
        """
        return (source_region, geography) in self._called

    @cached_property
    def _called(self) -> frozenset[tuple[str, ...]]:
        return frozenset(self._by_source)

    def in_region(self, model: str, region: str) -> bool | None:
        """Whether a bare model id runs in a region; None where no source lists the model."""
        record = self._in_region.newest(model)
        return region in record.words("in_region") if record else None

    def _reach(self, record: Record, source_region: str, as_of: date) -> ProfileReach:
        destinations = self._destinations(record)
        bounds = self._bounds(record, destinations, as_of)
        return ProfileReach(
            profile_id=record.required("profile"),
            geography=record.required("geography"),
            model=record.required("model"),
            source_region=source_region,
            destination_regions=destinations,
            destination_countries=bounds.certain,
            bounds=bounds,
            row=record.row,
        )

    def _destinations(self, record: Record) -> tuple[str, ...]:
        words = record.words("destination_regions")
        if words == (_ALL_COMMERCIAL,):
            return tuple(sorted(one.name for one in self._regions.values() if _commercial(one)))
        return () if words == (_UNKNOWN,) else words

    def _bounds(self, record: Record, destinations: tuple[str, ...], as_of: date) -> Bounds:
        expression = record.text("destination_countries")
        if not expression:
            return Bounds.exactly(frozenset(self._country(name, record) for name in destinations))
        bounds = self._places.bounds(expression, {}, as_of=as_of)
        if bounds is None:
            raise record.malformed(f"`{expression}` is no set of countries")
        return bounds

    def _country(self, name: str, record: Record) -> str:
        region = self._regions.get(name)
        if region is None:
            raise record.malformed(f"no AWS region `{name}`")
        return region.country


def _commercial(region: Region) -> bool:
    return region.partition == "aws"
