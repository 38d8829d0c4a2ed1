"""What a gateway's own health checks cost: each is a call that the provider bills."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, UsageClass, assumptions, gateway_probes
from planner.cost import formulas
from planner.cost.bill import Line
from planner.cost.tokens import MILLION, rates_of, token_line
from planner.cost.traffic import times
from planner.layout import GatewayWork, probed
from planner.topology import Endpoint, Gateway, Provider, ServedModel
from planner.units import MONTH_HOURS, Range

_WORKER_CPU_UNITS = 1024
_MONTH_SECONDS = MONTH_HOURS * 3600


def probe_lines(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    """Tokens of the checks on every target that a fallback stands behind; pools answer for free."""
    gateway = work.gateway
    calls, seconds = probe_calls(gateway), gateway_probes(gateway.kind).interval_s
    why = f"a check every {seconds} s by each worker of each replica"
    for endpoint in work.endpoints:
        for target in probed(endpoint):
            provider, model = target.site, target.model
            if not (isinstance(provider, Provider) and isinstance(model, ServedModel)):
                continue
            if provider.bills_tokens:
                item = f"probes/{endpoint.name}/{provider.name}/{model.key}"
                rates = rates_of(provider, model, 0, catalog)
                for usage, tokens in _tokens(endpoint, provider, gateway):
                    quantity = times(calls, tokens) * (1 / MILLION)
                    name = f"{item}/{usage}"
                    vendor = provider.kind
                    yield token_line(
                        gateway.id,
                        name,
                        vendor,
                        model,
                        usage,
                        quantity,
                        rates,
                        why,
                        formula=formulas.checks(calls, tokens),
                    )


def probe_calls(gateway: Gateway) -> Range:
    """Checks of one target in a month: every worker process of every replica makes its own."""
    workers = max(1, gateway.cpu_units // _WORKER_CPU_UNITS)
    calls = _MONTH_SECONDS / gateway_probes(gateway.kind).interval_s * workers
    few, many = calls * gateway.min_replicas, calls * gateway.max_replicas
    return Range(few, few, many)


def _tokens(
    endpoint: Endpoint, provider: Provider, gateway: Gateway
) -> Iterator[tuple[UsageClass, Range]]:
    """Tokens of one check; an embedding has no answer."""
    assumed = assumptions()
    yield "input", Range.exactly(assumed["probe_input_tokens"].value)
    if endpoint.kind != "embedding":
        limit = Decimal(gateway_probes(gateway.kind).limit(provider.kind))
        usual = min(assumed["probe_output_tokens"].value, limit)
        yield "output", Range(Decimal(1), usual, limit)
