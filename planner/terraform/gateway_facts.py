"""templates/gateways/<kind>/gateway.toml: what topoplan knows about a gateway."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any, Literal

from planner.diagnostics import Diagnostic, Fix, Severity
from planner.errors import SpecError
from planner.layout import api_key_variable, is_own, pool_url_variable
from planner.resources import folder
from planner.topology import Provider, ServedModel, Target
from planner.values import value

CANT_CALL = "TOP130"
"""A gateway can't call a target: it has no spelling for the provider's kind, or no host."""


@value
class Spelling:
    """How a gateway names one target and reaches it."""

    model: str
    params: Mapping[str, str]
    """What else the call takes; `os.environ/NAME` stands for a variable."""
    key_variable: str | None
    """The environment variable of the key; None where the task's own role is used."""
    probe_tokens: int
    settings: Mapping[str, object]
    """Settings that every call of the gateway then has."""

    @property
    def vendor(self) -> str:
        """What the gateway calls the vendor."""
        return self.model.split("/", 1)[0]


@value
class GatewayFacts:
    """The facts of one kind of gateway."""

    kind: str
    master_key: str
    """The environment variable of the key that callers show."""
    environment: Mapping[str, str]
    """Settings that only the environment takes."""
    probe_interval_s: int
    probe_stale_s: int
    probe_least_timeout_s: int
    probe_tokens: int
    allowed_fails: int
    allowed_fail_share: Decimal
    tables: Mapping[str, Mapping[str, Any]]
    """Provider kind, or `gpu_pools`, to how it is spelt."""

    def spelling(self, target: Target, endpoint_kind: str, cloud: str) -> Spelling:
        """How a gateway that stands on `cloud` calls `target` for an endpoint of that kind.

        Raises:
            SpecError: no spelling for the provider's kind, or nothing names its host or region.
        """
        layers = tuple(self._layers(target, endpoint_kind, cloud))
        merged = {name: value for layer in layers for name, value in layer.items()}
        params = {name: text for layer in layers for name, text in layer.get("params", {}).items()}
        key = merged.get("key", "api_key")
        site = target.site
        variable = api_key_variable(site) if key and isinstance(site, Provider) else None
        if variable:
            params[key] = f"os.environ/{variable}"
        return Spelling(
            model=_filled(merged["model"], target),
            params={name: _filled(text, target) for name, text in params.items()},
            key_variable=variable,
            probe_tokens=merged.get("probe_tokens", self.probe_tokens),
            settings=merged.get("settings", {}),
        )

    def _layers(
        self, target: Target, endpoint_kind: str, cloud: str
    ) -> Iterator[Mapping[str, Any]]:
        """The tables that apply, each overriding those before it."""
        table = self._table(target)
        yield table
        if endpoint_kind == "embedding":
            yield _embedding(table, target)
        if isinstance(target.site, Provider) and target.site.mode:
            yield table.get("modes", {}).get(target.site.mode, {})
        if isinstance(target.site, Provider) and is_own(cloud, target.site):
            yield table.get("own", {})

    def _table(self, target: Target) -> Mapping[str, Any]:
        kind = target.site.kind if isinstance(target.site, Provider) else "gpu_pools"
        if kind in self.tables:
            return self.tables[kind]
        known = ", ".join(sorted(set(self.tables) - {"gpu_pools"}))
        message = f"a {self.kind} gateway can't call a provider of kind `{kind}`"
        raise _cant_call(target, message, f"take one of {known}")


@cache
def gateway_facts(kind: str) -> GatewayFacts:
    """The facts of a gateway's kind."""
    path = folder("templates") / "gateways" / kind / "gateway.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    probes, failover = read["health_checks"], read["failover"]
    return GatewayFacts(
        kind=kind,
        master_key=read["keys"]["master"],
        environment=read["environment"],
        probe_interval_s=probes["interval_s"],
        probe_stale_s=probes["interval_s"] * probes["stale_after_intervals"],
        probe_least_timeout_s=probes["least_timeout_s"],
        probe_tokens=probes["tokens"],
        allowed_fails=failover["allowed_fails"],
        allowed_fail_share=Decimal(failover["allowed_fail_share"]),
        tables=read["providers"] | {"gpu_pools": read["gpu_pools"]},
    )


def place_of(target: Target) -> str | None:
    """The region that is called, or the vendor's own word for it."""
    site = target.site
    if site.region:
        return site.region.name
    return site.location if isinstance(site, Provider) else None


def _embedding(table: Mapping[str, Any], target: Target) -> Mapping[str, Any]:
    own: Mapping[str, Any] | Literal[False] = table.get("embedding", {})
    if own is False:
        message = f"`{target.site.id}` is called for embeddings, which it does not offer"
        raise _cant_call(target, message, "name a provider with an embedding model")
    return own


def _filled(text: str, target: Target) -> str:
    """`text` with the target's own words in its braces."""
    words = _words(target)
    for _, word, _, _ in Formatter().parse(text):
        if word and not words[word]:
            raise _cant_call(
                target,
                f"nothing names the {word} of `{target.site.id}`, which the gateway has to call",
                f"name the {word} in the provider",
            )
    return text.format_map(words)


def _words(target: Target) -> Mapping[str, str]:
    model, site = target.model, target.site
    words = {
        "id": model.id,
        "wire_id": model.wire_id if isinstance(model, ServedModel) else model.id,
        "region": place_of(target) or "",
    }
    if isinstance(site, Provider):
        return words | {"host": site.host}
    return words | {"url": pool_url_variable(site)}


def _cant_call(target: Target, message: str, fix: str) -> SpecError:
    finding = Diagnostic(
        code=CANT_CALL,
        severity=Severity.ERROR,
        message=message,
        at=target.site.at,
        fixes=(Fix(fix),),
    )
    return SpecError((finding,))
