"""What bindings leave out or change, put right: `schemas/corrections.toml` says it type by type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.sandbox.providers.deriving.blocks import Json


def corrected(schema: Json, correction: Mapping[str, Any]) -> Json:
    """The schema of a type; a path is dotted, and names what it is called before a renaming.

    Raises:
        KeyError: a path leads nowhere, as after a new version of the bindings.
    """
    block = schema["block"]
    for path in correction.get("sensitive", ()):
        _attribute(block, path)["sensitive"] = True
    for path in correction.get("required", ()):
        _require(block, path)
    for path in correction.get("computed", ()):
        _attribute(block, path).pop("optional", None)
        _attribute(block, path)["computed"] = True
    for path in correction.get("lists", ()):
        attribute = _attribute(block, path)
        attribute["type"] = ["list", attribute["type"]]
    for path in correction.get("sets", ()):
        _make_set(block, path)
    for path, (least, most) in correction.get("items", {}).items():
        _count(block, path, least, most)
    # inner names first: their paths go through the outer ones
    renames = correction.get("renames", {}).items()
    for path, name in sorted(renames, key=lambda rename: -rename[0].count(".")):
        _rename(block, path, name)
    if "timeouts" in correction:
        block.setdefault("block_types", {})["timeouts"] = _timeouts(correction["timeouts"])
    return schema


def _parent(block: Json, path: str) -> tuple[Json, str]:
    *parents, name = path.split(".")
    for parent in parents:
        block = block["block_types"][parent]["block"]
    return block, name


def _attribute(block: Json, path: str) -> Json:
    parent, name = _parent(block, path)
    found: Json = parent["attributes"][name]
    return found


def _require(block: Json, path: str) -> None:
    parent, name = _parent(block, path)
    if name in parent.get("block_types", {}):
        parent["block_types"][name]["min_items"] = 1
    else:
        attribute = parent["attributes"][name]
        attribute.pop("optional", None)
        attribute.pop("computed", None)
        attribute["required"] = True


def _make_set(block: Json, path: str) -> None:
    parent, name = _parent(block, path)
    if name in parent.get("block_types", {}):
        parent["block_types"][name]["nesting_mode"] = "set"
    else:
        _, inner = parent["attributes"][name]["type"]
        parent["attributes"][name]["type"] = ["set", inner]


def _count(block: Json, path: str, least: int, most: int) -> None:
    parent, name = _parent(block, path)
    nested = parent["block_types"][name]
    for key, count in (("min_items", least), ("max_items", most)):
        nested.pop(key, None)
        if count:
            nested[key] = count


def _rename(block: Json, path: str, name: str) -> None:
    parent, old = _parent(block, path)
    for section in ("attributes", "block_types"):
        if old in parent.get(section, {}):
            parent[section][name] = parent[section].pop(old)
            return
    raise KeyError(path)


def _timeouts(operations: Sequence[str]) -> Json:
    attributes = {name: {"optional": True, "type": "string"} for name in operations}
    return {"nesting_mode": "single", "block": {"attributes": attributes}}
