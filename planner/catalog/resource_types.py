"""How each Terraform resource type is billed, as far as a table can say it.

What takes more than a table, such as a service that runs copies of another resource's size, is a
function of `planner.cost.planfiles`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.catalog import digests
from planner.errors import CatalogError
from planner.values import value

_KEYS = frozenset({"item", "service", "machine", "unit", "times", "hourly", "when", "over"})


@value
class BilledPart:
    """One thing that a resource of a type costs a month."""

    item: str
    service: str
    """Item of `services.csv`; `{attribute}` stands for an attribute in lower case, `-` as `_`."""
    machine: str
    """Instead of a service: a machine type, or an `{attribute}` that names it."""
    unit: str
    times: tuple[str, ...]
    """Attributes that are multiplied; none: one of it."""
    over: int
    """What is divided by: 1024 for an attribute in MiB that is billed in GiB."""
    hourly: bool
    """Whether it is billed by the hour, 730 a month."""
    when: Mapping[str, tuple[str, ...]]
    """Attribute to the values under which it is billed."""


@value
class BilledType:
    """A type that a table prices."""

    parts: tuple[BilledPart, ...]
    by_use: tuple[str, ...]
    """What is billed besides, by use that no plan states."""
    defaults: Mapping[str, str]
    """What the provider takes for an attribute that is not there."""


class ResourceTypes:
    """Terraform resource types of one cloud, or of providers that are no cloud."""

    def __init__(self, folder: Path, file: str) -> None:
        self._folder = folder
        self._file = file

    @cached_property
    def _table(self) -> Mapping[str, Any]:
        return digests.toml_if_listed(self._folder, self._file)

    @cached_property
    def _free(self) -> frozenset[str]:
        return frozenset(self._table.get("free", {}).get("types", ()))

    def is_free(self, name: str) -> bool:
        """Whether nothing is charged for it, or only for what it belongs to.

        Patterns are for what no other part of the file names.
        """
        like = self._table.get("free", {}).get("like", ())
        return name in self._free or any(fnmatchcase(name, pattern) for pattern in like)

    def by_use(self, name: str) -> str:
        """What a type is billed by that no plan states; empty where it isn't such a type."""
        return str(self._table.get("by_use", {}).get(name, ""))

    def elsewhere(self, name: str) -> str:
        """Why a plan can't say what a type costs; empty where nothing is known of that."""
        return str(self._table.get("elsewhere", {}).get(name, ""))

    def billed(self, name: str) -> BilledType | None:
        """How a type is billed; None where no table says it."""
        entry = self._table.get("billed", {}).get(name)
        return None if entry is None else self._billed(name, entry)

    def names(self) -> frozenset[str]:
        """Every type that stands in the file by its name."""
        groups = ("billed", "by_use", "elsewhere")
        return self._free.union(*(self._table.get(group, {}) for group in groups))

    def _billed(self, name: str, entry: Mapping[str, Any]) -> BilledType:
        return BilledType(
            parts=tuple(self._part(name, part) for part in entry["parts"]),
            by_use=tuple(entry.get("by_use", ())),
            defaults={key: str(given) for key, given in entry.get("defaults", {}).items()},
        )

    def _part(self, name: str, part: Mapping[str, Any]) -> BilledPart:
        if unknown := part.keys() - _KEYS:
            raise CatalogError(f"planner/data/{self._file}: {name}: no key `{min(unknown)}`")
        times = part.get("times", ())
        return BilledPart(
            item=part["item"],
            service=part.get("service", ""),
            machine=part.get("machine", ""),
            unit=part["unit"],
            times=(times,) if isinstance(times, str) else tuple(times),
            over=part.get("over", 1),
            hourly=part.get("hourly", False),
            when={key: tuple(values) for key, values in part.get("when", {}).items()},
        )
