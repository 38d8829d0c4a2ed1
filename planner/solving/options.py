"""The targets that an endpoint's route could name: of the spec, and of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from planner.catalog import TIERS, Catalog
from planner.diagnostics import Edit
from planner.spec import PLACING, Spec, cut, edit, edited, listed_kinds
from planner.topology import Endpoint, Side, Target, Way, ways
from planner.values import value

_LONGEST = 31
_TELLING = ("mode", "profile")
"""What of a provider tells it from others of its kind and place, and makes a good name."""


@value
class NewPool:
    """A GPU pool that a spec could have: the words of one that serves one model."""

    cloud: str
    region: str
    accelerator: str
    machine: str
    purchase: str
    model: str
    precision: str
    gpus_per_replica: int | None = None
    """None: as few as hold the model."""
    nodes: int = 1
    """All of which always run."""

    @property
    def key(self) -> str:
        """The short name that a spec would give the model."""
        return slug(self.model)

    @property
    def words(self) -> dict[str, object]:
        """What a spec says of it."""
        return {
            "cloud": self.cloud,
            "region": self.region,
            "accelerator": self.accelerator,
            "machine": self.machine,
            "nodes": {"min": self.nodes, "max": self.nodes},
            "purchase": self.purchase,
            "serves": {self.key: self._served},
        }

    @property
    def _served(self) -> dict[str, object]:
        served: dict[str, object] = {"model": self.model, "precision": self.precision}
        if self.gpus_per_replica is not None:
            served["gpus_per_replica"] = self.gpus_per_replica
        return served


@value
class Option:
    """A target that a route could name; without a way or a pool it is one that the spec has."""

    model: str
    """Its name in the catalogue, or the spec's own where that has none."""
    way: Way | None = None
    site: str = ""
    """The provider or pool of the spec; empty where one has to be added."""
    key: str = ""
    """The spec's own short name of the model, if the site serves it already."""
    leads: bool = True
    """Whether it may come first: whether it can stand in for the primary, not for a fallback."""
    pool: NewPool | None = None
    """The pool that has to be added for it."""

    @property
    def is_there(self) -> bool:
        """Whether the spec has all of it."""
        return bool(self.key)


@value
class Placed:
    """An option with its name, and what makes a spec have it."""

    target: str
    """As a route spells it."""
    edits: tuple[Edit, ...]


def options(
    spec: Spec, endpoint: Endpoint, catalog: Catalog, *, same_models: bool = False
) -> tuple[Option, ...]:
    """Every target that may stand in for those of an endpoint's route.

    Its own targets come first, then what other providers of the spec serve, then the ways of the
    catalogue: of the same models, then, unless `same_models`, of such as can stand in for them, and
    of all that are good enough where the endpoint says what quality it needs.
    """
    own = [_there(target) for target in endpoint.targets]
    names = [name_of(target) for target in endpoint.targets]
    more = () if same_models else tuple(e for name in names for e in catalog.equivalents(name))
    enough = () if same_models else good_enough(endpoint, catalog)
    leading = {*names[:1], *enough, *(() if same_models else catalog.equivalents(names[0]))}
    wanted = tuple(dict.fromkeys((*names, *more, *enough)))
    served = [option for option in _of_the_spec(spec, catalog) if option.model in wanted]
    listing = [listed(way, spec) for model in wanted for way in ways(model, catalog)]
    found = {(o.site, o.key) if o.is_there else o: o for o in (*own, *served, *listing)}
    return tuple(replace(one, leads=one.model in leading) for one in found.values())


def good_enough(endpoint: Endpoint, catalog: Catalog) -> tuple[str, ...]:
    """Models of the class that an endpoint asks for or above, as far as they fit it elsewise.

    What the team's own evaluations found wins over the catalogue's class. None where the endpoint
    doesn't say what quality it needs, or embeds: no class ranks embeddings.
    """
    asked, own = endpoint.needs.quality, endpoint.evaluations
    if asked is None or endpoint.kind == "embedding":
        return ()
    least = TIERS.index(asked)
    found = {name for name in catalog.models_at_least(asked) if name not in own}
    found |= {name for name, one in own.items() if one.grade in TIERS[least:]}
    return tuple(sorted(name for name in found if _fits(name, endpoint, catalog)))


def _fits(model: str, endpoint: Endpoint, catalog: Catalog) -> bool:
    """Whether some API serves a model with the context and the tools that an endpoint needs."""
    needs = endpoint.needs
    served = (catalog.api_model(kind, model) for kind in listed_kinds())
    return any(
        (needs.context is None or (one.context_tokens or 0) >= needs.context)
        and (one.tools is True or not needs.tools)
        for one in served
        if one
    )


