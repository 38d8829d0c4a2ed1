"""Values as Terraform sends them, and as its state keeps them.

MessagePack without types: an object is a map, a list or set an array, null is nil. What isn't known
yet is an extension. Only a value of any type brings its type along, as `[type, value]`, which stays
as it came.
"""

from __future__ import annotations

import json
from enum import Enum
from typing import TypeAlias

import msgpack  # type: ignore[import-untyped] # it has no stubs

from planner.sandbox.providers.schema import Attribute, Block, NestedBlock


class Unknown(Enum):
    """The one value that is known only after an apply."""

    UNKNOWN = "known after apply"


UNKNOWN = Unknown.UNKNOWN

Value: TypeAlias = "Unknown | bool | float | str | bytes | list[Value] | dict[str, Value] | None"
Object: TypeAlias = dict[str, Value]

_NOT_KNOWN = msgpack.ExtType(0, b"\0")


def decoded(packed: bytes) -> Value:
    """A value of the wire. What is said of an unknown one beforehand (type 12) is let go."""
    if not packed:
        return None
    value: Value = msgpack.unpackb(
        packed, raw=False, strict_map_key=False, ext_hook=lambda _code, _data: UNKNOWN
    )
    return value


def encoded(value: Value) -> bytes:
    packed: bytes = msgpack.packb(value, default=_packable, use_bin_type=True)
    return packed


def _packable(value: object) -> msgpack.ExtType:
    if value is UNKNOWN:
        return _NOT_KNOWN
    raise TypeError(f"{value!r} is no value of Terraform")


def from_state(block: Block, state: object) -> Value:
    """A state's JSON in exactly the schema's shape, whichever version of it wrote the state."""
    if not isinstance(state, dict):
        return None
    attributes = {
        name: _attribute_from_state(attribute, state.get(name))
        for name, attribute in block.attributes.items()
    }
    nested = {
        name: _blocks_from_state(nested, state.get(name)) for name, nested in block.blocks.items()
    }
    return {**attributes, **nested}


def _attribute_from_state(attribute: Attribute, held: object) -> Value:
    if attribute.nested is not None:
        return _elements(attribute.nested.block, attribute.nested.nesting, held)
    return _typed_from_state(attribute.type, held)


def _typed_from_state(kind: object, held: object) -> Value:  # noqa: PLR0911 - one for each type
    if held is None:
        return None
    match kind:
        case "dynamic":
            return _any_type_from_state(held)
        case ["list" | "set", inner] if isinstance(held, list):
            return [_typed_from_state(inner, element) for element in held]
        case ["map", inner] if isinstance(held, dict):
            return {key: _typed_from_state(inner, element) for key, element in held.items()}
        case ["object", dict(inner)] if isinstance(held, dict):
            return {name: _typed_from_state(of, held.get(name)) for name, of in inner.items()}
        case _ if isinstance(held, bool | int | float | str):
            return held
    return None


def _any_type_from_state(held: object) -> Value:
    if not isinstance(held, dict):
        return None
    return [json.dumps(held["type"]).encode(), _typed_from_state(held["type"], held["value"])]


def _blocks_from_state(nested: NestedBlock, held: object) -> Value:
    if held is None and nested.nesting != "single":
        return {} if nested.nesting == "map" else []
    return _elements(nested.block, nested.nesting, held)


def _elements(block: Block, nesting: str, held: object) -> Value:
    match held:
        case None:
            return None
        case list():
            return [from_state(block, element) for element in held]
        case dict() if nesting == "map":
            return {key: from_state(block, element) for key, element in held.items()}
    return from_state(block, held)
