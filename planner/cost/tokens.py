"""What endpoints pay for tokens, target by target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from planner.catalog import BatchShare, Catalog, Price, TokenRates, UsageClass
from planner.cost import formulas
from planner.cost.bill import Line, Use
from planner.cost.overlay import settled
from planner.cost.pricing import priced, unpriced
from planner.cost.shares import Answered, answered
from planner.cost.traffic import times
from planner.topology import AS_LISTED, Endpoint, Provider, ServedModel, Target, Terms, Traffic
from planner.units import Range, total

MILLION = Decimal(10) ** 6
TOKENS = "million tokens"
"""The unit of a line of tokens."""


def token_lines(
    endpoint: Endpoint, catalog: Catalog, *, fills_bucket: bool = False
) -> Iterator[Line]:
    """Every class of tokens of each target that bills by the token.

    `fills_bucket`: it writes to a bucket of the tree, whose role runs Bedrock's batch jobs.
    """
    if endpoint.traffic is None:
        why = "the endpoint states no traffic, so nothing that is billed by use is priced"
        yield unpriced(Use(endpoint.id, "usage", "", None, "request", "usage"), why)
        return
    for answer in answered(endpoint, catalog):
        site, model = answer.target.site, answer.target.model
        if isinstance(site, Provider) and isinstance(model, ServedModel) and site.bills_tokens:
            jobs = _sends_jobs(endpoint, site, fills_bucket=fills_bucket)
            yield from _target_lines(endpoint.id, endpoint.traffic, answer, catalog, as_job=jobs)


def _sends_jobs(endpoint: Endpoint, provider: Provider, *, fills_bucket: bool) -> bool:
    """Whether a batch endpoint sends batch jobs: one behind a gateway calls model by model."""
    if endpoint.kind != "batch" or endpoint.gateway is not None:
        return False
    return fills_bucket or provider.kind != "bedrock"


def _target_lines(
    node: str, traffic: Traffic, answer: Answered, catalog: Catalog, *, as_job: bool
) -> Iterator[Line]:
    provider, model = answer.target.site, answer.target.model
    if not (isinstance(provider, Provider) and isinstance(model, ServedModel)):
        return
    rates = rates_of(provider, model, int(traffic.input_tokens.expected), catalog)
    for usage, tokens in _usage(traffic):
        quantity = times(tokens, answer.share)
        if quantity.high:
            yield token_line(
                node,
                f"{provider.name}/{model.key}/{usage.replace('_', '-')}",
                provider.kind,
                model,
                usage,
                quantity,
                rates,
                answer.why,
                job=_job_share(provider, model, usage, catalog) if as_job else None,
                formula=formulas.tokens(traffic, usage, answer.share),
            )


def month_of_tokens(
    target: Target,
    endpoint: Endpoint,
    catalog: Catalog,
    terms: Terms = AS_LISTED,
    *,
    fills_bucket: bool = False,
) -> Range | None:
    """US dollars a month where a target answers everything; None where nobody can say.

    By the lines of a bill, with a company's own terms laid over them. Nothing where it isn't paid
    by the token: a pool or bought units cost the same without it.
    """
    site = target.site
    if not (isinstance(site, Provider) and site.bills_tokens):
        return Range.exactly(0)
    if endpoint.traffic is None or not isinstance(target.model, ServedModel):
        return None
    alone = Answered(target, Range.exactly(1), "")
    jobs = _sends_jobs(endpoint, site, fills_bucket=fills_bucket)
    lines = _target_lines(endpoint.id, endpoint.traffic, alone, catalog, as_job=jobs)
    months = [line.monthly for line in settled(lines, terms, catalog)]
    return None if None in months else total(month for month in months if month is not None)


def _job_share(
    provider: Provider, model: ServedModel, usage: UsageClass, catalog: Catalog
) -> BatchShare | None:
    return catalog.batch_share(provider.kind, _name(model), usage)


def _name(model: ServedModel) -> str:
    """The name of a model in the catalogue, or the spec's own where it has none."""
    return model.facts.name if model.facts else model.id


def rates_of(
    provider: Provider, model: ServedModel, prompt_tokens: int, catalog: Catalog
) -> TokenRates | None:
    """What the provider charges for a million tokens; None where nothing says it.

    The prices of a contract win, class by class, over the listed ones.
    """
    listed = catalog.token_rates(
        provider.kind,
        _name(model),
        mode=provider.mode,
        region=provider.region.name if provider.region else provider.location,
        host=provider.host or None,
        prompt_tokens=prompt_tokens,
    )
    if not model.agreed:
        return listed
    if listed is None:
        return TokenRates(model.agreed, next(iter(model.agreed.values())).row)
    peaks = {name: peak for name, peak in listed.peaks.items() if name not in model.agreed}
    return TokenRates({**listed.prices, **model.agreed}, listed.correction, peaks)


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
    job: BatchShare | None = None,
    formula: str = "",
) -> Line:
    """Tokens of one class, in millions; of a batch job, at its share of the list price.

    The price of a contract is what it says, of a job as well.
    """
    price = rates.of(usage) if rates else None
    peak = rates.peak(usage) if rates else None
    paid = ""
    if job is not None and price is not None and not price.row.is_stated:
        paid = f"as batch jobs, at {job.share:.0%} of {price.amount} USD ({job.row})"
        price, peak = price * job.share, peak * job.share if peak else None
    use = Use(node, item, vendor, quantity, TOKENS, "usage", formula)
    if price is None:
        reason = f"no price of {usage.replace('_', ' ')} tokens of {model.id} in the catalogue"
        return unpriced(use, reason)
    line = priced(use, price, _with_peak(why, peak), peak=peak)
    # a share that the vendor lists is no assumption: it leaves the status as it is
    return replace(line, note="; ".join(filter(None, (paid, line.note))))


def _with_peak(why: str, peak: Price | None) -> str:
    """What a price that depends on the clock rests on."""
    if peak is None:
        return why
    dearest = f"off-peak price: {peak.amount} USD at the dearest hour ({peak.row})"
    return "; ".join(filter(None, (why, dearest)))


@lru_cache(maxsize=256)
def _usage(traffic: Traffic) -> tuple[tuple[UsageClass, Range], ...]:
    """Millions of tokens a month by class; asked for each target that an endpoint could call."""
    prompts = times(traffic.requests, traffic.input_tokens) * (1 / MILLION)
    answers = times(traffic.requests, traffic.output_tokens) * (1 / MILLION)
    return (
        ("input", prompts * (1 - traffic.cached_input - traffic.cache_written)),
        ("cached_input", prompts * traffic.cached_input),
        ("cache_write", prompts * traffic.cache_written),
        ("output", answers),
    )
