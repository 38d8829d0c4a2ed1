"""Providers of the spec to `Provider` values: what is called, and where the call may end."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from planner.catalog import Catalog, Practice, Processing, ProfileReach, Reach, Region, Topic
from planner.diagnostics import Fix, Row
from planner.spec import AzureOpenAI, OpenAICompatible
from planner.spec import Provider as ProviderWords
from planner.topology.agreements import agreements
from planner.topology.fitting import fitted
from planner.topology.lookup import Lookup
from planner.topology.nodes import Provider, ServedModel
from planner.topology.policy import Allowance
from planner.topology.purchases import Hardware
from planner.topology.sites import in_region
from planner.topology.terms import agreed
from planner.values import value

_GLOBAL = "global"
_ACCOUNT_NAME = 40
"""Characters of the name that an account and its host have; modules/azure names more after it."""
_DIGEST = 6
"""Of whose account it is, since a host's name is taken by whoever in the world comes first."""


@value
class _Call:
    """How the spec says that a provider is called; None for a key that its kind lacks."""

    name: str
    kind: str
    mode: str | None
    host: str | None
    region_words: str | None
    region: Region | None
    profile: str | None
    ptus: Mapping[str, int]
    quotas: Mapping[str, int]
    retains_nothing: bool
    """Whether the account's mode, or an agreement, excludes that prompts are retained."""

    def practice(self, catalog: Catalog, topic: Topic, model: str) -> Practice | None:
        return catalog.practice(
            self.kind, topic, mode=self.mode, region=self.region_words, host=self.host, model=model
        )

    def processing(self, catalog: Catalog, model: str) -> Processing | None:
        return catalog.processing(
            self.kind, mode=self.mode, region=self.region_words, host=self.host, model=model
        )

    def open_zone(self, catalog: Catalog) -> Row | None:
        return catalog.open_zone(
            self.kind, mode=self.mode, region=self.region_words, host=self.host
        )


def provider(name: str, words: ProviderWords, lookup: Lookup) -> Provider | None:
    """The provider with its models; None, and a problem, where its region is unknown."""
    if isinstance(words, OpenAICompatible):
        return _vouched_for(name, words, lookup)
    cloud = lookup.catalog.provider_kinds[words.kind].cloud
    written = getattr(words, "region", None)
    region = None
    if cloud and written and written not in lookup.catalog.words(words.kind).get("region", ()):
        region = lookup.region(cloud, written, "providers", name, "region")
        if region is None:
            return None
    call = _Call(
        name=name,
        kind=words.kind,
        mode=_mode(words),
        host=_bare(getattr(words, "host", None)),
        region_words=written,
        region=region,
        profile=_profile(name, words, lookup),
        ptus=words.ptus if isinstance(words, AzureOpenAI) else {},
        quotas=words.quotas,
        retains_nothing=_retains_nothing(words),
    )
    models = {key: _model(key, model, call, lookup) for key, model in words.models.items()}
    about = call.processing(lookup.catalog, next(iter(words.models.values())))
    account = _account(name, words, lookup)
    return Provider(
        name=name,
        kind=words.kind,
        mode=call.mode,
        profile=call.profile,
        region=region,
        location=written,
        host=f"{account}.openai.azure.com" if account else _host(words, about, call),
        operator=lookup.catalog.operator(about.operator) if about else None,
        models=models,
        at=lookup.spec.key_span("providers", name),
        agreements=agreements(words.agreements, ("providers", name), lookup),
        access=words.access,
        credential=words.credential,
        observed=_observed(name, words, lookup),
        retention_mode=getattr(words, "retention_mode", None),
        open_zone=call.open_zone(lookup.catalog),
        account=account,
    )


def _account(name: str, words: ProviderWords, lookup: Lookup) -> str | None:
    """The account that is built where the spec names no host of one; its name is that of the host.

    https://learn.microsoft.com/azure/ai-services/cognitive-services-custom-subdomains
    """
    if not isinstance(words, AzureOpenAI) or words.endpoint is not None:
        return None
    spec = lookup.spec
    slug = f"{spec.topology}-{spec.environment}-{name}"
    digest = sha256(f"{spec.owner}/{slug}".encode()).hexdigest()[:_DIGEST]
    return f"{fitted(slug, _ACCOUNT_NAME - _DIGEST - 1)}-{digest}"


