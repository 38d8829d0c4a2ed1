"""Where things lie on a map: coordinates of regions, and shapes of countries."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class Coordinates:
    """A point on the earth, in degrees; north and east are above zero."""

    latitude: Decimal
    longitude: Decimal
    row: Row


@value
class CountryShape:
    """What a country looks like on a map."""

    country: str
    middle: Coordinates
    """Inside its largest part, for what is known to be in it and no more."""
    outline: str
    """SVG's words for a path, in tenths of a degree: right is east, down is south."""


class Atlas:
    """Coordinates by cloud and region, and shapes by country; each file is read on first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._regions: dict[str, Index] = {}
        self._shapes = Index(Table(folder, "country_shapes.csv"), "country")

    def of_region(self, cloud: str, region: str) -> Coordinates | None:
        """Where a region lies; None where no source gives its coordinates."""
        if cloud not in self._regions:
            table = Table(self._folder, f"clouds/{cloud}/coordinates.csv")
            self._regions[cloud] = Index(table, "region")
        record = self._regions[cloud].newest(region)
        return _coordinates(record) if record else None

    def shape(self, country: str) -> CountryShape | None:
        """A country's shape; None where no source draws it."""
        record = self._shapes.newest(country)
        if record is None:
            return None
        return CountryShape(country, _coordinates(record), record.required("outline"))


def _coordinates(record: Record) -> Coordinates:
    latitude, longitude = record.decimal("latitude"), record.decimal("longitude")
    if latitude is None or abs(latitude) > 90:  # noqa: PLR2004 - the poles
        raise record.malformed("`latitude` must be from -90 to 90")
    if longitude is None or abs(longitude) > 180:  # noqa: PLR2004 - the antimeridian
        raise record.malformed("`longitude` must be from -180 to 180")
    return Coordinates(latitude, longitude, record.row)
