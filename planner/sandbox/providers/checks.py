"""What a provider refuses of a configuration that Terraform itself lets pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from planner.sandbox.providers.codec import UNKNOWN, Object, Value
from planner.sandbox.providers.fitting import misfits
from planner.sandbox.providers.schema import Attribute, Block, NestedBlock
from planner.values import value

Steps: TypeAlias = tuple[str | int, ...]


@value
class Complaint:
    """A refusal in a provider's words, and the argument that it is about."""

    summary: str
    detail: str
    at: Steps = ()


def complaints(
    block: Block, config: Value, rules: Sequence[Mapping[str, Any]]
) -> Iterator[Complaint]:
    """Of one resource, data source or provider; what isn't known yet is let pass."""
    if isinstance(config, dict):
        yield from _misused(block, config, ())
        for rule in rules:
            yield from _broken(rule, block, config)


def _misused(block: Block, config: Object, at: Steps) -> Iterator[Complaint]:
    for name, attribute in block.attributes.items():
        yield from _misused_attribute(name, attribute, config.get(name), at)
    for name, nested in block.blocks.items():
        yield from _misused_elements(nested, config.get(name), (*at, name))


def _misused_attribute(
    name: str, attribute: Attribute, held: Value, at: Steps
) -> Iterator[Complaint]:
    if held is None and attribute.required:
        detail = f'The argument "{name}" is required, but no definition was found.'
        yield Complaint("Missing required argument", detail, at)
    elif held is not None and not (attribute.required or attribute.optional):
        yield Complaint(
            "Value for unconfigurable attribute",
            f'Can\'t configure a value for "{name}": its value will be decided automatically '
            "based on the result of applying this configuration.",
            (*at, name),
        )
    elif attribute.nested is not None:
        yield from _misused_elements(attribute.nested, held, (*at, name))


def _misused_elements(nested: NestedBlock, held: Value, at: Steps) -> Iterator[Complaint]:
    for steps, element in _elements(nested, held, at):
        yield from _misused(nested.block, element, steps)


def _elements(nested: NestedBlock, held: Value, at: Steps) -> Iterator[tuple[Steps, Object]]:
    """The objects in a value. An element of a set has no name: what holds it is shown instead."""
    if isinstance(held, dict) and nested.nesting == "single":
        yield at, held
    elif isinstance(held, list):
        for index, element in enumerate(held):
            if isinstance(element, dict):
                yield (*at, index) if nested.nesting == "list" else at, element


def _broken(rule: Mapping[str, Any], block: Block, config: Object) -> Iterator[Complaint]:
    path = [part for part in rule.get("at", "").split(".") if part]
    for kind, judge in JUDGES.items():
        if kind in rule:
            for steps, held in _reached(block, config, path, ()):
                yield from judge(rule[kind], held, steps)


def _reached(
    block: Block, config: Object, path: Sequence[str], at: Steps
) -> Iterator[tuple[Steps, Value]]:
    """Each value at a dotted path; an empty path is the block itself."""
    if not path:
        yield at, config
        return
    name, *rest = path
    held = config.get(name)
    nested = block.blocks.get(name) or getattr(block.attributes.get(name), "nested", None)
    if nested is None:
        yield (*at, name), held
        return
    for steps, element in _elements(nested, held, (*at, name)):
        yield from _reached(nested.block, element, rest, steps)


def _one_of(allowed: Sequence[str], held: Value, at: Steps) -> Iterator[Complaint]:
    for word in _words(held):
        if word not in allowed:
            quoted = ", ".join(f'"{each}"' for each in allowed)
            detail = f"expected {at[-1]} to be one of [{quoted}], got {word}"
            yield Complaint("Invalid value", detail, at)


def _matches(pattern: str, held: Value, at: Steps) -> Iterator[Complaint]:
    for word in _words(held):
        if re.fullmatch(pattern, word) is None:
            detail = f'"{at[-1]}" ("{word}") doesn\'t match regexp "{pattern}"'
            yield Complaint("Invalid value", detail, at)


def _between(limits: Sequence[float], held: Value, at: Steps) -> Iterator[Complaint]:
    least, most = limits
    if isinstance(held, int | float) and not least <= held <= most:
        detail = f"expected {at[-1]} to be in the range ({least} - {most}), got {held}"
        yield Complaint("Invalid value", detail, at)


def _required(names: Sequence[str], held: Value, at: Steps) -> Iterator[Complaint]:
    for name in names:
        if isinstance(held, dict) and not _given(held, [name]):
            detail = f'The argument "{name}" is required, but no definition was found.'
            yield Complaint("Missing required argument", detail, at)


def _exactly_one_of(names: Sequence[str], held: Value, at: Steps) -> Iterator[Complaint]:
    given = _given(held, names)
    if not given and _all_known(held, names):
        detail = f"one of `{','.join(names)}` must be specified"
        yield Complaint("Invalid combination of arguments", detail, at)
    yield from _at_most_one_of(names, held, at)


def _at_most_one_of(names: Sequence[str], held: Value, at: Steps) -> Iterator[Complaint]:
    given = _given(held, names)
    if len(given) > 1:
        detail = f"only one of `{','.join(names)}` can be specified, but `{','.join(given)}` were"
        yield Complaint("Invalid combination of arguments", detail, at)


def _at_least_one_of(names: Sequence[str], held: Value, at: Steps) -> Iterator[Complaint]:
    if not _given(held, names) and _all_known(held, names):
        detail = f"one of `{','.join(names)}` must be specified"
        yield Complaint("Missing required argument", detail, at)


def _together(names: Sequence[str], held: Value, at: Steps) -> Iterator[Complaint]:
    given = _given(held, names)
    if given and len(given) < len(names) and _all_known(held, names):
        detail = f"all of `{','.join(names)}` must be specified"
        yield Complaint("Missing required argument", detail, at)


def _accelerators_fit(cloud: str, held: Value, at: Steps) -> Iterator[Complaint]:
    if not isinstance(held, dict):
        return
    for misfit in misfits(cloud, str(held.get("machine_type")), held.get("guest_accelerator")):
        yield Complaint("Invalid accelerator", misfit, at)


JUDGES: Mapping[str, Callable[[Any, Value, Steps], Iterator[Complaint]]] = {
    "one_of": _one_of,
    "matches": _matches,
    "between": _between,
    "required": _required,
    "exactly_one_of": _exactly_one_of,
    "at_most_one_of": _at_most_one_of,
    "at_least_one_of": _at_least_one_of,
    "together": _together,
    "accelerators_fit": _accelerators_fit,
}
"""The kinds of rule, as `behaviour/*.toml` names them."""


def _words(held: Value) -> list[str]:
    found = held if isinstance(held, list) else [held]
    return [word for word in found if isinstance(word, str)]


def _given(held: Value, names: Sequence[str]) -> list[str]:
    if not isinstance(held, dict):
        return []
    return [name for name in names if held.get(name) not in (None, [], {}, UNKNOWN)]


def _all_known(held: Value, names: Sequence[str]) -> bool:
    return isinstance(held, dict) and all(held.get(name) is not UNKNOWN for name in names)
