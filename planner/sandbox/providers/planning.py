"""What a provider answers when Terraform asks it to plan a change."""

from __future__ import annotations

from collections.abc import Callable, Collection

from planner.sandbox.providers.codec import UNKNOWN, Object, Value
from planner.sandbox.providers.schema import Attribute, Block, NestedBlock

Path = tuple[str, ...]


def planned(block: Block, prior: Value, proposed: Value, computed_blocks: Collection[str]) -> Value:
    """The state that an apply would make of `proposed`, which is null where all is to go.

    `computed_blocks` are those that a provider fills where the files have none, dotted.
    """
    if not isinstance(proposed, dict):
        return None
    kept = _without_write_only(block, proposed)
    before = prior if isinstance(prior, dict) else None
    carried = _carried(block, before, kept, computed_blocks, ())
    if before is not None and carried == before:
        return before
    return _with_unknowns(block, carried)


def _without_write_only(block: Block, value: Object) -> Object:
    """Write-only arguments reach the provider in the configuration and are never kept."""
    gone = {name for name, attribute in block.attributes.items() if attribute.write_only}
    kept = {name: None if name in gone else held for name, held in value.items()}
    for name, nested in block.blocks.items():
        kept[name] = _each(kept[name], nested, _without_write_only)
    return kept


def _carried(
    block: Block, prior: Object | None, value: Object, computed: Collection[str], at: Path
) -> Object:
    """Blocks that the provider has filled before stay: the files never had them."""
    carried = dict(value)
    for name, nested in block.blocks.items():
        before = prior.get(name) if prior else None
        path = (*at, name)
        if value[name] == [] and (".".join(path) in computed or _seems_computed(nested)):
            carried[name] = before or UNKNOWN
        elif isinstance(held := value[name], list):
            carried[name] = _carried_elements(nested.block, before, held, computed, path)
    return carried


def _carried_elements(
    block: Block, before: Value, held: list[Value], computed: Collection[str], at: Path
) -> Value:
    priors = before if isinstance(before, list) and len(before) == len(held) else [None] * len(held)
    return [
        _carried(block, prior if isinstance(prior, dict) else None, element, computed, at)
        if isinstance(element, dict)
        else element
        for prior, element in zip(priors, held, strict=True)
    ]


def _seems_computed(nested: NestedBlock) -> bool:
    """Nothing in it is required, and all of it, or something that can't be set, is computed.

    No schema marks such blocks. Held against a plan of the real AWS provider the guess is never
    wrong and misses three of four: the others stand in the provider's behaviour.
    """
    attributes = nested.block.attributes.values()
    if nested.nesting == "single" or nested.min_items or any(a.required for a in attributes):
        return False
    settled = [attribute.computed for attribute in attributes]
    return bool(settled) and (
        all(settled) or any(a.computed and not a.optional for a in attributes)
    )


def _with_unknowns(block: Block, value: Object) -> Object:
    result: Object = {}
    for name, attribute in block.attributes.items():
        result[name] = _attribute_with_unknowns(attribute, value.get(name))
    for name, nested in block.blocks.items():
        result[name] = _each(value.get(name), nested, _with_unknowns)
    return result


def _attribute_with_unknowns(attribute: Attribute, held: Value) -> Value:
    if held is None and attribute.computed:
        return UNKNOWN
    return _each(held, attribute.nested, _with_unknowns) if attribute.nested else held


def _each(held: Value, nested: NestedBlock, change: Callable[[Block, Object], Object]) -> Value:
    """The value with `change` made to each object in it."""
    if isinstance(held, list):
        return [change(nested.block, item) if isinstance(item, dict) else item for item in held]
    if isinstance(held, dict) and nested.nesting == "map":
        return {
            key: change(nested.block, item) if isinstance(item, dict) else item
            for key, item in held.items()
        }
    if isinstance(held, dict):
        return change(nested.block, held)
    return held
