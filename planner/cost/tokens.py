"""What endpoints pay for tokens, target by target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, TokenRates, UsageClass
from planner.cost.bill import Line
from planner.cost.pricing import priced, unpriced
from planner.cost.traffic import times
from planner.topology import Endpoint, Provider, ServedModel, Target, Traffic
from planner.units import Range

_MILLION = Decimal(10) ** 6
_UNIT = "million tokens"


def token_lines(endpoint: Endpoint, catalog: Catalog) -> Iterator[Line]:
    """Input, cached input and output of each target that bills by the token.

    The primary takes what its outages leave, a fallback what they bring it: the share of time that
    LLM APIs are out, as the catalogue's incident statistics have it.
    """
    for place, target in enumerate(endpoint.targets):
        if isinstance(target.site, Provider) and isinstance(target.model, ServedModel):
            share, why = _share(place, len(endpoint.targets), catalog)
            yield from _target_lines(
                endpoint, target, target.site, target.model, share, why, catalog
            )


def _share(place: int, targets: int, catalog: Catalog) -> tuple[Range, str]:
    """The part of the traffic that the target at `place` of a route answers, and why."""
    if targets == 1:
        return Range.exactly(1), ""
    out = catalog.outage_share().share
    if place == 0:
        return Range(1 - out.high, 1 - out.expected, Decimal(1)), ""
    share = Range(Decimal(0), out.expected**place, out.high**place)
    return share, f"takes over for {share.expected:.2%} of the time, as long as LLM APIs are out"


def _target_lines(
    endpoint: Endpoint,
    target: Target,
    provider: Provider,
    model: ServedModel,
    share: Range,
    why: str,
    catalog: Catalog,
) -> Iterator[Line]:
    item = f"{provider.name}/{model.key}"
    if endpoint.traffic is None:
        reason = "the endpoint states no traffic"
        yield unpriced(endpoint.id, item, Range.exactly(0), _UNIT, "usage", reason)
        return
    rates = catalog.token_rates(
        provider.kind,
        model.facts.name if model.facts else model.id,
        mode=provider.mode,
        region=provider.region.name if provider.region else provider.location,
        host=provider.host or None,
        prompt_tokens=int(endpoint.traffic.input_tokens.expected),
    )
    for usage, tokens in _usage(endpoint.traffic):
        quantity = times(tokens, share)
        if quantity.high:
            yield _line(endpoint, item, usage, quantity, rates, model, why)


def _line(
    endpoint: Endpoint,
    item: str,
    usage: UsageClass,
    quantity: Range,
    rates: TokenRates | None,
    model: ServedModel,
    why: str,
) -> Line:
    name = f"{item}/{usage.replace('_', '-')}"
    price = rates.of(usage) if rates else None
    if price is None:
        reason = f"no price of {usage.replace('_', ' ')} tokens of {model.id} in the catalogue"
        return unpriced(endpoint.id, name, quantity, _UNIT, "usage", reason)
    return priced(endpoint.id, name, price, quantity, _UNIT, "usage", note=why, assumed=bool(why))


def _usage(traffic: Traffic) -> Iterator[tuple[UsageClass, Range]]:
    """Millions of tokens a month by class."""
    prompts = times(traffic.requests, traffic.input_tokens) * (1 / _MILLION)
    answers = times(traffic.requests, traffic.output_tokens) * (1 / _MILLION)
    yield "input", prompts * (1 - traffic.cached_input)
    yield "cached_input", prompts * traffic.cached_input
    yield "output", answers
