"""A calculation for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from planner.capacity import Unfit
from planner.catalog import ExchangeRate
from planner.cost import Line, rate_words
from planner.documents import escaped, table
from planner.owning import (
    Bought,
    BreakEven,
    Calculation,
    Climb,
    Flip,
    Insurance,
    Rented,
    Thumb,
    Variation,
    Way,
)
from planner.topology import Provider
from planner.units import cents, plain
from planner.views.diagnostics import visible
from planner.views.staircase import columns, picture, short

_NAMED_FLIPS = 5
_WAYS = ("", "expected", "low", "high", "nodes", "busy", "API / own", "pays", "from requests")
_VARIED = ("", "", "API", "own", "nodes", "API / own", "pays", "from requests")
_Shown = Callable[[Decimal], str]
"""An amount in US dollars as it is printed."""


def text(calculation: Calculation, rate: ExchangeRate | None = None, *, color: bool) -> str:
    """All of it for a terminal; money in US dollars, or at a rate."""
    money, first = _money(rate), calculation.ways[0]
    above: tuple[Iterable[str], ...] = (
        _head(calculation, rate),
        columns(_WAYS, list(_ways(calculation, money)), left=1),
        _flips(calculation.ways),
        _left_out(calculation),
    )
    below: tuple[Iterable[str], ...] = (
        _breakdown(first, money),
        (_thumb(way, money) for way in calculation.ways),
        _sized(first),
        _sensitivity(calculation, money),
        _insured(calculation.insurance, money),
        _unpriced(calculation),
        _rests(calculation, rate),
    )
    drawn = "\n".join(_drawn(calculation, rate, color=color))
    blocks = (*map(_clean, above), drawn, *map(_clean, below))
    return "\n\n".join(filter(None, blocks))


def _clean(lines: Iterable[str]) -> str:
    return "\n".join(map(visible, lines))


def _drawn(calculation: Calculation, rate: ExchangeRate | None, *, color: bool) -> Iterator[str]:
    """The picture, whose colours are its own."""
    return picture(
        calculation.points,
        int(calculation.question.load.requests),
        rate.per_usd if rate else Decimal(1),
        rate.currency if rate else "USD",
        color=color,
    )


def _left_out(calculation: Calculation) -> Iterator[str]:
    for left in calculation.left_out:
        yield f"not compared: {left.name}: {left.why}"


def markdown(calculation: Calculation, rate: ExchangeRate | None = None) -> str:
    """All of it but the picture, as tables and lists."""
    money = _money(rate)
    ways = [tuple(map(escaped, row)) for row in _ways(calculation, money)]
    lists = (
        _flips(calculation.ways),
        _left_out(calculation),
        (_thumb(way, money) for way in calculation.ways),
        _sized(calculation.ways[0]),
        _insured(calculation.insurance, money),
        _unpriced(calculation),
        _rests(calculation, rate),
    )
    varied = [tuple(map(escaped, row)) for row in _varied(calculation, money)]
    return "\n\n".join(
        (
            "  \n".join(map(escaped, _head(calculation, rate))),
            table(_WAYS, ways, right=len(_WAYS) - 1),
            table(_VARIED, varied, right=len(_VARIED) - 2),
            *filter(None, map(_listed, lists)),
        )
    )


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(line.strip())}" for line in lines)


def _money(rate: ExchangeRate | None) -> _Shown:
    factor = rate.per_usd if rate else Decimal(1)
    return lambda amount: f"{cents(amount * factor):,.2f}"


def _head(calculation: Calculation, rate: ExchangeRate | None) -> Iterator[str]:
    load, target = calculation.question.load, calculation.target
    site = target.site
    kind = site.kind if isinstance(site, Provider) else site.name
    called = ", ".join(f"{key} {word}" for key, word in calculation.called_as.items())
    cached = f", {load.cached_input:.0%} of the input cached" if load.cached_input else ""
    yield (
        f"{short(load.requests)} requests a month of {plain(load.input_tokens)} tokens in and "
        f"{plain(load.output_tokens)} out{cached}; {plain(load.peak_to_mean)} times the mean at "
        f"the peak; kind {load.kind}"
    )
    yield f"API: {target.model.id} of {kind}{', ' if called else ''}{called}"
    offer = calculation.ways[0].case.offer
    yield f"own: {offer.model} at {offer.precision} on {offer.accelerator}"
    currency = rate.currency if rate else "USD"
    yield f"{currency} a month, prices of {calculation.catalog.id}"


def _ways(calculation: Calculation, money: _Shown) -> Iterator[tuple[str, ...]]:
    api = calculation.api
    month = api.monthly
    low, high = money(month.low), money(month.high)
    least = "at least " if api.at_least else ""
    yield ("API", least + money(month.expected), low, high, "", "", "", "", "")
    for way in calculation.ways:
        yield (_named(way), *_figures(way.found, money), _from(way.climb))


def _named(way: Way) -> str:
    offer = way.case.offer
    what = offer.server.name if isinstance(offer, Bought) else offer.machine
    return f"{way.name}: {what}"


def _figures(found: BreakEven, money: _Shown) -> tuple[str, ...]:
    own = found.own_monthly
    least = "at least " if found.own.at_least else ""
    return (
        least + money(own.expected),
        money(own.low),
        money(own.high),
        str(found.fleet.nodes),
        f"{found.fleet.utilisation:.0%}",
        _ratio(found),
        _pays(found),
    )


def _ratio(found: BreakEven) -> str:
    return "?" if found.ratio is None else f"{found.ratio:.2f}"


def _pays(found: BreakEven) -> str:
    """Whether it pays as expected, and whether it does at the low end of what a replica carries."""
    if found.pays is None:
        return "not known"
    if not found.pays:
        return "no"
    return "yes, at the low end too" if found.pays_at_least else "yes, not at the low end"


def _from(climb: Climb) -> str:
    if climb.basis == "unknown":
        return "?"
    least = "at least " if climb.basis == "earliest" else ""
    return f"{least}{climb.flips[0].requests:,}" if climb.flips else "never"


def _flips(ways: Iterable[Way]) -> Iterator[str]:
    for way in ways:
        first, *more = way.climb.flips or (None,)
        if way.climb.basis == "unknown":
            yield f"{way.name}: the API has no price, so nobody can say when it is cheaper"
            continue
        if first is None:
            nodes = way.climb.stairs[-1].nodes
            yield f"{way.name}: cheaper at no volume up to {nodes} nodes"
            continue
        if way.climb.basis == "earliest":
            yield f"{way.name}: not cheaper below {first.requests:,} requests a month"
            continue
        yield (
            f"{way.name}: cheaper from {first.requests:,} requests a month on, on {first.nodes} "
            f"nodes{_back(more)}"
        )


def _back(more: Sequence[Flip | None]) -> str:
    """The later volumes at which a further node turns it back, and it turns again."""
    shown = [
        f"{'again' if flip.cheaper == 'own' else 'dearer'} from {flip.requests:,}"
        for flip in more[:_NAMED_FLIPS]
        if flip is not None
    ]
    rest = len(more) - len(shown)
    return "".join(f", {one}" for one in shown) + (f", and {rest} more turns" if rest else "")


def _breakdown(way: Way, money: _Shown) -> Iterator[str]:
    """What one's own bill is made of, by node."""
    yield f"{way.name}, {way.found.fleet.nodes} nodes:"
    rows = [
        (f"  {node}", money(part.monthly.expected))
        for node, part in way.found.own.by_node().items()
    ]
    yield from columns(("", "a month"), rows, left=1)


