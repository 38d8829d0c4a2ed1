"""A company's own terms: rates of exchange, discounts, and the contract of each model and pool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.catalog import DOLLAR, Catalog, ExchangeRate, Price
from planner.diagnostics import Diagnostic, Fix, Label, Row, Severity, Span, unknown_name
from planner.spec import Contract
from planner.topology.lookup import Lookup
from planner.units import Money
from planner.values import value

_OF_TOKENS = ("input", "cached_input", "cache_write", "output")
_OF_HOURS = ("hourly", "committed_hourly")
_MILLION_TOKENS = "1M tokens"
_SECTION = ("prices", "contracts")


@value
class Discount:
    """A share off the list price of lines of the bill."""

    on: str
    """`vendor:line` or `line`, with the wildcards `*` and `?`."""
    share: Decimal
    """Above 0 and below 1."""
    reason: str
    at: Span
    is_own: bool
    """Whether the spec's own file says it, and not one that it extends."""

    @property
    def is_exact(self) -> bool:
        """Whether it names a line without wildcards."""
        return not set("*?") & set(self.on.rpartition(":")[2])


@value
class Terms:
    """What a company pays and in what it counts."""

    currency: str
    """What the bill is shown in."""
    rates: Mapping[str, ExchangeRate]
    """Own rates by currency; they win over the catalogue's."""
    discounts: tuple[Discount, ...]

    def rate(self, currency: str, catalog: Catalog) -> ExchangeRate | None:
        """The company's own rate, else the catalogue's; None where neither says one."""
        return self.rates.get(currency) or catalog.exchange(currency)


AS_LISTED = Terms(DOLLAR, {}, ())
"""The terms of somebody who has none."""


@value
class Agreed:
    """The prices of one contract; None where it names none."""

    tokens: Mapping[str, Price]
    """By class."""
    hourly: Price | None
    committed_hourly: Price | None


NOTHING_AGREED = Agreed({}, None, None)


def terms(lookup: Lookup) -> Terms:
    """Currency, rates and discounts, with a problem for each rate that can't hold."""
    words = lookup.spec.prices
    rates: dict[str, ExchangeRate] = {}
    for place, rate in enumerate(words.rates):
        route = ("prices", "rates", place)
        if rate.currency in rates:
            first = next(i for i, one in enumerate(words.rates) if one.currency == rate.currency)
            _twice(lookup, f"two rates of exchange for {rate.currency}", first, *route)
        if rate.per_usd <= 0:
            lookup.error("TOP118", "a rate of exchange is above 0", *route, "per_usd")
            continue
        row = _row(lookup, rate.as_of.isoformat(), *route)
        rates[rate.currency] = ExchangeRate(rate.currency, rate.per_usd, row)
    _check_currency(words.currency, rates, lookup)
    return Terms(words.currency, rates, tuple(_discounts(lookup)))


def _check_currency(currency: str, rates: Mapping[str, ExchangeRate], lookup: Lookup) -> None:
    if currency == DOLLAR or currency in rates:
        return
    known = {*lookup.catalog.currencies, *rates}
    if currency not in known:
        at = lookup.span("prices", "currency")
        problem = unknown_name(
            code="TOP119", kind="rate of exchange for", name=currency, known=known, at=at
        )
        lookup.problems.append(problem)


def _discounts(lookup: Lookup) -> Iterator[Discount]:
    for place, words in enumerate(lookup.spec.prices.discounts):
        at = lookup.span("prices", "discounts", place)
        yield Discount(words.on, words.percent, words.reason, at, _is_own(at, lookup))


def _is_own(at: Span, lookup: Lookup) -> bool:
    return at.path == next(iter(lookup.spec.sources))


def agreed(node: str, kind: str, names: tuple[str, ...], lookup: Lookup) -> Agreed:
    """The contract on a node of the spec, else the one on `kind:name` of what it is.

    `node` is such as `providers.openai/gpt` or `gpu_pools.hot`, `kind` the kind of a provider or a
    cloud, and `names` those of the model or machine.
    """
    contracts = {words.on: place for place, words in enumerate(lookup.spec.prices.contracts)}
    for on in (node, *(f"{kind}:{name}" for name in names)):
        if on in contracts:
            return _agreed(contracts[on], lookup)
    return NOTHING_AGREED


def _agreed(place: int, lookup: Lookup) -> Agreed:
    words = lookup.spec.prices.contracts[place]
    prices = {name: _price(words, name, place, lookup) for name in (*_OF_TOKENS, *_OF_HOURS)}
    return Agreed(
        {name: price for name in _OF_TOKENS if (price := prices[name]) is not None},
        prices["hourly"],
        prices["committed_hourly"],
    )


