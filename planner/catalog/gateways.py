"""How often a gateway asks its targets whether they are well, and what each answer may cost."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from planner.resources import folder
from planner.values import value


@value
class Probes:
    """The paid health checks of one kind of gateway."""

    interval_s: int
    """Seconds between two checks of one target by one worker process."""
    tokens: int
    """The most that an answer may hold, where the provider's kind has no limit of its own."""
    tokens_by_kind: Mapping[str, int]

    def limit(self, kind: str) -> int:
        """The most tokens that a provider of that kind may answer with."""
        return self.tokens_by_kind.get(kind, self.tokens)


@cache
def gateway_image(kind: str) -> str:
    """Name and tag of the image that the template of a gateway's kind pins."""
    image = _read(kind)["image"]
    return f"{image['name']}:{image['tag']}"


@cache
def gateway_probes(kind: str) -> Probes:
    """The probes of a gateway's kind, from `templates/gateways/<kind>/gateway.toml`."""
    read = _read(kind)
    return Probes(
        interval_s=read["health_checks"]["interval_s"],
        tokens=read["health_checks"]["tokens"],
        tokens_by_kind={
            name: spelling["probe_tokens"]
            for name, spelling in read["providers"].items()
            if "probe_tokens" in spelling
        },
    )


@value
class ForeignWords:
    """Words of configurations of one kind of gateway that topoplan didn't write."""

    vendors: Mapping[str, str]
    """Prefix of a model to the kind of provider that it means."""
    servers: frozenset[str]
    """Prefixes of servers that somebody runs."""
    hosted: Mapping[str, str]
    """Callback to the kind of store that it writes to, behind a host."""
    regional: Mapping[str, str]
    """Callback to the kind of store that it writes to, in a region of a cloud."""
    keys: Mapping[str, frozenset[str]]
    """Section to the keys that the gateway reads there."""
    request_timeout_s: int
    """How long a call may take where nothing says."""


@cache
def foreign_words(kind: str) -> ForeignWords:
    """The words of a gateway's kind, from `templates/gateways/<kind>/foreign.toml`."""
    read = _read(kind, "foreign.toml")
    return ForeignWords(
        vendors=read["vendors"],
        servers=frozenset(read["servers"]["prefixes"]),
        hosted=read["callbacks"]["hosted"],
        regional=read["callbacks"]["regional"],
        keys={section: frozenset(names) for section, names in read["keys"].items()},
        request_timeout_s=read["defaults"]["request_timeout_s"],
    )


def _read(kind: str, name: str = "gateway.toml") -> Mapping[str, Any]:
    path = folder("templates") / "gateways" / kind / name
    return tomllib.loads(path.read_text(encoding="utf-8"))