def _thumb(way: Way, money: _Shown) -> str:
    thumb = way.found.thumb
    if thumb is None:
        return f"rule of thumb, {way.name}: its nodes have no price"
    verdict = "met" if thumb.is_met else "not met"
    return f"rule of thumb, {way.name}: {verdict}: {_rule(thumb, money)}"


def _rule(thumb: Thumb, money: _Shown) -> str:
    return (
        f"{plain(thumb.times)} x {money(thumb.nodes)} of nodes + {money(thumb.people)} of people = "
        f"{money(thumb.threshold)}; the API costs {money(thumb.api)}, {thumb.ratio:.2f} times "
        "the nodes"
    )


def _sized(way: Way) -> Iterator[str]:
    fleet = way.found.fleet
    one = fleet.estimate
    rate = one.requests_per_second
    gpus = one.replica.gpus
    key = f" (`gpus_per_replica: {gpus}` in a spec)" if isinstance(way.case.offer, Rented) else ""
    yield (
        f"a replica on {gpus} GPU(s){key} carries {rate.expected:.3g} requests/s "
        f"({rate.low:.3g} to {rate.high:.3g}, {one.basis}), bound by {one.bound}; "
        f"p95 {short(one.ttft_p95_ms)} ms to the first token, {short(one.p95_ms)} ms to the last"
    )
    for step in fleet.why:
        yield f"  {step}"