def _observed(name: str, words: ProviderWords, lookup: Lookup) -> Allowance | None:
    if not words.observed:
        return None
    return lookup.countries(words.observed, "providers", name, "observed")


def _retains_nothing(words: ProviderWords) -> bool:
    mode = getattr(words, "retention_mode", None)
    return mode == "none" or words.agreements.zero_retention is not None


def _mode(words: ProviderWords) -> str | None:
    """The word that selects facts; Claude on Anthropic's own hardware is a mode of its own."""
    if getattr(words, "hosted_on", None) == "anthropic":
        return "HostedOnAnthropic"
    return getattr(words, "mode", None)


def _host(words: ProviderWords, about: Processing | None, call: _Call) -> str:
    own = getattr(words, "endpoint", None) or call.host
    if own:
        return _bare(own) or ""
    return about.host(call.region_words) if about else ""


def _bare(host: str | None) -> str | None:
    """A host without scheme and path."""
    return host.split("://")[-1].split("/", 1)[0] if host else None


def _profile(name: str, words: ProviderWords, lookup: Lookup) -> str | None:
    """The geography of a Bedrock profile, as written or as the only one there is."""
    if words.kind != "bedrock" or words.mode not in ("geo", _GLOBAL):
        return None
    if words.mode == _GLOBAL:
        return _GLOBAL
    if words.profile is not None:
        return words.profile
    model = next(iter(words.models.values()))
    found = lookup.catalog.bedrock_geographies(model, words.region)
    if len(found) == 1:
        return found[0]
    if not found:
        return words.region.split("-", 1)[0]
    names = ", ".join(f"`{geography}`" for geography in found)
    lookup.error(
        "TOP112",
        f"{words.region} can call {names} of {model}: say which `profile` is meant",
        "providers",
        name,
        "mode",
        fixes=(Fix(f"add `profile: {found[0]}`"),),
    )
    return found[0]


def _model(key: str, id: str, call: _Call, lookup: Lookup) -> ServedModel:  # noqa: A002 - the field's name
    """A model as the provider serves it; unproven bounds where no source covers the call."""
    catalog = lookup.catalog
    facts = catalog.api_model(call.kind, id)
    profile = _reached(call, id, catalog)
    about = call.processing(catalog, id)
    unknown = lookup.unknown_reach("providers", call.name, "models", key)
    names = (id, facts.name) if facts else (id,)
    contract = agreed(f"providers.{call.name}/{key}", call.kind, names, lookup)
    bare = facts.wire_id if facts else id
    return ServedModel(
        key=key,
        id=id,
        wire_id=_wire_id(call, bare, profile),
        facts=facts,
        processing=_processing(about, call, profile, unknown, catalog),
        at_rest=_at_rest(about, call, profile, unknown, catalog),
        destinations=profile.destination_regions if profile else (),
        offered=_offered(call, id, profile, catalog),
        at=lookup.span("providers", call.name, "models", key),
        agreed=contract.tokens,
        ptus=call.ptus.get(key),
        agreed_hourly=contract.hourly,
        about=about,
        retention=call.practice(catalog, "retention_days", id),
        cache=call.practice(catalog, "cache_hours", id),
        quota=call.quotas.get(key),
        version=_version(call, id, catalog),
    )


def _version(call: _Call, id: str, catalog: Catalog) -> str | None:  # noqa: A002 - the field's name
    if call.kind != "azure-openai":
        return None
    deployed = catalog.azure_openai_regions(call.mode or "", id)
    return deployed.version if deployed else None


def _reached(call: _Call, id: str, catalog: Catalog) -> ProfileReach | None:  # noqa: A002 - the field's name
    if call.profile is None or call.region is None:
        return None
    return catalog.bedrock_profiles(call.profile, id, call.region.name)


