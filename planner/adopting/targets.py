"""A deployment of LiteLLM to the provider or pool that it calls, in the words of a spec."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from planner.adopting.draft import TODO, Words
from planner.adopting.proxy import Deployment
from planner.adopting.remarks import ASSUMED, LEFT_OUT, MISSING, remark
from planner.catalog import ApiModel, Catalog, foreign_words
from planner.diagnostics import Diagnostic
from planner.values import value

SERVICE = "litellm"
_POOL_URL = re.compile(r"os\.environ/POOL_(?P<name>[A-Z0-9_]+)_URL")
"""How topoplan itself calls the address of a pool, and the key of a provider."""
_PROVIDER_KEY = re.compile(r"os\.environ/PROVIDER_(?P<name>[A-Z0-9_]+)_API_KEY")
_PROFILE = re.compile(r"(?P<geography>[a-z]{2,6}(?:-gov)?)\.(?P<model>[a-z0-9-]+\..+)")
"""A Bedrock model behind a profile: `eu.anthropic.claude-…`."""
_ROUTES = ("converse/", "invoke/", "converse_like/", "responses/", "chat/")
"""Words between a vendor's prefix and the model, by which LiteLLM picks an API."""
_DATED = re.compile(r"[-@](?:\d{8}|\d{4}-\d{2}-\d{2}|latest)$")
"""What follows the name of a model to say which build of it."""
_WIDEST_AZURE = "GlobalStandard"


@value
class Site:
    """A provider without its models, or the name of a pool."""

    name: str
    """What it might be called."""
    words: Words
    pool: str | None = None
    """The pool's name, where it is one of topoplan's; `words` then say what to take without it."""


@value
class Target:
    """A model of a site."""

    site: Site
    model: str
    remarks: tuple[Diagnostic, ...]
    task: str | None = None
    """What sources say that the model is for; None where they don't."""


def target(one: Deployment, catalog: Catalog) -> Target | Diagnostic:
    """What a deployment calls, or that no spec has a word for it."""
    vendor, model = _vendor(one, catalog)
    words = foreign_words(SERVICE)
    if vendor in words.servers:
        return _server(one, vendor, model)
    kind = words.vendors.get(vendor)
    if kind == "openai":
        kind = _kind_at(one, catalog) or kind
    if kind is None:
        return remark(
            LEFT_OUT,
            f"no provider of a spec is what LiteLLM calls `{vendor}`",
            one.place("litellm_params", "model"),
            "write it as `kind: openai-compatible`, if it speaks OpenAI's protocol",
        )
    if kind == "openai" and _host(one) and not (_host(one) or "").endswith("openai.com"):
        return _server(one, vendor, model)
    return _Reading(one, kind, model, catalog).target()


def _vendor(one: Deployment, catalog: Catalog) -> tuple[str, str]:
    """The vendor's prefix and the rest; a bare name is a vendor's whose models have such names."""
    own = one.params.get("custom_llm_provider")
    prefix, slash, rest = one.model.partition("/")
    known = foreign_words(SERVICE)
    if isinstance(own, str) and own != prefix:
        return own, one.model
    if slash and (prefix in known.vendors or prefix in known.servers):
        for route in _ROUTES:
            rest = rest.removeprefix(route)
        return prefix, rest
    for kind in ("openai", "anthropic", "mistral", "cohere"):
        if not slash and catalog.api_model(kind, one.model):
            return kind, one.model
    return (prefix, rest) if slash else ("openai", one.model)


def _host(one: Deployment) -> str | None:
    """The host that is called; None where the vendor's own is, or a variable names it."""
    base = one.params.get("api_base", one.params.get("base_url"))
    if not isinstance(base, str) or base.startswith("os.environ/"):
        return None
    return base.split("://")[-1].split("/", 1)[0].split(":", 1)[0] or None


def _kind_at(one: Deployment, catalog: Catalog) -> str | None:
    """The kind that sources know to answer at a host."""
    found = catalog.api_at(_host(one) or "")
    kinds = {facts.kind for facts, _ in found}
    return kinds.pop() if len(kinds) == 1 else None


def _site_name(one: Deployment, otherwise: str) -> str:
    """What a site is called: as topoplan would have named its key or target, or after its kind."""
    key = next((str(text) for name, text in one.params.items() if name.endswith("api_key")), "")
    if found := _PROVIDER_KEY.fullmatch(key):
        return found["name"].lower().replace("_", "-")
    if found := re.fullmatch(rf"{re.escape(one.group)}-\d+-(.+)", str(one.info.get("id", ""))):
        return found[1]
    return otherwise


def _server(one: Deployment, vendor: str, model: str) -> Target:
    """A host that somebody runs; of a pool of topoplan's own the name is known."""
    base = str(one.params.get("api_base", one.params.get("base_url", "")))
    pool = _POOL_URL.fullmatch(base)
    host = _host(one)
    name = pool["name"].lower().replace("_", "-") if pool else None
    words = {
        "kind": "openai-compatible",
        "host": host or TODO,
        "operator": TODO,
        "country": TODO,
        "evidence": TODO,
    }
    missing = ", ".join(f"`{key}`" for key, word in words.items() if word == TODO)
    site = Site(name or _site_name(one, host or vendor), words, name)
    says = f"nothing says {missing} of the server behind `{one.model}`"
    mend = "write who runs it and where, or make it one of the spec's own `gpu_pools`"
    at = one.place("litellm_params", "model")
    return Target(site, model, (remark(MISSING, says, at, mend),))