def alone(spec: Spec, name: str, catalog: Catalog) -> Spec:
    """The spec cut down to an endpoint, and to the providers that it could call."""
    called = cut(spec, (name,))
    wanted = {option.model for option in _of_the_spec(called, catalog)}
    wanted |= {
        pooled.model for pool in called.gpu_pools.values() for pooled in pool.serves.values()
    }
    wanted |= {other for model in wanted for other in catalog.equivalents(model)}
    if (asked := called.endpoints[name].needs.quality) is not None:
        wanted |= {*catalog.models_at_least(asked), *_evaluated(spec)}
    served = (option for option in _of_the_spec(spec, catalog) if option.model in wanted)
    return cut(spec, (name,), {option.site for option in served})


def _evaluated(spec: Spec) -> Collection[str]:
    return spec.evaluations.models if spec.evaluations else ()


def name_of(target: Target | Side) -> str:
    """The name of a target's model in the catalogue, or the spec's own where that has none."""
    return target.model.facts.name if target.model.facts else target.model.id


def _there(target: Target) -> Option:
    return Option(name_of(target), site=target.site.name, key=target.model.key)


def _of_the_spec(spec: Spec, catalog: Catalog) -> Iterator[Option]:
    for site, provider in spec.providers.items():
        for key, model in provider.models.items():
            known = catalog.api_model(provider.kind, model)
            yield Option(known.name if known else model, site=site, key=key)


def listed(way: Way, spec: Spec) -> Option:
    """A way, on the provider of the spec that is called like that, if there is one."""
    for name, provider in spec.providers.items():
        said = {key: getattr(provider, key, None) for key in PLACING}
        if provider.kind == way.kind and {k: v for k, v in said.items() if v} == way.words:
            keys = [key for key, model in provider.models.items() if model == way.model]
            return Option(way.model, way, name, keys[0] if keys else "")
    return Option(way.model, way)


def placed(option: Option, spec: Spec, *, name: str = "") -> Placed:
    """An option as a target of the spec; `name`: of the provider to add, else one that tells."""
    if option.pool is not None:
        return _pooled(option.pool, spec, name)
    if option.is_there or option.way is None:
        return Placed(f"{option.site}/{option.key}", ())
    if option.site:
        known = spec.providers[option.site].models
        key = _free(slug(option.model), known)
        change = edit(spec, ("providers", option.site, "models", key), option.model)
        return Placed(f"{option.site}/{key}", (change,))
    way, key = option.way, slug(option.model)
    site = name or _provider_name(way, (*spec.providers, *spec.gpu_pools))
    provider = {"kind": way.kind, **way.words, "models": {key: way.model}}
    return Placed(f"{site}/{key}", (edit(spec, ("providers", site), provider),))


def _provider_name(way: Way, taken: Collection[str]) -> str:
    """A name by kind and place, and by what tells the way from another there, such as its mode."""
    name = slug(f"{way.kind}-{way.place}")
    said = (way.words[key] for key in _TELLING if key in way.words)
    told = (slug(f"{way.kind}-{way.place}-{one}") for one in said)
    fuller = (one for one in told if one not in taken and one != name)
    return next(fuller, _free(name, taken)) if name in taken else name


def _pooled(pool: NewPool, spec: Spec, name: str) -> Placed:
    wanted = slug(f"{pool.accelerator}-{pool.model}")
    site = name or _free(wanted, (*spec.providers, *spec.gpu_pools))
    return Placed(f"{site}/{pool.key}", (edit(spec, ("gpu_pools", site), pool.words),))


def route_edits(spec: Spec, endpoint: str, chosen: Iterable[Option]) -> tuple[Edit, ...]:
    """The changes that give an endpoint a route, primary first."""
    targets, made, grown = [], list[Edit](), spec
    for option in chosen:
        one = placed(option, grown)
        grown = edited(grown, one.edits) or grown
        targets.append(one.target)
        made += one.edits
    route = edit(spec, ("endpoints", endpoint, "route"), tuple(targets))
    return with_leftovers(spec, (*made, route))


def with_leftovers(spec: Spec, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Edits, and such as take away the providers that nobody calls any more with them."""
    after = edited(spec, edits)
    idle = called_sites(spec) - called_sites(after) if after else frozenset()
    left = (name for name in spec.providers if name in idle)
    return (*edits, *(edit(spec, ("providers", name), None) for name in left))


def called_sites(spec: Spec) -> frozenset[str]:
    """Names of the providers and pools that some endpoint calls, on its route or beside it."""
    found = set()
    for endpoint in spec.endpoints.values():
        route = () if endpoint.route == "auto" else endpoint.route
        found |= {target.site for target in route}
        found |= {target.site for side in endpoint.side.values() for target in side}
    return frozenset(found)


def slug(text: str) -> str:
    """A name of the language that reads like a text."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower().replace(".", "-"))
    return plain.lstrip("-0123456789")[:_LONGEST].strip("-") or "model"


def _free(name: str, taken: Collection[str] | Mapping[str, object]) -> str:
    """The name, or with the next number that nobody has."""
    if name not in taken:
        return name
    numbered = (f"{name[: _LONGEST - 3]}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in numbered if one not in taken)
