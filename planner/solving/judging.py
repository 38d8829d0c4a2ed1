"""Options judged: by the predicate of the rules first, then by all rules, on a spec that has them.

Options are tried many at a time, each as the only target of a twin of the endpoint: a hundred of
them cost what twenty plans do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from planner.catalog import Catalog
from planner.cost import month_of_tokens
from planner.diagnostics import Diagnostic, Edit, Severity
from planner.errors import SpecError
from planner.pipeline import Plan, findings_of, plan_of
from planner.rules import failure_domain, refusal
from planner.solving.agreeing import supposed
from planner.solving.options import NewPool, Option, called_sites, good_enough, options, placed
from planner.spec import Spec, edit, edited, words
from planner.topology import Endpoint, Path, ServedModel, Target, Terms, Topology, resolve
from planner.units import Range
from planner.values import value

_TWIN = "candidate"
_TWINNED = re.compile(rf"`{_TWIN}-\d+`")
_FIRST, _TOGETHER = 2, 16
"""Options that are tried at a time, ever more of them: most searches end with the first."""

_SHARING = {"gateways": "serves", "stores": "receives"}


@value
class Seen:
    """An option as the catalogue resolves it for an endpoint."""

    option: Option
    target: Target
    path: Path
    """How the endpoint's data gets there."""
    month: Range | None
    """What it costs where it answers everything; None where nobody can say."""
    refusal: str
    """What the policies say against it; empty where they admit it."""

    @property
    def operator(self) -> str:
        """Who runs it; empty where nobody is known."""
        return self.target.site.operator.id if self.target.site.operator else ""

    @property
    def domain(self) -> tuple[str, ...]:
        """What fails together with it."""
        return failure_domain(self.target)

    @property
    def price(self) -> tuple[bool, object, bool]:
        """The order of options: cheapest first, unknown last, what is there before what is not."""
        known = self.month is not None
        return not known, self.month.expected if self.month else 0, not self.option.is_there


def replanned(spec: Spec | None, catalog: Catalog, today: date) -> Plan | None:
    """The plan of a changed spec; None where the language or the catalogue has no such spec."""
    if spec is None:
        return None
    try:
        return plan_of(spec, catalog, today=today)
    except SpecError:
        return None


def judged(
    spec: Spec | None, catalog: Catalog, today: date
) -> tuple[Topology, tuple[Diagnostic, ...]] | None:
    """What stands against a changed spec, its price aside; None where there is no such spec."""
    if spec is None:
        return None
    try:
        topology, findings = findings_of(spec, catalog, today=today)
    except SpecError:
        return None
    return topology, tuple(f for f in findings if f.severity is Severity.ERROR and not f.waived)


def seen(spec: Spec, name: str, choice: Sequence[Option], catalog: Catalog) -> tuple[Seen, ...]:
    """Options as an endpoint would call them, cheapest first, each judged by the predicate.

    `spec`: cut down to the endpoint. Those that can't be resolved are left out.
    """
    topology = _widest(spec, name, choice, catalog)
    if topology is None:
        there = tuple(option for option in choice if option.is_there)
        return () if there == tuple(choice) else seen(spec, name, there, catalog)
    (endpoint,) = topology.endpoints
    paths = {path.stop.id: path for path in topology.graph.paths(endpoint.id)}
    found = (
        _seen(option, target, paths[target.id], endpoint, topology.terms, catalog)
        for option, target in zip(choice, endpoint.targets, strict=True)
    )
    return tuple(sorted(found, key=lambda one: one.price))


def _widest(spec: Spec, name: str, choice: Sequence[Option], catalog: Catalog) -> Topology | None:
    """The topology whose endpoint has every option on its route."""
    targets, made = [], list[Edit]()
    for number, option in enumerate(choice):
        one = placed(option, spec, name=f"{_TWIN}-{number}")
        targets.append(one.target)
        made += one.edits
    route = edit(spec, ("endpoints", name, "route"), tuple(targets))
    wide = edited(spec, (*made, route))
    return None if wide is None else resolve(wide, catalog).value


def _seen(
    option: Option, target: Target, path: Path, endpoint: Endpoint, terms: Terms, catalog: Catalog
) -> Seen:
    month = month_of_tokens(target, endpoint, catalog, terms)
    return _weighed(Seen(option, target, path, month, ""), endpoint, catalog)


def weighed(found: Sequence[Seen], endpoint: Endpoint, catalog: Catalog) -> tuple[Seen, ...]:
    """The same options under the policies of another endpoint, or under other policies."""
    return tuple(_weighed(one, endpoint, catalog) for one in found)