@value
class _Reading:
    """A deployment of a known kind of provider."""

    one: Deployment
    kind: str
    model: str
    catalog: Catalog

    def target(self) -> Target:
        placed = _PLACING.get(self.kind)
        words, remarks = placed(self) if placed else (_MODES.get(self.kind, {}), ())
        facts = self._facts()
        name = facts.name if facts else self.bare
        unknown = () if facts else (self._unknown_model(),)
        site = Site(_site_name(self.one, self._otherwise(words)), {"kind": self.kind, **words})
        task = facts.task if facts else None
        return Target(site, name, (*remarks, *unknown), task)

    @property
    def bare(self) -> str:
        """The vendor's id without what only places a call."""
        base = self.one.info.get("base_model")
        if self.kind == "azure-openai" and isinstance(base, str):
            return base.rpartition("/")[2]
        if self.kind == "bedrock":
            return self.profile[1]
        return self.model

    @property
    def profile(self) -> tuple[str | None, str]:
        """A Bedrock model's geography, if there is one, and its id."""
        model = self.model.rpartition("/")[2] if self.model.startswith("arn:") else self.model
        found = _PROFILE.fullmatch(model)
        return (found["geography"], found["model"]) if found else (None, model)

    def text(self, *names: str) -> str | None:
        """A parameter that stands in the file; None where a variable holds it."""
        found = next((self.one.params[name] for name in names if name in self.one.params), None)
        return None if found is None or str(found).startswith("os.environ/") else str(found)

    def missing(self, key: str, what: str, *names: str) -> Diagnostic:
        at = self.one.place("litellm_params", *(name for name in names if name in self.one.params))
        says = f"nothing says {what} of `{self.one.model}`"
        return remark(MISSING, says, at, f"write `{key}` where `{TODO}` stands")

    def assumed(self, says: str, mend: str) -> Diagnostic:
        return remark(ASSUMED, says, self.one.place("litellm_params", "model"), mend)

    def _facts(self) -> ApiModel | None:
        """What sources say of the model, or of the one that it is a dated version of."""
        undated = re.sub(_DATED, "", self.bare)
        find = self.catalog.api_model
        return find(self.kind, self.bare) or find(self.kind, undated)

    def _otherwise(self, words: Words) -> str:
        places = (str(words.get(key, TODO)) for key in ("region", "mode"))
        return "-".join((self.kind, *[one for one in places if one != TODO][:1]))

    def _unknown_model(self) -> Diagnostic:
        mend = "write the vendor's own id of the model"
        if self.kind == "azure-openai":
            mend = "a deployment has a name of its own: write the model that it serves"
        says = f"no source lists a model `{self.bare}` of {self.kind}"
        return remark(MISSING, says, self.one.place("litellm_params", "model"), mend)


_Placed = tuple[Words, tuple[Diagnostic, ...]]


def _bedrock(reading: _Reading) -> _Placed:
    geography, _ = reading.profile
    parts = reading.model.split(":") if reading.model.startswith("arn:") else []
    region = parts[3] if len(parts) > 3 and parts[3] else reading.text("aws_region_name")  # noqa: PLR2004 - arn:partition:service:region
    unknown = () if region else (reading.missing("region", "the region", "aws_region_name"),)
    words: dict[str, object] = {"region": region or TODO}
    if geography == "global":
        return {**words, "mode": "global"}, unknown
    if geography is None:
        return {**words, "mode": "regional"}, unknown
    words["mode"] = "geo"
    facts = reading.catalog.api_model("bedrock", reading.bare)
    there = reading.catalog.bedrock_geographies(facts.name, region) if facts and region else ()
    return (words if there == (geography,) else {**words, "profile": geography}), unknown


def _azure(reading: _Reading) -> _Placed:
    regions = reading.catalog.regions["azure"]
    region = reading.text("region_name")
    known = region if region in regions else None
    remarks = [
        reading.assumed(
            f"nothing says which deployment type `{reading.model}` has; `{_WIDEST_AZURE}` is taken",
            "write the type, as Azure spells it, into `mode`",
        )
    ]
    if known is None:
        remarks.append(reading.missing("region", "the region of the resource", "api_base"))
    host = _host(reading.one)
    if host is None:
        remarks.append(reading.missing("endpoint", "the resource's host", "api_base"))
    words = {"region": known or TODO, "mode": _WIDEST_AZURE, "endpoint": host or TODO}
    return words, tuple(remarks)


def _openai(reading: _Reading) -> _Placed:
    host = _host(reading.one) or "api.openai.com"
    before, _, _ = host.partition("api.openai.com")
    return {"region": before.rstrip(".") or "global"}, ()


def _anthropic(reading: _Reading) -> _Placed:
    return {"mode": "us" if reading.text("inference_geo") == "us" else "global"}, ()


def _mistral(reading: _Reading) -> _Placed:
    return {"host": _host(reading.one) or "api.mistral.ai"}, ()


def _vertex(reading: _Reading) -> _Placed:
    region = reading.text("vertex_location", "vertex_ai_location")
    unknown = () if region else (reading.missing("region", "the location", "vertex_location"),)
    return {"region": region or TODO}, unknown


def _routed(host: str) -> Callable[[_Reading], _Placed]:
    def placed(reading: _Reading) -> _Placed:
        return {"host": _host(reading.one) or host}, ()

    return placed


_SERVERLESS: Words = {"mode": "serverless"}
_MODES = {"fireworks": _SERVERLESS, "nebius": _SERVERLESS, "together": _SERVERLESS}
"""Kinds that a configuration can call in one way only; of others the kind alone says where."""

_PLACING: Mapping[str, Callable[[_Reading], _Placed]] = {
    "anthropic": _anthropic,
    "azure-openai": _azure,
    "bedrock": _bedrock,
    "mistral": _mistral,
    "openai": _openai,
    "openrouter": _routed("openrouter.ai"),
    "vercel-ai-gateway": _routed("ai-gateway.vercel.sh"),
    "vertex": _vertex,
}
"""What pins the place of a provider, by its kind."""
