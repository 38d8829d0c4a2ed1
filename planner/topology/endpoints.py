"""Endpoints of the spec to `Endpoint` values, with their targets and their gateway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.diagnostics import STATED, Fix, Row, Span, unknown_name
from planner.spec import Endpoint as EndpointWords
from planner.spec import MeasuredTarget, TargetName
from planner.spec import Measurement as MeasurementWords
from planner.spec import Needs as NeedsWords
from planner.spec import Traffic as TrafficWords
from planner.topology.agreements import redaction
from planner.topology.evaluations import evaluated
from planner.topology.lookup import Lookup
from planner.topology.nodes import (
    Endpoint,
    Gateway,
    GpuPool,
    Growth,
    Measured,
    Measurement,
    Needs,
    PooledModel,
    Provider,
    ServedModel,
    Side,
    Target,
    Traffic,
)
from planner.topology.policies import policies
from planner.topology.policy import Policy
from planner.topology.regimes import held

Site = Provider | GpuPool


def endpoint(
    name: str,
    words: EndpointWords,
    outer: tuple[Policy, ...],
    sites: Mapping[str, Site | None],
    gateway: Gateway | None,
    lookup: Lookup,
) -> Endpoint:
    """An endpoint under the topology's policies and its own.

    `sites` maps to None what is written but could not be resolved: the problem is known already.
    """
    route, data = ("endpoints", name), frozenset(words.data)
    levels = (*outer, *policies(words.policy, (*route, "policy"), lookup))
    return Endpoint(
        name=name,
        kind=words.kind,
        data=data,
        data_is_stated="data" in words.model_fields_set,
        traffic=_traffic(words.traffic),
        needs=_needs(words.needs),
        policies=held(levels, data=data, as_of=lookup.catalog.evaluated_at.date()),
        targets=tuple(_targets(name, words, sites, lookup)),
        gateway=gateway,
        at=lookup.spec.key_span(*route),
        growth=Growth(words.growth.factor, words.growth.months) if words.growth else None,
        measurement=_measurement(words.measured, lookup),
        evaluations=evaluated(words.kind, lookup),
        sides=tuple(_sides(name, words, sites, lookup)),
        features=words.features,
        redaction=redaction(words.redaction, route, lookup),
        users=lookup.countries(words.users, *route, "users") if words.users else None,
        decision_log=words.decision_log,
        bypass=words.bypass,
    )


def _needs(words: NeedsWords) -> Needs:
    return Needs(
        quality=words.quality,
        context=words.context,
        tools=words.tools,
        ttft_p95_ms=words.ttft_p95_ms,
        p95_ms=words.p95_ms,
        availability=words.availability,
    )


def _measurement(file: str | None, lookup: Lookup) -> Measurement | None:
    words = lookup.spec.measurement(file) if file else None
    if file is None or words is None:
        return None
    targets = {
        str(target): _measured(file, str(target), seen, words, lookup)
        for target, seen in words.targets.items()
    }
    return Measurement(words.measured_on, words.measured_from, targets)


def _measured(
    file: str, target: str, seen: MeasuredTarget, words: MeasurementWords, lookup: Lookup
) -> Measured:
    at = lookup.spec.measurement_span(file, target)
    return Measured(
        requests=seen.requests,
        ttft_p95_ms=seen.ttft_p95_ms,
        p95_ms=seen.p95_ms,
        output_tokens_per_second=seen.output_tokens_per_second,
        requests_per_second=seen.requests_per_second,
        row=Row(file, at.line, words.measured_on.isoformat(), STATED),
    )


def _sides(
    name: str, words: EndpointWords, sites: Mapping[str, Site | None], lookup: Lookup
) -> Iterator[Side]:
    for call, targets in words.side.items():
        for place, written in enumerate(targets):
            at = lookup.span("endpoints", name, "side", call, place)
            found = _named(written, at, sites, lookup)
            if found is not None:
                yield Side(call, *found, at)


def _traffic(words: TrafficWords | None) -> Traffic | None:
    if words is None:
        return None
    return Traffic(
        requests=words.requests_per_month,
        input_tokens=words.input_tokens,
        output_tokens=words.output_tokens,
        cached_input=words.cached_input,
        peak_to_mean=words.peak_to_mean,
        cache_written=words.cache_written,
    )


def _targets(
    name: str, words: EndpointWords, sites: Mapping[str, Site | None], lookup: Lookup
) -> Iterator[Target]:
    if words.route == "auto":
        lookup.error(
            "TOP110",
            f"`{name}` leaves its route to topoplan, and nobody has chosen one",
            "endpoints",
            name,
            "route",
            fixes=(
                Fix("write the targets, such as `route: [bedrock-fra/sonnet]`"),
                Fix(
                    "or let a command choose: from Python, `planner.plan(…, routed=planner.routed)`"
                ),
            ),
        )
        return
    for place, written in enumerate(words.route):
        target = _target(name, place, written, sites, lookup)
        if target is not None:
            yield target


def _target(
    name: str, place: int, written: TargetName, sites: Mapping[str, Site | None], lookup: Lookup
) -> Target | None:
    at = lookup.span("endpoints", name, "route", place)
    found = _named(written, at, sites, lookup)
    return Target(*found, "fallback" if place else "primary", at) if found else None


def _named(
    written: TargetName, at: Span, sites: Mapping[str, Site | None], lookup: Lookup
) -> tuple[Site, ServedModel | PooledModel] | None:
    if written.site not in sites:
        lookup.problems.append(
            unknown_name(
                code="TOP104",
                kind="provider or GPU pool",
                name=written.site,
                known=sites,
                at=at,
            )
        )
        return None
    site, models = sites[written.site], _models_of(written.site, lookup)
    if written.model not in models:
        unknown = unknown_name(
            code="TOP105",
            kind="model",
            name=written.model,
            known=models,
            at=at,
            where=f" on `{written.site}`",
        )
        lookup.problems.append(unknown)
        return None
    if site is None:
        return None
    model = (site.models if isinstance(site, Provider) else site.serves).get(written.model)
    if model is None:
        return None  # the name means a provider and a pool, which is reported where it is written
    return site, model


def _models_of(site: str, lookup: Lookup) -> Iterable[str]:
    """The spec's own names of a site's models, also where the site itself can't be resolved."""
    provider, pool = lookup.spec.providers.get(site), lookup.spec.gpu_pools.get(site)
    if provider is not None:
        return provider.models
    return pool.serves if pool is not None else ()


def serving(lookup: Lookup) -> dict[str, str]:
    """Endpoint to the gateway that serves it; two gateways for one endpoint are a problem."""
    served: dict[str, str] = {}
    spec = lookup.spec
    for name, words in spec.gateways.items():
        route = ("gateways", name, "serves")
        for endpoint_name in named_endpoints(words.serves, *route, lookup=lookup):
            if endpoint_name in served:
                first = served[endpoint_name]
                lookup.error(
                    "TOP111",
                    f"`{endpoint_name}` is served by two gateways, `{first}` and `{name}`",
                    *route,
                    fixes=(Fix("name the endpoints of each gateway under `serves`"),),
                )
            served.setdefault(endpoint_name, name)
    return served


def named_endpoints(names: tuple[str, ...] | str, *route: str, lookup: Lookup) -> tuple[str, ...]:
    """The endpoints that `all` or a list names; unknown names are problems."""
    known = lookup.spec.endpoints
    if isinstance(names, str):
        return tuple(known)
    for place, name in enumerate(names):
        if name not in known:
            at = lookup.span(*route, place)
            lookup.problems.append(
                unknown_name(code="TOP104", kind="endpoint", name=name, known=known, at=at)
            )
    return tuple(name for name in names if name in known)
