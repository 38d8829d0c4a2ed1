"""What a provider answers when Terraform has it carry out a plan: what was unknown, made up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.sandbox.providers.behaviour import TypeBehaviour
from planner.sandbox.providers.codec import UNKNOWN, Object, Value
from planner.sandbox.providers.inventing import (
    address,
    digest,
    guid,
    invented,
    number_like_an_id,
    password,
)
from planner.sandbox.providers.schema import Attribute, Block, NestedBlock

_PLACEHOLDER = re.compile(r"\{([\w.]+)(:last)?\}")
"""`{cluster:last}` is what stands behind the last slash: arguments take names and whole ids."""


@dataclass(frozen=True, slots=True)
class Invention:
    """What values are made from: a type, a seed, and what stands in for an argument not given."""

    type_name: str
    seed: str
    defaults: Mapping[str, str]
    behaviour: TypeBehaviour


def settled(block: Block, plan: Object, invention: Invention) -> Object:
    """`plan` without anything unknown: what has a template first, since others may refer to it."""
    result = dict(plan)
    for path, template in (invention.behaviour.values or {}).items():
        if result.get(path) is UNKNOWN:
            result[path] = _filled(template, result, invention)
    return _settled_block(block, result, invention, ())


def _settled_block(
    block: Block, value: Object, invention: Invention, at: tuple[str, ...]
) -> Object:
    result: Object = {}
    for name, attribute in block.attributes.items():
        result[name] = _attribute(attribute, value, invention, (*at, name))
    for name, nested in block.blocks.items():
        result[name] = _nested(nested, value, invention, (*at, name))
    return result


def _attribute(
    attribute: Attribute, value: Object, invention: Invention, at: tuple[str, ...]
) -> Value:
    held = value.get(at[-1])
    if held is UNKNOWN:
        return _result(attribute, value, invention, at)
    return _elements(attribute.nested, held, invention, at) if attribute.nested else held


def _result(
    attribute: Attribute, value: Object, invention: Invention, at: tuple[str, ...]
) -> Value:
    template = (invention.behaviour.values or {}).get(".".join(at))
    if template is not None:
        return _filled(template, value, invention)
    if attribute.type == "dynamic":
        return value.get("manifest")
    if attribute.optional and not isinstance(attribute.type, str):
        # nobody asked for an element of what could have been set
        return _empty(attribute)
    seed = digest(invention.seed, *at[:-1])
    unset = attribute.optional and not attribute.required
    return invented(at[-1], attribute.type, seed, invention.defaults, unset="" if unset else None)


def _empty(attribute: Attribute) -> Value:
    match attribute.type, attribute.nested:
        case ["list" | "set", _], _:
            return []
        case ["map", _], _:
            return {}
        case _, NestedBlock(nesting="list" | "set"):
            return []
        case _, NestedBlock(nesting="map"):
            return {}
    return None


def _nested(nested: NestedBlock, value: Object, invention: Invention, at: tuple[str, ...]) -> Value:
    held = value.get(at[-1])
    if held is UNKNOWN:
        # the provider fills the block: one element, all of it settled
        return _elements(nested, [_all_unknown(nested.block)], invention, at)
    return _elements(nested, held, invention, at)


def _all_unknown(block: Block) -> Object:
    attributes: Object = {
        name: UNKNOWN if attribute.computed else None
        for name, attribute in block.attributes.items()
    }
    empty: Object = {
        name: None if nested.nesting == "single" else {} if nested.nesting == "map" else []
        for name, nested in block.blocks.items()
    }
    return {**attributes, **empty}


def _elements(nested: NestedBlock, held: Value, invention: Invention, at: tuple[str, ...]) -> Value:
    if isinstance(held, list):
        return [
            _settled_block(nested.block, element, _numbered(invention, index), at)
            if isinstance(element, dict)
            else element
            for index, element in enumerate(held)
        ]
    if isinstance(held, dict) and nested.nesting == "map":
        return {
            key: _settled_block(nested.block, element, invention, at)
            for key, element in held.items()
            if isinstance(element, dict)
        }
    return _settled_block(nested.block, held, invention, at) if isinstance(held, dict) else held


def _numbered(invention: Invention, index: int) -> Invention:
    seed = f"{invention.seed}/{index}"
    return Invention(invention.type_name, seed, invention.defaults, invention.behaviour)


def _filled(template: object, value: Object, invention: Invention) -> Value:
    if isinstance(template, list):
        return [
            _filled(element, value, _numbered(invention, index))
            for index, element in enumerate(template)
        ]
    if isinstance(template, dict):
        return {key: _filled(element, value, invention) for key, element in template.items()}
    if not isinstance(template, str):
        assert isinstance(template, bool | int | float)  # noqa: S101 - all that TOML has left
        return template

    def fill(found: re.Match[str]) -> str:
        held = _placeholder(found[1], value, invention)
        return held.rpartition("/")[2] if found[2] else held

    return _PLACEHOLDER.sub(fill, template)


def _placeholder(name: str, value: Object, invention: Invention) -> str:
    held = _reached(value, name)
    if isinstance(held, str) and held:
        return held
    template = (invention.behaviour.values or {}).get(name)
    if isinstance(template, str) and f"{{{name}}}" not in template:
        return str(_filled(template, value, invention))
    if name in invention.defaults:
        return invention.defaults[name]
    make = _MADE.get(name)
    return make(value, invention) if make else f"sandbox-{name.replace('_', '-')}"


def _reached(value: Value, path: str) -> Value:
    """The value at a dotted path, through the first element of each list."""
    for name in path.split("."):
        first = value[0] if isinstance(value, list) and value else value
        value = first.get(name) if isinstance(first, dict) else None
    return value


def _password(value: Object, invention: Invention) -> str:
    length = value.get("length")
    return password(int(length) if isinstance(length, int | float) else 16, invention.seed)


_MADE: Mapping[str, Callable[[Object, Invention], str]] = {
    "digits": lambda _, invention: str(number_like_an_id(invention.seed)),
    "guid": lambda _, invention: guid(invention.seed),
    "hex": lambda _, invention: digest(invention.seed)[:16],
    "password": _password,
    "public_address": lambda _, invention: address(invention.seed),
    "type": lambda _, invention: invention.type_name.partition("_")[2],
}
"""What a template can say in braces beside the names of arguments."""
