"""What endpoints pay for tokens, target by target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, Price, TokenRates, UsageClass, assumptions
from planner.cost import formulas
from planner.cost.bill import Line, Use
from planner.cost.pricing import priced, unpriced
from planner.cost.shares import Answered, answered
from planner.cost.traffic import times
from planner.topology import Endpoint, Provider, ServedModel, Traffic
from planner.units import Range

MILLION = Decimal(10) ** 6
UNIT = "million tokens"


def token_lines(endpoint: Endpoint, catalog: Catalog, *, as_job: bool = False) -> Iterator[Line]:
    """Input, cached input and output of each target that bills by the token.

    `as_job`: sent as batch jobs, at the price that Bedrock has for them.
    """
    if endpoint.traffic is None:
        why = "the endpoint states no traffic, so nothing that is billed by use is priced"
        yield unpriced(Use(endpoint.id, "usage", "", None, "request", "usage"), why)
        return
    for answer in answered(endpoint, catalog):
        if isinstance(answer.target.site, Provider):
            yield from _target_lines(endpoint, endpoint.traffic, answer, catalog, as_job=as_job)


def _target_lines(
    endpoint: Endpoint, traffic: Traffic, answer: Answered, catalog: Catalog, *, as_job: bool
) -> Iterator[Line]:
    provider, model = answer.target.site, answer.target.model
    if not (isinstance(provider, Provider) and isinstance(model, ServedModel)):
        return
    rates = rates_of(provider, model, int(traffic.input_tokens.expected), catalog)
    half = as_job and provider.kind == "bedrock"
    for usage, tokens in _usage(traffic):
        quantity = times(tokens, answer.share)
        if quantity.high:
            item = f"{provider.name}/{model.key}/{usage.replace('_', '-')}"
            yield token_line(
                endpoint.id,
                item,
                provider.kind,
                model,
                usage,
                quantity,
                rates,
                answer.why,
                as_job=half,
                formula=formulas.tokens(traffic, usage, answer.share),
            )


def rates_of(
    provider: Provider, model: ServedModel, prompt_tokens: int, catalog: Catalog
) -> TokenRates | None:
    """What the provider charges for a million tokens; None where nothing says it."""
    return catalog.token_rates(
        provider.kind,
        model.facts.name if model.facts else model.id,
        mode=provider.mode,
        region=provider.region.name if provider.region else provider.location,
        host=provider.host or None,
        prompt_tokens=prompt_tokens,
    )


def token_line(
    node: str,
    item: str,
    vendor: str,
    model: ServedModel,
    usage: UsageClass,
    quantity: Range,
    rates: TokenRates | None,
    why: str,
    *,
    as_job: bool = False,
    formula: str = "",
) -> Line:
    """Tokens of one class, in millions."""
    use = Use(node, item, vendor, quantity, UNIT, "usage", formula)
    price = rates.of(usage) if rates else None
    if price is None:
        reason = f"no price of {usage.replace('_', ' ')} tokens of {model.id} in the catalogue"
        return unpriced(use, reason)
    if as_job:
        price, why = _as_job(price, why)
    return priced(use, price, why)


def _as_job(price: Price, why: str) -> tuple[Price, str]:
    half = assumptions()["batch_price_share"]
    return price * half.value, "; ".join(filter(None, (f"as a batch job: {half.why}", why)))


def _usage(traffic: Traffic) -> Iterator[tuple[UsageClass, Range]]:
    """Millions of tokens a month by class."""
    prompts = times(traffic.requests, traffic.input_tokens) * (1 / MILLION)
    answers = times(traffic.requests, traffic.output_tokens) * (1 / MILLION)
    yield "input", prompts * (1 - traffic.cached_input)
    yield "cached_input", prompts * traffic.cached_input
    yield "output", answers
