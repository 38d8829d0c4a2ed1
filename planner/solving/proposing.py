"""What could be changed about a finding: edits of the spec, none of which is checked yet.

Each is a small change: the same provider called otherwise, another target, no fallback, another
place for what stands in a region, a host that pins one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Literal

from planner.catalog import Catalog, Region
from planner.diagnostics import Diagnostic, Edit
from planner.pipeline import Plan
from planner.rules import failure_domain, permitted
from planner.solving.judging import Seen
from planner.solving.options import name_of, placed, with_leftovers
from planner.spec import PLACING, HostedStore, Spec, edit, words
from planner.topology import INSTEAD, Endpoint, Provider, Side, Target
from planner.values import value

_OF_ONE_KIND = 2
"""Options of one kind of provider that are tried: the others differ by their region alone."""
_PLACES = 3
"""Regions that are tried for what stands in one."""
_Kept = Literal["processing", "at_rest"]
_STANDING: Mapping[str, _Kept] = {
    "gateways": "processing",
    "gpu_pools": "processing",
    "stores": "at_rest",
}


@value
class Proposal:
    """Edits that may mend a finding, and what they give up."""

    title: str
    edits: tuple[Edit, ...]
    alike: tuple[str, ...]
    """Of proposals that are alike only the best is offered."""
    gives_up: int = 0
    """0: neither model nor target, 1: the model, 2: a target."""


def proposals(
    plan: Plan, endpoint: Endpoint, choice: Sequence[Seen], finding: Diagnostic
) -> Iterator[Proposal]:
    """What could mend a finding of a plan about an endpoint, in an order that stays the same.

    `choice`: what the endpoint could call.
    """
    called = _called(endpoint, finding)
    if called is not None:
        yield from _other_calls(plan.spec, called, choice)
        yield from _other_targets(plan.spec, endpoint, called, choice)
        yield from _without(plan.spec, endpoint, called)
    for section, name in _nodes(finding):
        yield from _elsewhere(plan, endpoint, section, name)


def _called(endpoint: Endpoint, finding: Diagnostic) -> Target | Side | None:
    """The target, or what is called beside the route, that the path of a finding passes."""
    called: tuple[Target | Side, ...] = (*endpoint.targets, *endpoint.sides)
    for call in called:
        if call.id in finding.path or call.site.id in finding.path:
            return call
    return None


def _other_calls(spec: Spec, called: Target | Side, choice: Iterable[Seen]) -> Iterator[Proposal]:
    """The same provider, called in another way."""
    site = called.site
    if not isinstance(site, Provider) or site.name not in spec.providers:
        return
    own = spec.providers[site.name]
    said = {key: word for key in PLACING if (word := getattr(own, key, None))}
    found = []
    for one in choice:
        way = one.option.way
        if way is None or one.refusal or way.kind != site.kind or way.model != name_of(called):
            continue
        changes = {k: way.words.get(k) for k in PLACING if way.words.get(k) != said.get(k)}
        if changes:
            found.append((len(changes), way.place not in _places(spec), way.place, changes))
    for _, _, _, changes in islice(sorted(found, key=lambda each: each[:3]), 2 * _OF_ONE_KIND):
        edits = tuple(edit(spec, ("providers", site.name, k), word) for k, word in changes.items())
        shown = ", ".join(f"{k}: {word}" if word else f"no {k}" for k, word in changes.items())
        alike = ("call", site.name, changes.get("mode") or "", changes.get("profile") or "")
        yield Proposal(f"`{site.id}`: {shown}", edits, alike)


def _other_targets(
    spec: Spec, endpoint: Endpoint, called: Target | Side, choice: Iterable[Seen]
) -> Iterator[Proposal]:
    """Another target in the place of one that is called."""
    taken = {target.id for target in endpoint.targets}
    counts: dict[tuple[str, ...], int] = {}
    for one in choice:
        way, option = one.option.way, one.option
        in_place = way is not None and not option.is_there and way.kind == _kind(called)
        if one.refusal or (in_place and option.model == name_of(called)):
            continue
        if option.is_there and one.target.id in taken:
            continue
        alike = ("target", _kind(one.target), option.model)
        counts[alike] = counts.get(alike, 0) + 1
        if counts[alike] <= _OF_ONE_KIND:
            new = placed(option, spec)
            edits = (*new.edits, edit(spec, _route_of(endpoint, called), new.target))
            gives_up = 0 if option.model == name_of(called) else 1
            yield _tidied(spec, Proposal(_instead(one, new.target), edits, alike[:2], gives_up))


def _instead(one: Seen, target: str) -> str:
    way = one.option.way
    if one.option.is_there or way is None:
        return f"call `{target}` instead"
    said = ", ".join(f"{key}: {word}" for key, word in {"kind": way.kind, **way.words}.items())
    return f"call `{target}` instead, which is {way.model} of {{{said}}}"


def _without(spec: Spec, endpoint: Endpoint, called: Target | Side) -> Iterator[Proposal]:
    """The route without a fallback, where the policies ask for no more targets than are left."""
    left = {failure_domain(target) for target in endpoint.targets if target is not called}
    wanted = max((policy.min_targets or 1 for policy in endpoint.policies), default=1)
    is_spare = called in endpoint.targets[1:] and len(left) >= wanted
    if isinstance(called, Side):
        is_spare = called.call in INSTEAD
    if is_spare:
        title = f"drop the {called.call if isinstance(called, Side) else 'fallback'}"
        route = _route_of(endpoint, called)
        whole = words(spec, *route[:-1])
        alone = isinstance(whole, tuple) and len(whole) == 1
        dropped = edit(spec, route[:-1] if alone else route, None)
        yield _tidied(spec, Proposal(f"{title} `{_spelt(called)}`", (dropped,), ("drop",), 2))


def _tidied(spec: Spec, proposal: Proposal) -> Proposal:
    """A proposal that also takes away the provider that nobody calls any more."""
    edits = with_leftovers(spec, proposal.edits)
    gone = ", ".join(f"`{one.route[1]}`" for one in edits[len(proposal.edits) :])
    title = f"{proposal.title}, and take {gone} away" if gone else proposal.title
    return replace(proposal, title=title, edits=edits)


def _spelt(called: Target | Side) -> str:
    return f"{called.site.name}/{called.model.key}"


def _route_of(endpoint: Endpoint, called: Target | Side) -> tuple[str | int, ...]:
    """Where the spec names what is called."""
    if isinstance(called, Target):
        return ("endpoints", endpoint.name, "route", endpoint.targets.index(called))
    alike = [side for side in endpoint.sides if side.call == called.call]
    return ("endpoints", endpoint.name, "side", called.call, alike.index(called))


def _kind(called: Target | Side) -> str:
    return called.site.kind if isinstance(called.site, Provider) else "gpu_pool"


def _nodes(finding: Diagnostic) -> Iterator[tuple[str, str]]:
    """Sections and names of what stands in a region or behind a host, nearest to the trouble."""
    for word in reversed(finding.path):
        section, _, rest = word.partition(".")
        name = rest.split("/")[0].split(":")[0]
        if section in _STANDING or word == "state":
            yield section, name
            return


def _elsewhere(plan: Plan, endpoint: Endpoint, section: str, name: str) -> Iterator[Proposal]:
    """Another region or host for what stands in one."""
    spec = plan.spec
    if section == "stores":
        store = spec.stores[name]
        if isinstance(store, HostedStore):
            yield from _other_hosts(spec, name, store, plan.catalog)
            return
        if store.replicates_to:
            change = edit(spec, ("stores", name, "replicates_to"), None)
            yield Proposal(f"`stores.{name}`: keep no copy elsewhere", (change,), ("copies", name))
    route = (section,) if section == "state" else (section, name)
    said = words(spec, *route)
    if not isinstance(said, Mapping):
        return
    key: _Kept = _STANDING.get(section, "at_rest")
    cloud = _cloud_of(spec, section, name)
    for region in islice(_regions(plan, endpoint, cloud, key, str(said.get("region"))), _PLACES):
        change = edit(spec, (*route, "region"), region.name)
        title = f"`{'.'.join(route)}`: region: {region.name}"
        yield Proposal(title, (change,), ("place", *route))


def _cloud_of(spec: Spec, section: str, name: str) -> str:
    node = getattr(spec, section)
    return "aws" if section == "state" else str(node[name].cloud)


def _regions(plan: Plan, endpoint: Endpoint, cloud: str, key: _Kept, here: str) -> Iterator[Region]:
    """The regions of a cloud that the policies permit, those that the spec uses already first."""
    used = _places(plan.spec)
    found = plan.catalog.regions.get(cloud, {}).values()
    ordered = sorted(found, key=lambda one: (one.name not in used, one.name))
    for region in ordered:
        if region.name != here and permitted(endpoint, region, key):
            yield region


def _places(spec: Spec) -> frozenset[str]:
    """The regions that a spec names."""
    named = (*spec.providers.values(), *spec.gateways.values(), *spec.gpu_pools.values())
    places = {str(getattr(one, "region", "")) for one in (*named, *spec.stores.values())}
    return frozenset(places | ({spec.state.region} if spec.state else set()))


def _other_hosts(spec: Spec, name: str, store: HostedStore, catalog: Catalog) -> Iterator[Proposal]:
    if store.country is not None:
        return  # it is vouched for at this very host
    for host in catalog.hosts_of(store.kind):
        if host != store.host.removeprefix("https://").split("/")[0]:
            change = edit(spec, ("stores", name, "host"), f"https://{host}")
            yield Proposal(f"`stores.{name}`: host: https://{host}", (change,), ("host", host))
