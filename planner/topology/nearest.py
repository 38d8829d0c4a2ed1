"""Where else something is sold: the nearest places first, as words that a finding can offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from planner.catalog import Catalog, Region
from planner.diagnostics import Fix
from planner.spec import Cloud

_NEAREST = 3
"""Regions that are named; the others are counted."""
_BLOCS = ("legal-area", "political")
"""Types of blocs whose members are near each other; those of vendors and of spies aren't."""


def nearest(regions: Iterable[Region], country: str, catalog: Catalog) -> tuple[Region, ...]:
    """Regions of a country, then those of a bloc with it, the closest bloc first, then others."""
    today = catalog.evaluated_at.date()
    names = (name for kind in _BLOCS for name in catalog.blocs_of(kind))
    shared = [members for name in names if country in (members := catalog.bloc(name, today) or ())]

    def far(region: Region) -> tuple[bool, int, str]:
        sizes = [len(members) for members in shared if region.country in members]
        return region.country != country, min(sizes, default=len(catalog.countries)), region.name

    return tuple(sorted(regions, key=far))


def listed(regions: tuple[Region, ...]) -> str:
    """The first regions of a list with their countries, and how many more there are."""
    named = ", ".join(f"{region.name} ({region.country})" for region in regions[:_NEAREST])
    more = len(regions) - _NEAREST
    return f"{named} and {more} more" if more > 0 else named


def instead(cloud: str, region: Region, accelerator: str, catalog: Catalog) -> Iterator[Fix]:
    """What to write where a region of a cloud doesn't sell an accelerator."""
    others = _sold_in(region, catalog) - {accelerator}
    if others:
        yield Fix(f"{region.name} sells {', '.join(sorted(others))}")
    if elsewhere := _selling(cloud, accelerator, region, catalog):
        yield Fix(f"{cloud} sells {accelerator} in {listed(elsewhere)}")
    yield from _on_other_clouds(cloud, region, accelerator, catalog)


def _on_other_clouds(
    cloud: str, region: Region, accelerator: str, catalog: Catalog
) -> Iterator[Fix]:
    """The clouds that sell it in the country of a region; where none does, the nearest ones."""
    clouds = (one for one in get_args(Cloud) if one != cloud)
    selling = [found for one in clouds if (found := _selling(one, accelerator, region, catalog))]
    at_home = [found for found in selling if found[0].country == region.country]
    for found in at_home or selling:
        yield Fix(f"{found[0].cloud} sells {accelerator} in {listed(found)}")


def _selling(cloud: str, accelerator: str, region: Region, catalog: Catalog) -> tuple[Region, ...]:
    """The other regions of a cloud that sell an accelerator, those nearest to a region first."""
    known = catalog.regions[cloud]
    names = catalog.regions_offering(cloud, accelerator)
    found = (known[name] for name in names if known[name] != region)
    return nearest(found, region.country, catalog)


def _sold_in(region: Region, catalog: Catalog) -> set[str]:
    """The accelerators that a region sells."""
    return {
        machine.accelerator
        for machine in catalog.machines(region.cloud)
        if machine.accelerator and catalog.offering(region.cloud, region.name, machine.name)
    }