def _price(words: Contract, name: str, place: int, lookup: Lookup) -> Price | None:
    money: Money | None = getattr(words, name)
    if money is None:
        return None
    as_of = words.as_of.isoformat()
    return Price(
        amount=money.amount,
        currency=money.currency,
        unit=_MILLION_TOKENS if name in _OF_TOKENS else "hour",
        as_of=as_of,
        row=_row(lookup, as_of, *_SECTION, place, name),
    )


def _row(lookup: Lookup, as_of: str, *route: str | int) -> Row:
    stated = lookup.stated(*route)
    return Row(stated.file, stated.line, as_of, stated.source)


def check_contracts(lookup: Lookup) -> None:
    """A problem for each contract that prices nothing, twice, or at nothing."""
    contracts = lookup.spec.prices.contracts
    takes = _priceable(lookup) if contracts else {}
    first: dict[str, int] = {}
    for place, words in enumerate(contracts):
        route = (*_SECTION, place)
        if words.on in first:
            _twice(lookup, f"two contracts on `{words.on}`", first[words.on], *route, "on")
        first.setdefault(words.on, place)
        for name in _named(words):
            if getattr(words, name).amount <= 0:
                lookup.error("TOP118", "a price is above 0", *route, name)
        if words.on in takes:
            _check_prices(words, takes[words.on], route, lookup)
        elif ":" not in words.on or _is_own(lookup.span(*route), lookup):
            _prices_nothing(words.on, takes, route, lookup)


def _named(words: Contract) -> tuple[str, ...]:
    """The prices that a contract names."""
    return tuple(name for name in (*_OF_TOKENS, *_OF_HOURS) if getattr(words, name) is not None)


def _check_prices(
    words: Contract, takes: tuple[str, ...], route: tuple[str | int, ...], lookup: Lookup
) -> None:
    for name in _named(words):
        if name not in takes:
            billed = ", ".join(f"`{one}`" for one in takes)
            fix = Fix(f"it takes {billed}" if billed else "its `hardware` says what it costs")
            message = f"`{words.on}` takes no price `{name}`"
            lookup.error("TOP116", message, *route, name, fixes=(fix,))


def _prices_nothing(
    on: str, takes: Mapping[str, object], route: tuple[str | int, ...], lookup: Lookup
) -> None:
    like = [one for one in takes if (":" in one) == (":" in on)]
    at = lookup.span(*route, "on")
    kind = "model or machine" if ":" in on else "model of a provider and no GPU pool"
    lookup.problems.append(unknown_name(code="TOP116", kind=kind, name=on, known=like, at=at))


def _twice(lookup: Lookup, message: str, first: int, *route: str | int) -> None:
    """A problem at the second of two that can't both hold, with the place of the first."""
    lookup.problems.append(
        Diagnostic(
            code="TOP117",
            severity=Severity.ERROR,
            message=message,
            at=lookup.span(*route),
            also=(Label(lookup.span(*route[:2], first), "the other one"),),
            fixes=(Fix("keep one of the two"),),
        )
    )


def _priceable(lookup: Lookup) -> dict[str, tuple[str, ...]]:
    """All that a contract of this spec can be on, with the prices that it takes."""
    found: dict[str, tuple[str, ...]] = {}
    for name, provider in lookup.spec.providers.items():
        takes = _billed_by(provider)
        for key, model in provider.models.items():
            known = lookup.catalog.api_model(provider.kind, model)
            names = {model, known.name} if known else {model}
            for one in (f"providers.{name}/{key}", *(f"{provider.kind}:{n}" for n in names)):
                found[one] = tuple(dict.fromkeys((*found.get(one, ()), *takes)))
    for name, pool in lookup.spec.gpu_pools.items():
        takes = _OF_HOURS if pool.commitment else _OF_HOURS[:1]
        found[f"gpu_pools.{name}"] = takes
        carrying = (one.name for one in lookup.catalog.machines_with(pool.cloud, pool.accelerator))
        for machine in (pool.machine,) if pool.machine else carrying:
            found[f"{pool.cloud}:{machine}"] = _OF_HOURS
    return found


def _billed_by(provider: object) -> tuple[str, ...]:
    if getattr(provider, "hardware", None) is not None:
        return ()
    provisioned = str(getattr(provider, "mode", "")).endswith("ProvisionedManaged")
    return _OF_HOURS[:1] if provisioned else _OF_TOKENS
