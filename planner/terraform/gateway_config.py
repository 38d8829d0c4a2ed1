"""Endpoints of a gateway to the configuration file that the gateway reads.

What the file means for an outage was measured on the real proxy; tests/gateway repeats it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from planner.layout import pool_url_variable, probed
from planner.resources import folder
from planner.terraform.gateway_facts import GatewayFacts, Spelling, gateway_facts, place_of
from planner.topology import Endpoint, Gateway, GpuPool, Provider, Target
from planner.units import MONTH_HOURS
from planner.values import value

# PyYAML folds or refuses these raw; everything else of Unicode may stand in double quotes.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MONTH_SECONDS = MONTH_HOURS * 3600


@value
class GatewayConfig:
    """The file, and what its environment has to provide."""

    text: str
    secret_names: Mapping[str, str]
    """Environment variable to the provider whose key it carries."""
    pool_urls: Mapping[str, str]
    """Environment variable to the GPU pool whose address, `/v1` included, it carries."""
    environment: Mapping[str, str]
    """Settings that the file can't hold."""


@value
class _Place:
    """A target, and where it stands in the route of its endpoint."""

    endpoint: Endpoint
    target: Target
    order: int
    spelling: Spelling

    @property
    def last(self) -> bool:
        return self.order == len(self.endpoint.targets)

    @property
    def probed(self) -> bool:
        """Whether background probes look after it."""
        return self.target in probed(self.endpoint)


def gateway_config(
    gateway: Gateway,
    endpoints: Sequence[Endpoint],
    monthly_budget_usd: Decimal | None = None,
) -> GatewayConfig:
    """The configuration of `gateway` for the endpoints it serves.

    Raises:
        SpecError: the gateway can't call a provider of that kind, or nothing names its host.
    """
    facts = gateway_facts(gateway.kind)
    places = tuple(_places(endpoints, facts, gateway.region.cloud))
    return GatewayConfig(
        text=_text(gateway, places, facts, monthly_budget_usd),
        secret_names={
            place.spelling.key_variable: place.target.site.name
            for place in places
            if place.spelling.key_variable
        },
        pool_urls={
            pool_url_variable(place.target.site): place.target.site.name
            for place in places
            if isinstance(place.target.site, GpuPool)
        },
        environment=facts.environment,
    )


def literal(value: object) -> str:
    """A value in JSON, which YAML 1.1 and 1.2 both read as that very value."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _places(endpoints: Sequence[Endpoint], facts: GatewayFacts, cloud: str) -> Iterator[_Place]:
    for endpoint in endpoints:
        for order, target in enumerate(endpoint.targets, start=1):
            yield _Place(endpoint, target, order, facts.spelling(target, endpoint.kind, cloud))


def _text(
    gateway: Gateway,
    places: Sequence[_Place],
    facts: GatewayFacts,
    monthly_budget_usd: Decimal | None,
) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - 60 ms

    environment = Environment(  # noqa: S701 - YAML, not HTML
        loader=FileSystemLoader(folder("templates") / "gateways" / gateway.kind),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["literal"] = literal
    return environment.get_template("config.yaml.j2").render(
        gateway=gateway,
        deployments=[_deployment(place, gateway, facts) for place in places],
        outage=_outage(gateway, places, facts),
        budgets=_budgets(places, gateway, monthly_budget_usd),
        settings={name: value for p in places for name, value in p.spelling.settings.items()},
        allowed_fails=facts.allowed_fails,
        hide_prompts=gateway.prompts_logged == "none",
        master_key=f"os.environ/{facts.master_key}",
        health_checks=any(place.probed for place in places),
        health_check_interval_s=facts.probe_interval_s,
        health_check_stale_s=facts.probe_stale_s,
    )


def _deployment(place: _Place, gateway: Gateway, facts: GatewayFacts) -> Mapping[str, object]:
    return {
        "group": place.endpoint.name,
        "params": _params(place, gateway),
        "info": _info(place, gateway, facts),
    }


def _params(place: _Place, gateway: Gateway) -> Mapping[str, object]:
    region = place_of(place.target)
    return {
        "model": place.spelling.model,
        **place.spelling.params,
        "timeout": gateway.total_s,
        "stream_timeout": gateway.first_token_s,
        "max_retries": 0,
        "order": place.order,
        **({"region_name": region} if region else {}),
    }


def _info(place: _Place, gateway: Gateway, facts: GatewayFacts) -> dict[str, object]:
    endpoint, target = place.endpoint, place.target
    info: dict[str, object] = {
        "id": f"{endpoint.name}-{place.order}-{target.site.name}",
        "mode": "embedding" if endpoint.kind == "embedding" else "chat",
        "cooldown_time": 0 if place.last else gateway.cooldown_s,
    }
    if not place.last:
        info["allowed_fails"] = _allowed_fails(endpoint, gateway, facts)
    if place.probed:
        info["health_check_timeout"] = _probe_timeout_s(gateway, facts)
        info["health_check_max_tokens"] = place.spelling.probe_tokens
    else:
        info["disable_background_health_check"] = True
    return info


def _probe_timeout_s(gateway: Gateway, facts: GatewayFacts) -> int:
    return max(gateway.first_token_s, facts.probe_least_timeout_s)


def _allowed_fails(endpoint: Endpoint, gateway: Gateway, facts: GatewayFacts) -> int:
    """Failures within one cooldown time that a replica puts down to noise."""
    if endpoint.traffic is None:
        return facts.allowed_fails
    traffic = endpoint.traffic
    peak_per_s = traffic.requests.expected * traffic.peak_to_mean / _MONTH_SECONDS
    requests = peak_per_s * gateway.cooldown_s / gateway.min_replicas
    return max(facts.allowed_fails, int(requests * facts.allowed_fail_share))


def _outage(
    gateway: Gateway, places: Sequence[_Place], facts: GatewayFacts
) -> Mapping[str, object]:
    """Seconds and percentages for the header of the file."""
    first, total = gateway.first_token_s, gateway.total_s
    return {
        "first_token_s": first,
        "total_s": total,
        "detected_s": facts.probe_interval_s + _probe_timeout_s(gateway, facts),
        "degraded_streamed": _percent(first, first + gateway.cooldown_s),
        "degraded": _percent(total, total + gateway.cooldown_s),
        "routes": [
            {
                "name": place.endpoint.name,
                "targets": place.order,
                "first_token_s": first * place.order,
                "total_s": total * place.order,
            }
            for place in places
            if place.last and place.order > 1
        ],
    }


def _percent(part: int, whole: int) -> int:
    return int((Decimal(100) * part / whole).quantize(Decimal(1), ROUND_HALF_UP))


def _budgets(
    places: Sequence[_Place], gateway: Gateway, monthly_usd: Decimal | None
) -> Mapping[str, Decimal]:
    """Vendor, as LiteLLM calls it, to the USD that one replica may spend there in 30 days.

    A share of the budget for each replica that always runs: it never brakes before the whole is
    spent, as long as the load is spread evenly.
    """
    if monthly_usd is None:
        return {}
    share = (monthly_usd / gateway.min_replicas).quantize(Decimal("0.01"), ROUND_CEILING)
    vendors = [p.spelling.vendor for p in places if isinstance(p.target.site, Provider)]
    return dict.fromkeys(vendors, share)
