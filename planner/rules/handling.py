"""What each node does with the data that reaches it, once the spec's agreements are applied.

An agreement is the user's own evidence and wins over what a vendor does by default. What comes from
memory raises a doubt and carries no proof, and so reads as not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from planner.catalog import Catalog, Encrypted, Practice, Region, Topic, building
from planner.diagnostics import Row, Span
from planner.layout import LOG_RETENTION_DAYS
from planner.topology import (
    Agreements,
    Gateway,
    GpuPool,
    PooledModel,
    Provider,
    ServedModel,
    Store,
    Topology,
)
from planner.values import value

Ground = Row | Span
"""What shows it: a fact of the catalogue, or a place in the spec."""

_HOLDS = {
    "customer": "you hold its keys in its own key service",
    "provider": "its operator alone holds its keys",
    "external": "a key service elsewhere holds its keys",
}


@value
class Kept:
    """How many days prompts and completions are kept."""

    least: int
    """What no source contradicts."""
    most: int | None
    """None: nobody names an end."""
    says: str
    ground: Ground
    note: str = ""


@value
class Answer:
    """Whether something is done with them."""

    does: bool | None
    """None: nobody says, or sources differ."""
    says: str
    ground: Ground


@value
class Keys:
    """Who holds the keys that encrypt what is kept."""

    custodian: Literal["customer", "provider", "external"] | None
    """None: nobody says."""
    countries: frozenset[str] | None
    """None: where the data is."""
    says: str
    ground: Ground


@value
class Handling:
    """What a node does with prompts and completions."""

    kept: Kept
    review: Answer
    """People of its operator read them."""
    training: Answer
    """Models are trained on them."""
    cached: Answer
    """A prompt cache holds them that is on by default."""
    keys: Keys
    carve_out: Practice | None = None
    """What is kept under zero retention all the same."""
    wide_credential: Practice | None = None
    """That the credential opens other places than the one that is meant."""
    aggregates: Practice | None = None
    """That other vendors answer behind it."""


def handlings(topology: Topology, catalog: Catalog) -> dict[str, Handling]:
    """The handling of every stop that data is processed or kept at, by its id."""
    found: dict[str, Handling] = {}
    for endpoint in topology.endpoints:
        for call in endpoint.calls:
            if call.id not in found:
                found[call.id] = _of_model(call.site, call.model, catalog)
    for gateway in topology.gateways:
        if gateway.prompts_logged != "none":
            found[f"{gateway.id}:logs"] = _of_logs(gateway)
    for store in topology.stores:
        found |= dict.fromkeys(_stops(store), _of_store(store))
    return found


def _of_model(
    site: Provider | GpuPool, model: ServedModel | PooledModel, catalog: Catalog
) -> Handling:
    if isinstance(site, Provider):
        return _of_provider(site, _practices(site, model.id, catalog))
    kept = Kept(0, 0, "it keeps no prompts", site.at, "as it is built, it logs none")
    return _own("pool", kept, site.at, site.region)


def _practices(provider: Provider, model: str, catalog: Catalog) -> Mapping[str, Practice]:
    found = {
        topic: catalog.practice(
            provider.kind,
            topic,
            mode=provider.mode,
            region=provider.location,
            host=provider.host or None,
            model=model,
        )
        for topic in get_args(Topic)
    }
    return {topic: practice for topic, practice in found.items() if practice is not None}


def _of_provider(provider: Provider, practices: Mapping[str, Practice]) -> Handling:
    agreed, own = provider.agreements, provider.hardware is not None
    kept = _agreed_days(agreed) or _mode_of_account(provider)
    return Handling(
        kept=kept or _days(practices.get("retention_days"), provider.at),
        review=_review(
            _practised(agreed.no_review, practices.get("human_review"), provider, own=own),
            provider,
        ),
        training=_practised(agreed.no_training, practices.get("training"), provider, own=own),
        cached=_cached(agreed, practices.get("cache_hours"), provider.at),
        keys=_agreed_keys(agreed, provider.at),
        carve_out=practices.get("carve_out"),
        wide_credential=practices.get("wide_credential"),
        aggregates=practices.get("aggregates"),
    )


def _agreed_days(agreed: Agreements) -> Kept | None:
    """What was agreed; zero retention is 0 days."""
    if agreed.retention_days is not None:
        days = agreed.retention_days
        return Kept(days, days, _for_days(days), agreed.at, "agreed")
    if agreed.zero_retention is not None:
        return Kept(0, 0, "it keeps no prompts", agreed.at, f"agreed: {agreed.zero_retention}")
    return None


def _mode_of_account(provider: Provider) -> Kept | None:
    """Bedrock refuses models that need retention to an account whose mode is `none`."""
    if provider.retention_mode != "none":
        return None
    return Kept(
        0, 0, "it keeps no prompts", provider.at, "the account's `retention_mode` is `none`"
    )


def _days(practice: Practice | None, at: Span) -> Kept:
    if practice is None:
        return Kept(0, None, "no source says how long it keeps prompts", at)
    if not practice.most.isdecimal():
        says = "sources leave open how long it keeps prompts"
        return Kept(0, None, says, practice.row, practice.note)
    if not practice.is_looked_up:
        says = f"only memory says that it keeps prompts for {in_days(int(practice.most))}"
        return Kept(0, None, says, practice.row, practice.note)
    least, most = int(practice.least), int(practice.most)
    return Kept(least, most, _for_days(most), practice.row, practice.note)


def in_days(number: int) -> str:
    """A number of days in words."""
    return "1 day" if number == 1 else f"{number} days"


def _for_days(number: int) -> str:
    return f"it keeps prompts for up to {in_days(number)}" if number else "it keeps no prompts"


def _noted(says: str, practice: Practice) -> str:
    return f"{says} ({practice.note})" if practice.note else says


def _practised(
    agreement: str | None, practice: Practice | None, provider: Provider, *, own: bool
) -> Answer:
    if agreement is not None:
        return Answer(does=False, says=f"agreed: {agreement}", ground=provider.agreements.at)
    if own:
        return Answer(does=False, says="they are servers of your own", ground=provider.at)
    if practice is None:
        return Answer(does=None, says="no source says", ground=provider.at)
    if not practice.is_looked_up:
        return Answer(
            does=None,
            says=f"`{practice.most}` from memory, which carries no proof",
            ground=practice.row,
        )
    words = {True: "yes", False: "no", None: "sources leave it open"}[practice.flag]
    return Answer(does=practice.flag, says=_noted(words, practice), ground=practice.row)


def _review(by_default: Answer, provider: Provider) -> Answer:
    """Zero retention leaves little to read, and doesn't say that nobody does."""
    if provider.retention_mode == "none":
        return Answer(
            does=False, says="the account's `retention_mode` is `none`", ground=provider.at
        )
    agreed = provider.agreements
    if by_default.does and agreed.zero_retention is not None:
        says = "zero retention is agreed, which doesn't say who reads"
        return Answer(does=None, says=says, ground=agreed.at)
    return by_default


