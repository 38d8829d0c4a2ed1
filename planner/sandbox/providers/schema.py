"""The schema of a provider, out of `schemas/`, and as a message of the protocol."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import UsageError

SCHEMAS = Path(__file__).parent / "schemas"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One of a block's arguments or results. It has a type of cty in JSON, or is nested."""

    type: object
    required: bool
    optional: bool
    computed: bool
    sensitive: bool
    write_only: bool
    nested: NestedBlock | None


@dataclass(frozen=True, slots=True)
class NestedBlock:
    """A block inside a block, or the objects of a nested attribute, which are written with `=`."""

    nesting: str
    block: Block
    min_items: int
    max_items: int


@dataclass(frozen=True, slots=True)
class Block:
    """What lies between two braces."""

    attributes: Mapping[str, Attribute]
    blocks: Mapping[str, NestedBlock]


@dataclass(frozen=True, slots=True)
class ProviderSchema:
    """A provider of one version with those of its types that are served."""

    name: str
    version: str
    address: str
    provider: Block
    resources: Mapping[str, Block]
    data_sources: Mapping[str, Block]


def load_schema(selection: str) -> ProviderSchema:
    """`google`: the newest version of it that there is; `google@7`: the newest of that major.

    Raises:
        UsageError: there is none.
    """
    name, _, major = selection.partition("@")
    versions = sorted(_versions(name, major), key=_in_numbers)
    if not versions:
        raise UsageError(
            f"the sandbox has no emulated provider {selection}",
            mend=f"one of {', '.join(emulated_names())}",
        )
    file = f"{name}-{versions[-1]}.json"
    raw = json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
    return read_schema(name, versions[-1], provenance()[file]["address"], raw)


def read_schema(name: str, version: str, address: str, raw: Mapping[str, Any]) -> ProviderSchema:
    """A provider's part of what `terraform providers schema -json` prints."""
    return ProviderSchema(
        name,
        version,
        address,
        _block(raw["provider"]["block"]),
        {type_: _block(of["block"]) for type_, of in raw["resource_schemas"].items()},
        {type_: _block(of["block"]) for type_, of in raw["data_source_schemas"].items()},
    )


def emulated_names() -> tuple[str, ...]:
    """All that `load_schema` finds: each provider, and each with its majors."""
    stems = [file.removesuffix(".json").rpartition("-") for file in provenance()]
    named = {name for name, _, _ in stems}
    return tuple(sorted({*named, *(f"{name}@{v.partition('.')[0]}" for name, _, v in stems)}))


def provenance() -> Mapping[str, Mapping[str, str]]:
    """Schema file to what it was drawn from."""
    known: dict[str, dict[str, str]] = json.loads(
        (SCHEMAS / "provenance.json").read_text(encoding="utf-8")
    )
    return known


def _versions(name: str, major: str) -> list[str]:
    pattern = re.compile(rf"{re.escape(name)}-({re.escape(major) or '[0-9]+'}(?:\..*)?)\.json")
    return [found[1] for file in provenance() if (found := pattern.fullmatch(file))]


def _in_numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _block(raw: Mapping[str, Any]) -> Block:
    return Block(
        {name: _attribute(of) for name, of in raw.get("attributes", {}).items()},
        {name: _nested(of, of["block"]) for name, of in raw.get("block_types", {}).items()},
    )


def _attribute(raw: Mapping[str, Any]) -> Attribute:
    nested = raw.get("nested_type")
    return Attribute(
        raw.get("type"),
        required=raw.get("required", False),
        optional=raw.get("optional", False),
        computed=raw.get("computed", False),
        sensitive=raw.get("sensitive", False),
        write_only=raw.get("write_only", False),
        nested=_nested(nested, nested) if nested else None,
    )


def _nested(raw: Mapping[str, Any], block: Mapping[str, Any]) -> NestedBlock:
    return NestedBlock(
        raw["nesting_mode"], _block(block), raw.get("min_items", 0), raw.get("max_items", 0)
    )
