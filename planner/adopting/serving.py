"""Kubernetes manifests of vLLM to what a pool serves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.adopting.draft import Words, spec_name
from planner.catalog import Catalog
from planner.diagnostics import SourceText

_MODEL = re.compile(r"--model=([^\s\"']+)")
_NAMED = re.compile(r"--served-model-name=([^\s\"']+)")
_PRECISION = re.compile(r"--quantization=([a-z0-9]+)")
_HUB = re.compile(r"HF_ENDPOINT, value: \"?https://([^\s\"'/]+)")


def served(source: SourceText, catalog: Catalog) -> Mapping[str, Words]:
    """The models of a manifest, by the spec's own names; none where it starts no vLLM."""
    model, named = _MODEL.search(source.text), _NAMED.search(source.text)
    if model is None:
        return {}
    facts = catalog.open_model(model[1])
    name = facts.name if facts else named[1] if named else model[1]
    precision = _PRECISION.search(source.text)
    words: dict[str, object] = {"model": name}
    if precision:
        words["precision"] = precision[1]
    return {spec_name(name): words}


def hub(source: SourceText) -> str | None:
    """The host that weights come from; None where it is the public one."""
    found = _HUB.search(source.text)
    return found[1] if found else None
