"""What bindings leave out or change, put right: `schemas/corrections.toml` says it type by type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from planner.sandbox.providers.deriving.blocks import Json

Change: TypeAlias = Callable[[Json, str], None]
"""Is given the block that a path leads into, and the last name of the path."""


def corrected(schema: Json, correction: Mapping[str, Any]) -> tuple[str, ...]:
    """Changes the schema of a type; the paths that it doesn't have, since versions differ."""
    block = schema["block"]
    missing = [path for path, change in _changes(correction) if not _made(change, block, path)]
    if "timeouts" in correction:
        block.setdefault("block_types", {})["timeouts"] = _timeouts(correction["timeouts"])
    return tuple(missing)


def borrow_computed(schema: Json, later: Json) -> None:
    """Older bindings don't say which optional arguments are computed: those that later ones are."""
    for section in ("resource_schemas", "data_source_schemas"):
        for name, held in schema[section].items():
            if name in later[section]:
                _borrow(held["block"], later[section][name]["block"])


def _borrow(block: Json, later: Json) -> None:
    known = later.get("attributes", {})
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("optional") and known.get(name, {}).get("computed"):
            attribute["computed"] = True
    for name, nested in block.get("block_types", {}).items():
        if name in later.get("block_types", {}):
            _borrow(nested["block"], later["block_types"][name]["block"])


def _changes(correction: Mapping[str, Any]) -> Iterator[tuple[str, Change]]:
    """Renames last, and inner names before outer ones: paths say what the bindings say."""
    for kind, change in _CHANGES.items():
        for path in correction.get(kind, ()):
            yield path, change
    for path, (least, most) in correction.get("items", {}).items():
        yield path, partial(_count, least=least, most=most)
    for path, name in sorted(correction.get("renames", {}).items(), key=lambda p: -p[0].count(".")):
        yield path, partial(_rename, renamed=name)


def _made(change: Change, block: Json, path: str) -> bool:
    *parents, name = path.split(".")
    for parent in parents:
        if parent in block.get("block_types", {}):
            block = block["block_types"][parent]["block"]
        elif "nested_type" in block.get("attributes", {}).get(parent, {}):
            block = block["attributes"][parent]["nested_type"]
        else:
            return False
    if name not in {**block.get("attributes", {}), **block.get("block_types", {})}:
        return False
    change(block, name)
    return True


def _sensitive(parent: Json, name: str) -> None:
    parent["attributes"][name]["sensitive"] = True


def _write_only(parent: Json, name: str) -> None:
    parent["attributes"][name].pop("computed", None)
    parent["attributes"][name]["write_only"] = True


def _computed(parent: Json, name: str) -> None:
    parent["attributes"][name].pop("optional", None)
    parent["attributes"][name]["computed"] = True


def _required(parent: Json, name: str) -> None:
    attribute = parent["attributes"][name]
    attribute.pop("optional", None)
    attribute.pop("computed", None)
    attribute["required"] = True


def _list(parent: Json, name: str) -> None:
    parent["attributes"][name]["type"] = ["list", parent["attributes"][name]["type"]]


def _set(parent: Json, name: str) -> None:
    if name in parent.get("block_types", {}):
        parent["block_types"][name]["nesting_mode"] = "set"
    else:
        parent["attributes"][name]["type"][0] = "set"


def _count(parent: Json, name: str, *, least: int, most: int) -> None:
    nested = parent["block_types"][name]
    for key, count in (("min_items", least), ("max_items", most)):
        nested.pop(key, None)
        if count:
            nested[key] = count


def _rename(parent: Json, name: str, *, renamed: str) -> None:
    for section in ("attributes", "block_types"):
        if name in parent.get(section, {}):
            parent[section][renamed] = parent[section].pop(name)


_CHANGES: Mapping[str, Change] = {
    "sensitive": _sensitive,
    "computed": _computed,
    "required": _required,
    "lists": _list,
    "sets": _set,
    "write_only": _write_only,
}
"""The kinds of correction that are lists of paths."""


def _timeouts(operations: Sequence[str]) -> Json:
    attributes = {name: {"optional": True, "type": "string"} for name in operations}
    return {"nesting_mode": "single", "block": {"attributes": attributes}}