def _processing(
    about: Processing | None,
    call: _Call,
    profile: ProfileReach | None,
    unknown: Reach,
    catalog: Catalog,
) -> Reach:
    """The profile's own row where there is one: it says more than the row of its mode."""
    if about is None or (call.profile and profile is None):
        return unknown
    reach = catalog.processing_reach(about, region=call.region, profile=profile)
    if profile is None:
        return reach
    return Reach(reach.certain, reach.possible, profile.row, reach.note)


def _at_rest(
    about: Processing | None,
    call: _Call,
    profile: ProfileReach | None,
    unknown: Reach,
    catalog: Catalog,
) -> Reach:
    """Where copies rest; of a profile that retains none, only those in the calling region."""
    if about is None:
        return unknown
    if call.retains_nothing and call.profile and call.region:
        return in_region(call.region)
    return catalog.rest_reach(about, region=call.region, profile=profile)


def _wire_id(call: _Call, bare: str, profile: ProfileReach | None) -> str:
    if profile is not None:
        return profile.profile_id
    return f"{call.profile}.{bare}" if call.profile else bare


def _offered(call: _Call, id: str, profile: ProfileReach | None, catalog: Catalog) -> bool:  # noqa: A002 - the field's name
    """Whether a source says that the model is served this way.

    Only the lists of Bedrock are whole; those of Azure cover some regions, and others are taken on
    trust. Provisioned throughput of Bedrock has an ARN of its own, which no spec can name yet: the
    model's id would be called on demand instead.
    """
    if call.kind == "azure-openai" and call.region is not None:
        return catalog.azure_openai_offers(call.mode or "", id, call.region.name) is not False
    if call.kind != "bedrock" or call.region is None:
        return True
    if call.mode == "provisioned":
        return False
    if call.profile is not None:
        return profile is not None
    return catalog.bedrock_in_region(id, call.region.name) is True


def _vouched_for(name: str, words: OpenAICompatible, lookup: Lookup) -> Provider:
    """A host of which only the spec speaks: its evidence is the user's own."""
    country = lookup.countries((words.country,), "providers", name, "country").countries
    row = lookup.stated("providers", name, "evidence")
    reach = Reach(country, country, row, f"by the spec's own evidence: {words.evidence}")
    models = {
        key: ServedModel(
            key=key,
            id=model,
            wire_id=model,
            facts=lookup.catalog.open_model(model),
            processing=reach,
            at_rest=reach,
            destinations=(),
            offered=True,
            at=lookup.span("providers", name, "models", key),
            agreed=agreed(f"providers.{name}/{key}", words.kind, (model,), lookup).tokens,
            quota=words.quotas.get(key),
        )
        for key, model in words.models.items()
    }
    return Provider(
        name=name,
        kind=words.kind,
        mode=None,
        profile=None,
        region=None,
        location=None,
        host=_bare(words.host) or "",
        operator=lookup.operator(words.operator, "providers", name, "operator"),
        models=models,
        at=lookup.spec.key_span("providers", name),
        agreements=agreements(words.agreements, ("providers", name), lookup),
        access=words.access,
        credential=words.credential,
        observed=_observed(name, words, lookup),
        hardware=_hardware(name, words, lookup),
    )


def _hardware(name: str, words: OpenAICompatible, lookup: Lookup) -> Hardware | None:
    own = words.hardware
    if own is None:
        return None
    return Hardware(
        servers=own.servers,
        price=own.price,
        amortise_months=own.amortise_months,
        power_kw=own.power_kw,
        power_price=own.power_price,
        pue=own.pue,
        hosting=own.hosting,
        hands_hours=own.hands.hours if own.hands else Decimal(0),
        hands_rate=own.hands.rate if own.hands else None,
        row=lookup.stated("providers", name, "hardware"),
        residual=own.residual or Decimal(0),
        upkeep=own.upkeep or Decimal(0),
        capital=own.capital or Decimal(0),
    )
