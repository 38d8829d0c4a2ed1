"""What each Terraform resource type does with data, as `hops.toml` of its cloud says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from planner.catalog import digests
from planner.errors import CatalogError
from planner.values import value

Stand = Literal["nothing", "passes", "keeps", "both", "everywhere", "within"]
"""What data does where a resource stands: comes near nothing, passes, rests, both, passes at the
edge near the caller; or it stands in something that says where itself."""

_KEYS = frozenset({"edge", "at", "read", "when", "has", "note"})
_REGION = "{region}"


@value
class HopPart:
    """One way on which a resource of a type may send data elsewhere."""

    edge: str
    at: str
    """Dotted name of the attribute that says where; empty where none does."""
    read: str
    """How it is read: `place`, `resource`, `model`, …"""
    when: Mapping[str, tuple[str, ...]]
    """Attribute to the values under which it is so; an empty one stands for what is left out."""
    has: str
    """An attribute that must be there; empty: none must."""
    note: str


class HopTypes:
    """Resource types of one cloud, or of providers that are no cloud."""

    def __init__(self, folder: Path, file: str) -> None:
        self._folder = folder
        self._file = file

    @cached_property
    def _table(self) -> Mapping[str, Any]:
        return digests.toml_if_listed(self._folder, self._file)

    def stand(self, name: str) -> Stand | None:
        """What data does where a type stands; None where the file doesn't know the type."""
        return self._named.get(name) or next(
            (stand for pattern, stand in self._patterns if fnmatchcase(name, pattern)), None
        )

    def parts(self, name: str) -> tuple[HopPart, ...]:
        """Where a type sends data besides."""
        return tuple(self._part(name, part) for part in self._table.get("hops", {}).get(name, ()))

    def names(self) -> tuple[str, ...]:
        """Every type that stands in the file by its name; one that stands twice comes twice."""
        return tuple(name for stand in get_args(Stand) for name in self._group(stand)["types"])

    def senders(self) -> tuple[str, ...]:
        """Every type that sends data elsewhere."""
        return tuple(self._table.get("hops", {}))

    def region_of(self, host: str, regions: Mapping[str, object]) -> str | None:
        """The region that a host name of the cloud itself carries; None where it carries none."""
        return next((name for name in self._regions_in(host) if name in regions), None)

    def is_inside(self, host: str) -> bool:
        """Whether a host name is one of a private network, wherever that is."""
        inside = self._table.get("hosts", {}).get("inside", ())
        return "." not in host or any(fnmatchcase(host, pattern) for pattern in inside)

    def is_managed_right(self, policy: str) -> bool:
        """Whether a policy that the cloud itself keeps lets its owner call any model."""
        return policy in self._table.get("managed_policies", ())

    @cached_property
    def _named(self) -> Mapping[str, Stand]:
        return {name: stand for stand in get_args(Stand) for name in self._group(stand)["types"]}

    @cached_property
    def _patterns(self) -> tuple[tuple[str, Stand], ...]:
        return tuple((p, stand) for stand in get_args(Stand) for p in self._group(stand)["like"])

    def _group(self, stand: str) -> Mapping[str, list[str]]:
        found: Mapping[str, list[str]] = self._table.get("places", {}).get(stand, {})
        return {"types": found.get("types", []), "like": found.get("like", [])}

    def _regions_in(self, host: str) -> Iterator[str]:
        for pattern in self._host_patterns:
            if found := pattern.fullmatch(host):
                yield found["region"]

    @cached_property
    def _host_patterns(self) -> tuple[re.Pattern[str], ...]:
        stated = self._table.get("hosts", {}).get("regional", ())
        return tuple(re.compile(_as_regex(pattern)) for pattern in stated)

    def _part(self, name: str, part: Mapping[str, Any]) -> HopPart:
        if unknown := part.keys() - _KEYS:
            raise CatalogError(f"planner/data/{self._file}: {name}: no key `{min(unknown)}`")
        return HopPart(
            edge=part["edge"],
            at=part.get("at", ""),
            read=part["read"],
            when={key: tuple(values) for key, values in part.get("when", {}).items()},
            has=part.get("has", ""),
            note=part.get("note", ""),
        )


def _as_regex(pattern: str) -> str:
    """`*` stands for any words of a host name, `{region}` for one without a dot."""
    before, _, after = pattern.partition(_REGION)
    ends = (re.escape(part).replace(r"\*", ".*") for part in (before, after))
    return r"(?P<region>[a-z0-9-]+?)".join(ends)