def _cached(agreed: Agreements, practice: Practice | None, at: Span) -> Answer:
    if agreed.cache_off is not None:
        return Answer(does=False, says=f"switched off: {agreed.cache_off}", ground=agreed.at)
    if practice is None:
        return Answer(
            does=None, says="no source tells of a prompt cache that is on by default", ground=at
        )
    return Answer(
        does=True, says=_noted(f"for {practice.most} hours", practice), ground=practice.row
    )


def _of_logs(gateway: Gateway) -> Handling:
    days = LOG_RETENTION_DAYS
    kept = Kept(days, days, f"it keeps prompts for {in_days(days)}", gateway.at, "as it is built")
    return _own("logs", kept, gateway.at, gateway.region)


def _stops(store: Store) -> Iterator[str]:
    yield store.id
    yield from (f"{store.id}:copy-{number}" for number, _ in enumerate(store.replicas, 1))


def _of_store(store: Store) -> Handling:
    kept = _stored(store)
    if store.region is not None:
        built_in = store.region if store.is_bucket else None
        return _own("bucket", kept, store.at, built_in, store.agreements)
    agreed = store.agreements
    unknown = Answer(does=None, says="no source says", ground=store.at)
    return Handling(
        kept=kept,
        review=_promised(agreed.no_review, agreed) or unknown,
        training=_promised(agreed.no_training, agreed) or unknown,
        cached=unknown,
        keys=_agreed_keys(agreed, store.at),
    )


def _stored(store: Store) -> Kept:
    days = store.retention_days
    if days is not None:
        return Kept(days, days, f"it keeps prompts for {in_days(days)}", store.at)
    unknown = Kept(0, None, "nobody says how long it keeps prompts", store.at)
    return _agreed_days(store.agreements) or unknown


def _promised(agreement: str | None, agreed: Agreements) -> Answer | None:
    return (
        Answer(does=False, says=f"agreed: {agreement}", ground=agreed.at)
        if agreement is not None
        else None
    )


def _own(
    what: Encrypted,
    kept: Kept,
    at: Span,
    built_in: Region | None,
    agreed: Agreements | None = None,
) -> Handling:
    """What stands in an account of one's own, where nobody else reads or trains."""
    nobody = Answer(does=False, says="it stands in an account of your own", ground=at)
    keys = _agreed_keys(agreed, at) if built_in is None else _built_keys(what, built_in, agreed, at)
    return Handling(kept=kept, review=nobody, training=nobody, cached=nobody, keys=keys)


def _built_keys(what: Encrypted, region: Region, agreed: Agreements | None, at: Span) -> Keys:
    """By agreement; else as the modules of the cloud encrypt it."""
    if agreed and agreed.keys:
        return _agreed_keys(agreed, at)
    if what in building(region.cloud).customer_keys:
        return Keys(
            "customer", None, f"it is built with a key of your own in {region.name}", region.row
        )
    says = f"{region.cloud} takes no key of yours for it, so that its operator alone holds the keys"
    return Keys("provider", None, says, region.row)


def _agreed_keys(agreed: Agreements | None, at: Span) -> Keys:
    stated = agreed.keys if agreed else None
    if agreed is None or stated is None:
        return Keys(None, None, "no source says who holds the keys", at)
    countries = stated.countries.countries if stated.countries else None
    says = f"{_HOLDS[stated.custodian]}: {stated.evidence}"
    return Keys(stated.custodian, countries, says, agreed.at)
