"""A LiteLLM configuration to a draft: groups become endpoints, fallbacks become routes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from planner.adopting.draft import Draft, Words, spec_name
from planner.adopting.linting import lint
from planner.adopting.proxy import GENERAL, LITELLM, ROUTER, Deployment, Proxy, number
from planner.adopting.remarks import COPIES, LEFT_OUT, LOST, RENAMED, SPREAD, remark
from planner.adopting.targets import SERVICE, Target, target
from planner.catalog import Catalog, foreign_words
from planner.diagnostics import Diagnostic
from planner.values import value

_MOST_SECONDS = 3600
"""The longest timeout that a spec knows."""
_NOT_SAID = {
    ("router_settings", "model_group_alias"): "other names for groups",
    ("router_settings", "routing_strategy"): "how load is spread",
    ("router_settings", "provider_budget_config"): "budgets of vendors: write `policy.budget`",
    ("litellm_settings", "max_budget"): "a budget: write `policy.budget`",
    ("litellm_settings", "guardrails"): "guardrails",
    ("litellm_settings", "default_team_settings"): "teams",
    ("litellm_settings", "custom_provider_map"): "providers of your own code",
    ("general_settings", "custom_auth"): "your own check of callers",
    ("general_settings", "pass_through_endpoints"): "routes past the configuration",
}
"""Settings that no key of a spec says, and what they are about."""
_OF_A_DEPLOYMENT = ("weight", "rpm", "tpm", "max_budget", "tags")
_EMBEDDING = "embedding"
_PLAIN = {"routing_strategy": "simple-shuffle"}
"""What LiteLLM does anyway."""


def adopted_proxy(
    proxy: Proxy, name: str, site: Words, catalog: Catalog, known: Draft | None = None
) -> Draft:
    """The draft of a configuration of the gateway `name`, which stands at `site`.

    `site`: what is known of the gateway already; empty where nobody says where it runs.
    `known`: what other files say of pools, which a configuration can't.
    """
    joined = _Joined(proxy, catalog, known or Draft())
    joined.take_groups()
    gateway = {**site, **_gateway(proxy)}
    if set(joined.endpoints) and site:
        gateway["serves"] = tuple(joined.endpoints)
    return Draft(
        endpoints=joined.endpoints,
        providers=joined.providers(),
        gateways={name: gateway} if site else {},
        gpu_pools=joined.pools(),
        remarks=(*joined.remarks, *_lost(proxy), *lint(proxy)),
        routes={endpoint: proxy.groups[group][0].at for group, endpoint in joined.names.items()},
        sources={proxy.source.path: proxy.source},
    )


@dataclass(slots=True)
class _Joined:
    """Sites and endpoints met so far, by the names that the spec will have for them."""

    proxy: Proxy
    catalog: Catalog
    known: Draft
    names: dict[str, str] = field(default_factory=dict)
    """Group to the endpoint that it becomes."""
    endpoints: dict[str, Words] = field(default_factory=dict)
    remarks: list[Diagnostic] = field(default_factory=list)
    _sites: dict[str, str] = field(default_factory=dict)
    """What a site is, in one text, to its name."""
    _words: dict[str, Words] = field(default_factory=dict)
    _models: dict[str, dict[str, str]] = field(default_factory=dict)
    """Site to its models: the spec's own name of each to the vendor's id."""
    _read: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _tasks: dict[str, str | None] = field(default_factory=dict)
    """Target to what its model is for."""

    def take_groups(self) -> None:
        """Each group as an endpoint, with the groups behind it as its fallbacks."""
        for group, deployments in self.proxy.groups.items():
            self._read[group] = tuple(self._targets(deployments))
        reached = {each for group in self._read for each in self._behind(group)}
        for group, deployments in self.proxy.groups.items():
            ranked = (group, *self._behind(group))
            route = tuple(dict.fromkeys(each for one in ranked for each in self._read[one]))
            if route and not (group in reached and self._is_only_behind(group)):
                self._take(group, deployments, route)

    def providers(self) -> Mapping[str, Words]:
        return {
            name: {**words, "models": self._models[name]}
            for name, words in self._words.items()
            if "kind" in words
        }

    def pools(self) -> Mapping[str, Words]:
        """What is known of pools, with the models that are called there."""
        return {
            name: {**words, "serves": self._serves(name, words)}
            for name, words in self._words.items()
            if "kind" not in words
        }

    def _serves(self, name: str, words: Words) -> Mapping[str, Words]:
        precisions = words.get("serves", {})
        assert isinstance(precisions, Mapping)  # noqa: S101 - `serves` of a draft is one
        known = {each["model"]: each for each in precisions.values()}
        return {key: known.get(id_, {"model": id_}) for key, id_ in self._models[name].items()}

    def _take(
        self, group: str, deployments: tuple[Deployment, ...], route: tuple[str, ...]
    ) -> None:
        name = self.names[group] = spec_name(group, self.endpoints)
        if name != group:
            self._say(RENAMED, f"the group `{group}` becomes the endpoint `{name}`", deployments[0])
        self.endpoints[name] = {"kind": self._kind(group, deployments), "route": route}

    def _kind(self, group: str, deployments: tuple[Deployment, ...]) -> str:
        """What callers send: as the configuration says, else what the group's models are for."""
        said = {str(one.info["mode"]) for one in deployments if "mode" in one.info}
        modes: set[str | None] = {*said} or {self._tasks.get(each) for each in self._read[group]}
        return _EMBEDDING if modes == {_EMBEDDING} else "chat"

    def _behind(self, group: str) -> tuple[str, ...]:
        """The groups that a group falls back to, each once, those that there are."""
        found: dict[str, None] = {}
        for section in (ROUTER, LITELLM):
            listed = self.proxy.setting(section, "fallbacks")
            found |= dict.fromkeys(_fallbacks(listed, group))
            default = self.proxy.setting(section, "default_fallbacks")
            found |= dict.fromkeys(map(str, default if isinstance(default, tuple) else ()))
        return tuple(one for one in found if one in self._read and one != group)

    def _is_only_behind(self, group: str) -> bool:
        """Whether a group has the name of a spare, which nobody calls by itself."""
        return any(word in group.lower() for word in ("fallback", "backup", "secondary"))

    def _targets(self, deployments: tuple[Deployment, ...]) -> Iterator[str]:
        if "*" in deployments[0].group:
            says = "a group for any model is no endpoint: its models are whatever callers name"
            self._say(LEFT_OUT, says, deployments[0], "name the models that are called")
            return
        ranks = [one.order for one in deployments]
        if len(set(ranks)) < len(ranks):
            says = f"the targets of `{deployments[0].group}` share its load"
            mend = "they become a primary and its fallbacks; give each an `order`"
            self._say(SPREAD, says, deployments[0], mend)
        for one in deployments:
            if not one.model:
                self._say(LEFT_OUT, "a deployment without a model calls nothing", one)
                continue
            found = target(one, self.catalog)
            if isinstance(found, Diagnostic):
                self.remarks.append(found)
            else:
                named = self._named(found, one)
                self._tasks[named] = found.task
                yield named

    def _named(self, found: Target, one: Deployment) -> str:
        site = self._site(found, one)
        models = self._models[site]
        for key, model in models.items():
            if model == found.model:
                return f"{site}/{key}"
        key = spec_name(found.model.rpartition("/")[2], models)
        models[key] = found.model
        return f"{site}/{key}"

    def _site(self, found: Target, one: Deployment) -> str:
        site = found.site
        pool = self.known.gpu_pools.get(site.pool or "")
        account = self.known.accounts.get(str(site.words.get("endpoint", "")))
        words = site.words if pool is None else pool
        if account is not None:
            own = self.known.providers[account]
            words = {name: word for name, word in own.items() if name != "models"}
        key = str(one.params.get("api_key", ""))
        identity = json.dumps([words, key, site.pool], sort_keys=True, default=str)
        if identity not in self._sites:
            taken = {*self._words, *self.endpoints}
            known = account or (site.pool if pool is not None else None)
            name = known or spec_name(site.name, taken)
            self._sites[identity] = name
            self._words[name] = words
            self._models[name] = {}
            if known is None:
                self.remarks += found.remarks
        return self._sites[identity]

    def _say(self, code: str, says: str, one: Deployment, *mends: str) -> None:
        self.remarks.append(remark(code, says, one.at, *mends))