def _sensitivity(calculation: Calculation, money: _Shown) -> Iterator[str]:
    yield f"what it turns on ({calculation.ways[0].name}):"
    yield from columns(_VARIED, list(_varied(calculation, money)), left=2)


def _varied(calculation: Calculation, money: _Shown) -> Iterator[tuple[str, ...]]:
    last = ""
    for one in sorted(calculation.variations, key=_topic(calculation.variations)):
        yield (one.what if one.what != last else "", one.changed, *_changed(one, money))
        last = one.what


def _topic(variations: Sequence[Variation]) -> Callable[[Variation], int]:
    order = {what: at for at, what in enumerate(dict.fromkeys(v.what for v in variations))}
    return lambda one: order[one.what]


def _changed(one: Variation, money: _Shown) -> tuple[str, ...]:
    found = one.found
    if isinstance(found, Unfit):
        return ("", found.reason, "", "", "no", "")
    return (
        money(found.api_monthly.expected),
        money(found.own_monthly.expected),
        str(found.fleet.nodes),
        _ratio(found),
        "?" if found.pays is None else "yes" if found.pays else "no",
        _earliest(one.flip, found),
    )


def _earliest(flip: Flip | None, found: BreakEven) -> str:
    if found.api.at_least:
        return "?"
    least = "at least " if found.own.at_least else ""
    return f"{least}{flip.requests:,}" if flip else "never"


def _insured(one: Insurance, money: _Shown) -> Iterator[str]:
    worth = "a price that nobody knows" if one.worth is None else _exact(one, money)
    yield (
        f"a second provider: in an outage of {plain(one.hours)} hours come {one.struck:,.0f} "
        f"requests; APIs are out for {one.out_hours.expected:.1f} hours a month "
        f"({one.out_hours.low:.1f} to {one.out_hours.high:.1f})"
    )
    yield (
        f"  {one.lost.expected:,.0f} requests a month fail with one provider, "
        f"{one.lost_with_two.expected:,.0f} with two; a gateway for "
        f"{money(one.premium.monthly.expected)} a month pays if a request is worth {worth}"
    )


def _exact(one: Insurance, money: _Shown) -> str:
    """Money for a thousand requests: one alone is worth fractions of a cent."""
    return f"{money((one.worth or Decimal(0)) * 1000)} for a thousand"


def _unpriced(calculation: Calculation) -> Iterator[str]:
    lines: dict[str, Line] = {
        line.id: line for way in calculation.ways for line in way.found.unpriced
    }
    for line in lines.values():
        yield f"no price: {line.id}: {line.note}"


def _rests(calculation: Calculation, rate: ExchangeRate | None) -> Iterator[str]:
    for one in calculation.chosen:
        yield f"taken: {one.what} {one.taken}: {one.why}"
    for assumed in calculation.assumed:
        doubt = "not looked up" if assumed.source == "memory" else assumed.source
        figure = f"{plain(assumed.value)} {assumed.unit}".strip()
        yield f"assumed: {assumed.name} {figure}: {assumed.why} ({doubt})"
    for note in calculation.notes:
        yield f"note: {note}"
    if rate is not None:
        yield f"converted once, at {rate_words(rate)}"
