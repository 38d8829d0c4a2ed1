"""Variables and locals of a folder of Terraform to the blocks that their literals make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planner.adopting.blocks import Block
from planner.diagnostics import Span
from planner.values import value

_REFERENCE = re.compile(r"(?<!\$)\$\{\s*(?P<name>(?:var|local)\.[\w-]+)\s*\}")
_INPUT = "variable"
_HIDDEN = ("sensitive", "ephemeral")
"""What keeps an input out of sight: whichever it is set to, nothing is taken from it."""


@value
class Variable:
    """An input whose literal is known."""

    name: str
    """As expressions call it: `var.region`."""
    literal: object
    is_default: bool
    """Whether no file of values says otherwise."""
    at: Span


def variables(blocks: Iterable[Block], given: Mapping[str, object]) -> Iterator[Variable]:
    """The inputs that a folder declares and that are known; of those that are sensitive none.

    `given`: what its files of values say, which is taken before a default.
    """
    for block in blocks:
        if block.kind != _INPUT or any(block.find(word) not in (None, False) for word in _HIDDEN):
            continue
        is_default = block.name not in given
        literal = block.find("default") if is_default else given[block.name]
        if _is_literal(literal):
            yield Variable(f"var.{block.name}", literal, is_default, block.at)


def filled(blocks: Iterable[Block], known: Iterable[Variable]) -> tuple[Block, ...]:
    """The blocks with literals where they refer to one; declarations of inputs are left out."""
    inputs = {one.name: one.literal for one in known}
    found = [_filled(block, inputs) for block in blocks if block.kind != _INPUT]
    named = {
        f"local.{key}": literal
        for block in found
        if block.kind == "locals"
        for key, literal in block.words.items()
        if _is_literal(literal)
    }
    return tuple(_filled(block, named) for block in found)


def _filled(block: Block, known: Mapping[str, object]) -> Block:
    words = {key: _put(one, known) for key, one in block.words.items()}
    return replace(block, words=words)


def _put(found: object, known: Mapping[str, object]) -> object:
    match found:
        case list():
            return [_put(one, known) for one in found]
        case Mapping():
            return {key: _put(one, known) for key, one in found.items()}
        case str():
            return _put_into(found, known)
        case _:
            return found


def _put_into(text: str, known: Mapping[str, object]) -> object:
    """A reference by itself becomes the literal as it is; within a text it becomes words."""
    if (whole := _REFERENCE.fullmatch(text)) is not None:
        return known.get(whole["name"], text)
    return _REFERENCE.sub(lambda found: _worded(known.get(found["name"]), found[0]), text)


def _worded(literal: object, otherwise: str) -> str:
    if isinstance(literal, bool):
        return str(literal).lower()
    return str(literal) if isinstance(literal, str | int | float) else otherwise


def _is_literal(found: object) -> bool:
    if isinstance(found, list):
        return all(map(_is_literal, found))
    if isinstance(found, str):
        return "${" not in found and "%{" not in found and not found.startswith("<<")
    return isinstance(found, int | float)
