"""What a refresh was asked for: patterns of regions, `eu-*` or `aws:eu-*`; all without any."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from planner.refreshing.observing import Cover, Observation, Step
from planner.refreshing.shapes import shape_of

EVERY = "*"
"""The region of a row that holds in all of them."""


def wants_step(patterns: Sequence[str], step: Step) -> bool:
    """Whether a step may give a row that is wanted."""
    return not step.regions or any(_matches(region, patterns) for region in step.regions)


def wants_row(patterns: Sequence[str], one: Observation) -> bool:
    cloud = _cloud(one.table)
    if not cloud:
        return True
    region = one.key[shape_of(one.table).key.index("region")]
    return region == EVERY or _matches(f"{cloud}:{region}", patterns)


def wants_cover(patterns: Sequence[str], cover: Cover) -> bool:
    """Whether all of a cover is wanted: what nobody asked for can't be missed."""
    cloud = _cloud(cover.table)
    if not patterns or not cloud:
        return True
    regions = cover.where.get("region", ())
    return bool(regions) and all(_matches(f"{cloud}:{region}", patterns) for region in regions)


def _cloud(table: str) -> str:
    """The cloud whose table it is; empty for one of no cloud."""
    folder, _, rest = table.partition("/")
    return rest.partition("/")[0] if folder == "clouds" else ""


def _matches(region: str, patterns: Sequence[str]) -> bool:
    name = region.partition(":")[2]
    return not patterns or any(
        fnmatchcase(region if ":" in pattern else name, pattern) for pattern in patterns
    )