def priced(found: Sequence[Seen], endpoint: Endpoint, plan: Plan) -> tuple[Seen, ...]:
    """The same options at an endpoint's own traffic and on a plan's terms, cheapest first."""
    own = (replace(one, month=_month(one.target, endpoint, plan)) for one in found)
    return tuple(sorted(own, key=lambda one: one.price))


def _month(target: Target, endpoint: Endpoint, plan: Plan) -> Range | None:
    """What a target costs where it answers everything, as the bill of the plan would say it."""
    fills = any(endpoint.name in store.receives for store in plan.layout.buckets)
    terms = plan.topology.terms
    return month_of_tokens(target, endpoint, plan.catalog, terms, fills_bucket=fills)


def _weighed(one: Seen, endpoint: Endpoint, catalog: Catalog) -> Seen:
    why = refusal(endpoint, one.path, _regions(one.target), catalog)
    return replace(one, refusal=why)


def _regions(target: Target) -> tuple[str, ...]:
    """The cloud regions that a call of a target uses."""
    here = (target.site.region.name,) if target.site.region else ()
    model = target.model
    return (*here, *model.destinations) if isinstance(model, ServedModel) else here


@dataclass(frozen=True)
class Judge:
    """What endpoints could call, and all rules on it; asked once for endpoints that are alike."""

    catalog: Catalog
    today: date
    supposing: bool = False
    """Whether agreements with whoever is called are taken to be there."""
    _known: dict[tuple[object, bool, Option], str] = field(default_factory=dict)
    _seen: dict[object, tuple[Seen, ...]] = field(default_factory=dict)
    _weighed: dict[object, tuple[Seen, ...]] = field(default_factory=dict)
    _months: dict[object, tuple[Range | None, ...]] = field(default_factory=dict)

    def choice(
        self, spec: Spec, endpoint: Endpoint, *, same_models: bool = False
    ) -> tuple[Seen, ...]:
        """What an endpoint could call, cheapest first at the traffic of the first with its route.

        `spec`: cut down to the endpoint.
        """
        route = words(spec, "endpoints", endpoint.name, "route")
        enough = good_enough(endpoint, self.catalog)
        asked = (route, same_models, enough, tuple(spec.providers))
        if asked not in self._seen:
            listed = options(spec, endpoint, self.catalog, same_models=same_models)
            self._seen[asked] = seen(spec, endpoint.name, listed, self.catalog)
        return self._under(spec, endpoint, asked)

    def pooled(self, spec: Spec, endpoint: Endpoint, listed: Sequence[Option]) -> tuple[Seen, ...]:
        """Targets on pools, of the spec or to be added, as an endpoint would call them.

        `spec`: cut down to the endpoint.
        """
        asked = (form_of(spec, endpoint.name), tuple(listed))
        if asked not in self._seen:
            self._seen[asked] = seen(spec, endpoint.name, listed, self.catalog)
        return self._under(spec, endpoint, asked)

    def at_its_traffic(self, plan: Plan, spec: Spec, endpoint: Endpoint) -> tuple[Seen, ...]:
        """What an endpoint of a plan could call, cheapest first at its own traffic.

        What a request costs is asked once for endpoints whose requests are of the same lengths,
        unless discounts may be on the lines of one of them.
        `spec`: cut down to the endpoint.
        """
        found, traffic = self.choice(spec, endpoint), endpoint.traffic
        if traffic is None:
            return priced(found, endpoint, plan)
        one = replace(endpoint, traffic=replace(traffic, requests=Range.exactly(1)))
        asked = (
            form_of(spec, endpoint.name),
            words(spec, "endpoints", endpoint.name, "route"),
            one.traffic,
            endpoint.name if plan.topology.terms.discounts else "",
        )
        if asked not in self._months:
            self._months[asked] = tuple(_month(each.target, one, plan) for each in found)
        own = (
            replace(each, month=None if month is None else _times(month, traffic.requests))
            for each, month in zip(found, self._months[asked], strict=True)
        )
        return tuple(sorted(own, key=lambda seen: seen.price))

    def _under(self, spec: Spec, endpoint: Endpoint, asked: object) -> tuple[Seen, ...]:
        """What was seen, under the policies of an endpoint; endpoints that are alike share them."""
        which = (form_of(spec, endpoint.name), asked)
        if which not in self._weighed:
            self._weighed[which] = weighed(self._seen[asked], endpoint, self.catalog)
        return self._weighed[which]

    def admitted(self, spec: Spec, name: str, found: Sequence[Seen]) -> Iterator[Seen]:
        """The options that no rule refuses, in their order; judged as they are asked for."""
        for one, why in self.judged(spec, name, [o for o in found if not o.refusal]):
            if not why:
                yield one

    def judged(self, spec: Spec, name: str, found: Sequence[Seen]) -> Iterator[tuple[Seen, str]]:
        """Each option with what a rule says against it; empty where none does."""
        form = form_of(spec, name)
        for part in _parts(found):
            asked = [one for one in part if (form, self.supposing, one.option) not in self._known]
            self._ask(spec, name, form, asked)
            yield from ((one, self._known[form, self.supposing, one.option]) for one in part)

    def _ask(self, spec: Spec, name: str, form: object, asked: Sequence[Seen]) -> None:
        if not asked:
            return
        twins = _twins(spec, name, [one.option for one in asked])
        if twins and self.supposing:
            twins = edited(twins, supposed(twins, called_sites(twins) & set(twins.providers)))
        found = judged(twins, self.catalog, self.today)
        for number, one in enumerate(asked):
            why = "it can't be resolved" if found is None else _first_error(*found, number)
            self._known[form, self.supposing, one.option] = why


