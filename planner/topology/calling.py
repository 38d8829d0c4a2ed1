"""The ways to call a model that some source of the catalogue lists.

A way is a provider's words but for its models. Only what a source says is served is a way: of
Bedrock the profiles and the regions of a model, of Azure the regions of a model in a deployment
type, of others the words that their facts know. Where a vendor lists models for a whole cloud and
not by region, only its places across regions are ways, such as Vertex's `eu`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from planner.catalog import Catalog
from planner.spec import PLACING, is_callable_as, listed_kinds, placing_words
from planner.values import value

_KEYS = 4096


@value
class Way:
    """How a model is called: the words of a provider without its models."""

    kind: str
    said: tuple[tuple[str, str], ...]
    """The keys that place the call with their words, such as `region` and `mode`."""
    model: str
    """Its name, as the catalogue and a spec write it."""

    @property
    def words(self) -> dict[str, str]:
        """What is said, by key."""
        return dict(self.said)

    @property
    def place(self) -> str:
        """Where it is called, in one word; empty where the kind alone says it."""
        return self.words.get("region") or self.words.get("host") or ""


@lru_cache(maxsize=_KEYS)
def ways(model: str, catalog: Catalog) -> tuple[Way, ...]:
    """Every listed way to call a model, by kind and then by place."""
    kinds = (kind for kind in listed_kinds() if catalog.api_model(kind, model))
    return tuple(way for kind in kinds for way in _ways(kind, model, catalog))


def _ways(kind: str, model: str, catalog: Catalog) -> Iterator[Way]:
    known = catalog.api_model(kind, model)
    name = known.name if known else model
    listed = _LISTED.get(kind, _by_words)
    for words in listed(kind, name, catalog):
        provider = {"kind": kind, **words, "models": {"model": name}}
        if is_callable_as(provider):
            yield Way(kind, tuple(words.items()), name)


def _of_bedrock(_: str, model: str, catalog: Catalog) -> Iterator[dict[str, str]]:
    for region in catalog.regions["aws"]:
        here = {"region": region}
        if catalog.bedrock_in_region(model, region):
            yield here | {"mode": "regional"}
        for profile in catalog.bedrock_geographies(model, region):
            yield here | {"mode": "geo", "profile": profile}
        if catalog.bedrock_profiles("global", model, region):
            yield here | {"mode": "global"}


def _of_azure(kind: str, model: str, catalog: Catalog) -> Iterator[dict[str, str]]:
    """Deployments that are billed by the token; bought units are a decision of their own."""
    for mode in placing_words(kind)["mode"]:
        listed = catalog.azure_openai_regions(mode, model)
        for region in sorted(listed.regions if listed else ()):
            if not mode.endswith("ProvisionedManaged") and region in catalog.regions["azure"]:
                yield {"region": region, "mode": mode}


def _by_words(kind: str, model: str, catalog: Catalog) -> Iterator[dict[str, str]]:
    """Every combination of the words that facts know; a key may be left out where it can be."""
    known, taken = catalog.words(kind), placing_words(kind)
    axes = [(key, _choices(known.get(key, ()), taken[key])) for key in PLACING if key in taken]
    for chosen in product(*(choices for _, choices in axes)):
        pairs = zip((key for key, _ in axes), chosen, strict=True)
        words = {key: word for key, word in pairs if word}
        said = {key: words.get(key) for key in ("mode", "region", "host")}
        if catalog.processing(kind, model=model, **said):
            yield words


def _choices(known: tuple[str, ...], admitted: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a key may take, none of them first."""
    if known and admitted:
        return ("", *(word for word in known if word in admitted))
    return ("", *(known or admitted))


_LISTED = {"azure-openai": _of_azure, "bedrock": _of_bedrock}
"""Kinds of which a source lists models by region."""