def _fallbacks(listed: object, group: str) -> Iterator[str]:
    """The groups that a list of fallbacks has for one."""
    for item in listed if isinstance(listed, tuple) else ():
        behind = item.get(group, ()) if isinstance(item, Mapping) else ()
        yield from (str(one) for one in behind if isinstance(one, str))


@value
class _Limits:
    first_token: Decimal | None
    total: Decimal | None


def _gateway(proxy: Proxy) -> Words:
    """Timeouts, cooldown and logging of a configuration, as far as it says them."""
    limits = _limits(proxy)
    timeouts = {
        key: _whole(found)
        for key, found in (("first_token_s", limits.first_token), ("total_s", limits.total))
        if found is not None and found <= _MOST_SECONDS
    }
    words: dict[str, object] = {"timeouts": timeouts} if timeouts else {}
    cooldown = number(proxy.setting(ROUTER, "cooldown_time"))
    if cooldown is not None and cooldown <= _MOST_SECONDS:
        words["cooldown_s"] = _whole(cooldown)
    if proxy.is_on(GENERAL, "store_prompts_in_spend_logs"):
        words["prompts_logged"] = "all"
    return words


def _limits(proxy: Proxy) -> _Limits:
    """The longest that any call waits, where each of them says."""
    first = [number(one.params.get("stream_timeout")) for one in proxy.deployments]
    total = [number(one.params.get("timeout")) for one in proxy.deployments]
    router = number(proxy.setting(ROUTER, "timeout"))
    whole = router or number(proxy.setting(LITELLM, "request_timeout"))
    streamed = number(proxy.setting(ROUTER, "stream_timeout"))
    found = _Limits(_longest(first, streamed), _longest(total, whole))
    if found.first_token and found.total and found.first_token > found.total:
        return _Limits(found.total, found.total)
    return found