def _times(month: Range, requests: Range) -> Range:
    return Range(
        month.low * requests.low, month.expected * requests.expected, month.high * requests.high
    )


def _parts(found: Sequence[Seen]) -> Iterator[Sequence[Seen]]:
    start, size = 0, _FIRST
    while start < len(found):
        yield found[start : start + size]
        start, size = start + size, min(2 * size, _TOGETHER)


def alike(spec: Spec, names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Endpoints in groups that differ by their traffic alone, in the order of the spec."""
    groups: dict[object, list[str]] = {}
    for name in names:
        form = (form_of(spec, name), words(spec, "endpoints", name, "route"))
        groups.setdefault(form, []).append(name)
    return tuple(tuple(names) for names in groups.values())


def form_of(spec: Spec, name: str) -> str:
    """All that decides how the targets of an endpoint are judged, but for its traffic."""
    said = words(spec, "endpoints", name)
    own = dict(said) if isinstance(said, dict) else {}
    for key in ("traffic", "growth", "route"):
        own.pop(key, None)
    shared = [
        (section, node, repr(_without(words(spec, section, node), key)))
        for section, key in _SHARING.items()
        for node, one in getattr(spec, section).items()
        if getattr(one, key) == "all" or name in getattr(one, key)
    ]
    policies = words(spec, "policy")
    return repr((sorted(own.items()), sorted(shared), policies))


def _without(said: object, key: str) -> object:
    """What is said of a thing, but for whom it is there."""
    return {k: v for k, v in said.items() if k != key} if isinstance(said, dict) else said


def _twins(spec: Spec, name: str, choice: Sequence[Option]) -> Spec | None:
    """The spec with a twin of the endpoint for each option, which is its only target."""
    twins = [f"{_TWIN}-{number}" for number in range(len(choice))]
    made: list[Edit] = []
    said = words(spec, "endpoints", name)
    endpoint = said if isinstance(said, dict) else {}
    served = _is_served(spec, name)
    for twin, option in zip(twins, choice, strict=True):
        one = placed(option, spec, name=twin)
        made += one.edits
        if option.pool is not None and not served:
            made.append(_gateway(spec, twin, option.pool))
        made.append(edit(spec, ("endpoints", twin), {**endpoint, "route": (one.target,)}))
    for section, key in _SHARING.items():
        for node, one in getattr(spec, section).items():
            if getattr(one, key) != "all":
                made.append(edit(spec, (section, node, key), tuple(twins)))
    made += [edit(spec, ("endpoints", other), None) for other in spec.endpoints]
    return edited(spec, made)


def _is_served(spec: Spec, name: str) -> bool:
    return any(one.serves == "all" or name in one.serves for one in spec.gateways.values())


def _gateway(spec: Spec, twin: str, pool: NewPool) -> Edit:
    """A gateway beside a pool, which is private: whoever takes the pool takes one as well."""
    words = {"cloud": pool.cloud, "region": pool.region, "serves": (twin,)}
    return edit(spec, ("gateways", twin), words)


def _first_error(topology: Topology, errors: Sequence[Diagnostic], number: int) -> str:
    """What a rule says against the target of a twin; empty where none does."""
    endpoint = next(one for one in topology.endpoints if one.name == f"{_TWIN}-{number}")
    (target,) = endpoint.targets
    about = (one for one in errors if _is_about(one, target, endpoint))
    return next((f"{one.code}: {_untwinned(one.message)}" for one in about), "")


def _untwinned(message: str) -> str:
    """A message without the name that a twin and what was added for it have in a trial."""
    return _TWINNED.sub("it", message).replace(f".{_TWIN}-", ".new-")


def _is_about(finding: Diagnostic, target: Target, endpoint: Endpoint) -> bool:
    """Whether a finding on an endpoint, or on no endpoint, speaks of a target."""
    if finding.endpoint not in (None, endpoint.name):
        return False
    return target.id in finding.path or target.site.id in finding.path
