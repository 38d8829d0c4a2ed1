"""Whether a target answers in the time that an endpoint allows.

A measurement of the team's own decides. Without one there are bounds from below: the 95th
percentile of a request is at least its median, at least one round trip to where the provider is
called, and, of the whole answer, at least the time to its first token.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, Latency, assumptions
from planner.diagnostics import Fact, Verdict
from planner.rules.needs import Met, Need, name_of
from planner.topology import Endpoint, GpuPool, Measured, Target
from planner.values import value

_SECOND_MS = Decimal(1000)


@value
class _Bound:
    """Milliseconds that the 95th percentile is not below."""

    ms: Decimal
    fact: Fact


def first_token(endpoint: Endpoint, target: Target, catalog: Catalog) -> Met | None:
    """Whether 95 % of first tokens come in time; None where nobody asks."""
    asked, seen = endpoint.needs.ttft_p95_ms, _seen(endpoint, target)
    if asked is None:
        return None
    if seen is not None and seen.ttft_p95_ms is not None:
        return _measured("ttft_p95_ms", asked, seen.ttft_p95_ms, target, seen)
    return _bounded("ttft_p95_ms", asked, target, _to_first_token(endpoint, target, catalog))


def whole_answer(endpoint: Endpoint, target: Target, catalog: Catalog) -> Met | None:
    """Whether 95 % of whole answers come in time; None where nobody asks."""
    asked, seen = endpoint.needs.p95_ms, _seen(endpoint, target)
    if asked is None:
        return None
    if seen is not None and seen.p95_ms is not None:
        return _measured("p95_ms", asked, seen.p95_ms, target, seen)
    return _bounded("p95_ms", asked, target, _to_last_token(endpoint, target, catalog))


def expected_ms(endpoint: Endpoint, target: Target, catalog: Catalog) -> Decimal | None:
    """Milliseconds in which 95 % of whole answers come, as expected; None where nobody says.

    What was measured wins. Else it is what is reported of the first token and of each further one,
    and a round trip; of medians, the 95th percentile is assumed to be `p95_over_p50` times as much.
    """
    seen, reported = _seen(endpoint, target), _reported(target, catalog)
    if seen is not None and seen.p95_ms is not None:
        return seen.p95_ms
    first = _p95(reported.ttft_p50_ms, reported.ttft_p95_ms) if reported else None
    each = _p95(reported.token_p50_ms, reported.token_p95_ms) if reported else None
    if first is None or each is None:
        return None
    trip = next(_round_trip(endpoint, target, catalog), None)
    return first + each * _further_tokens(endpoint) + (trip.ms if trip else 0)


def _p95(median: Decimal | None, p95: Decimal | None) -> Decimal | None:
    """A 95th percentile: as it is reported, else from the median; None where neither is."""
    if p95 is not None or median is None:
        return p95
    return median * assumptions()["p95_over_p50"].value


def _seen(endpoint: Endpoint, target: Target) -> Measured | None:
    return endpoint.measurement.of(target) if endpoint.measurement else None


def _measured(need: Need, asked: int, ms: Decimal, target: Target, seen: Measured) -> Met:
    says = f"`{target.id}` took {_ms(ms)} when it was measured"
    verdict = Verdict.VIOLATED if ms > asked else Verdict.PROVEN
    return Met(need, verdict, says, Fact(f"{says}, in {seen.requests} request(s)", seen.row))


def _bounded(need: Need, asked: int, target: Target, bounds: Iterator[_Bound]) -> Met:
    """What bounds from below say; that none exceeds what is asked proves nothing."""
    highest = max(bounds, key=lambda bound: bound.ms, default=None)
    if highest is not None and highest.ms > asked:
        says = f"`{target.id}` takes at least {_ms(highest.ms)}"
        return Met(need, Verdict.VIOLATED, says, highest.fact, is_sure=False)
    fact = highest.fact if highest else None
    return Met(need, Verdict.UNPROVEN, f"nobody measured `{target.id}`", fact, is_sure=False)


def _to_first_token(endpoint: Endpoint, target: Target, catalog: Catalog) -> Iterator[_Bound]:
    yield from _round_trip(endpoint, target, catalog)
    reported = _reported(target, catalog)
    if reported is None:
        return
    for word, ms in (("median", reported.ttft_p50_ms), ("p95", reported.ttft_p95_ms)):
        if ms is not None:
            says = f"a {word} of {_ms(ms)} to the first token is reported of it"
            yield _Bound(ms, Fact(says, reported.row))


def _to_last_token(endpoint: Endpoint, target: Target, catalog: Catalog) -> Iterator[_Bound]:
    yield from _to_first_token(endpoint, target, catalog)
    seen, further = _seen(endpoint, target), _further_tokens(endpoint)
    if seen is not None and seen.ttft_p95_ms is not None:
        says = f"the first token took {_ms(seen.ttft_p95_ms)} when it was measured"
        yield _Bound(seen.ttft_p95_ms, Fact(says, seen.row))
    if seen is not None and seen.output_tokens_per_second is not None:
        ms = further * _SECOND_MS / seen.output_tokens_per_second
        rate = f"{seen.output_tokens_per_second.normalize():f} tokens a second"
        says = f"{further:,.0f} further tokens at the measured {rate}"
        yield _Bound(ms, Fact(says, seen.row))
    yield from _reported_answer(_reported(target, catalog), further)


def _reported_answer(reported: Latency | None, further: Decimal) -> Iterator[_Bound]:
    """The median of a mean answer, as medians of its parts are reported."""
    if reported is None or reported.ttft_p50_ms is None or reported.token_p50_ms is None:
        return
    says = (
        f"a median of {_ms(reported.ttft_p50_ms)} to the first token is reported of it, and of "
        f"{reported.token_p50_ms} ms for each of {further:,.0f} further ones"
    )
    ms = reported.ttft_p50_ms + further * reported.token_p50_ms
    yield _Bound(ms, Fact(says, reported.row))


def _further_tokens(endpoint: Endpoint) -> Decimal:
    """Tokens of a mean answer after its first; none where nobody says how long answers are."""
    mean = endpoint.traffic.output_tokens.expected if endpoint.traffic else Decimal(0)
    return max(mean - 1, Decimal(0))


def _round_trip(endpoint: Endpoint, target: Target, catalog: Catalog) -> Iterator[_Bound]:
    """From the gateway to where the target is called, over a connection that stands already."""
    here = endpoint.gateway.region if endpoint.gateway else None
    there = target.site.region
    if here is None or there is None or here.cloud != there.cloud:
        return
    trip = catalog.round_trip(here.cloud, here.name, there.name)
    if trip is not None:
        says = f"a round trip from {here.name} to {there.name} takes {_ms(trip.ms)}"
        yield _Bound(trip.ms, Fact(says, trip.row))


def _reported(target: Target, catalog: Catalog) -> Latency | None:
    if isinstance(target.site, GpuPool):
        return None
    region = target.site.region.name if target.site.region else target.site.location or ""
    return catalog.latency(target.site.kind, name_of(target.model), region)


def _ms(ms: Decimal) -> str:
    return f"{ms:,.0f} ms" if ms >= 1 else f"{ms} ms"