def _longest(own: list[Decimal | None], otherwise: Decimal | None) -> Decimal | None:
    said = [each if each is not None else otherwise for each in own]
    known = [each for each in said if each is not None]
    return max(known) if known and len(known) == len(said) else otherwise


def _whole(found: Decimal) -> int:
    return max(1, int(found.to_integral_value(ROUND_CEILING)))


def _lost(proxy: Proxy) -> Iterator[Diagnostic]:
    """Settings that the rendered configuration won't have."""
    for (section, key), what in _NOT_SAID.items():
        found = proxy.setting(section, key)
        if found not in (None, (), {}, _PLAIN.get(key)):
            says = f"a spec has no key for {what}"
            yield remark(LOST, says, proxy.key_place(section, key))
    for one in proxy.deployments:
        for key in _OF_A_DEPLOYMENT:
            if key in one.params:
                says = f"a spec has no key for the `{key}` of a target"
                yield remark(LOST, says, one.place("litellm_params", key))
    yield from _copies(proxy)


_NOT_PROMPTS = {"prometheus", "prometheus_system", "datadog_cost_management"}
"""Callbacks that receive counts."""
_CALLBACKS = ("callbacks", "success_callback", "failure_callback")


def _offer(callback: str) -> str:
    """The store that would say where a callback's copies are, as a spec takes it."""
    words = foreign_words(SERVICE)
    if (kind := words.regional.get(callback)) is not None:
        store = f"`{{kind: {kind}, region: …, retention_days: …}}`"
        return f"name it below `stores`, with its region: {store}"
    if (kind := words.hosted.get(callback)) is not None:
        return f"name it below `stores`, with its host: `{{kind: {kind}, host: …}}`"
    nearest = "by the kind that is nearest, such as `{kind: otel, host: …}`"
    return f"if it keeps prompts, name what does below `stores`, {nearest}"


def _copies(proxy: Proxy) -> Iterator[Diagnostic]:
    """What receives or keeps prompts beside the targets."""
    for key in _CALLBACKS:
        found = proxy.setting(LITELLM, key)
        named = found if isinstance(found, tuple) else () if found is None else (found,)
        for name in named:
            if name not in _NOT_PROMPTS:
                says = f"`{name}` receives what callers send, and where it is nothing says"
                yield remark(COPIES, says, proxy.place(LITELLM, key), _offer(str(name)))
    if proxy.is_on(LITELLM, "cache"):
        mend = "name the cache below `stores`"
        says = "answers are cached, and nothing says where the cache is"
        yield remark(COPIES, says, proxy.place(LITELLM, "cache"), mend)
    if proxy.setting(GENERAL, "database_url") is not None:
        says = "a database keeps who called what"
        mend = "name it below `stores`, if it keeps prompts"
        yield remark(COPIES, says, proxy.key_place(GENERAL, "database_url"), mend)
