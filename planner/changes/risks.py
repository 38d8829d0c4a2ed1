"""What an apply does to what stands: read from a Terraform plan, or else foreseen from arguments.

A plan knows. Arguments tell which resources of a module Terraform has to replace, as its providers
document; what a replaced module hands on is followed to the modules that take it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from planner.changes.review import Replacement, Risk
from planner.changes.snapshot import Module
from planner.planfile import PlannedResource, PlannedTree

_MODULE = re.compile(r"\bmodule\.([A-Za-z_][\w-]*)")
_NOTHING = ("no-op",)
_READ = ("read",)

Modules = Mapping[str, Module]


def by_arguments(before: Modules, after: Modules) -> tuple[Replacement, ...]:
    """The modules that differ, worst first."""
    changed = {
        address: _changed(before[address], module)
        for address, module in after.items()
        if address in before
    }
    _follow(changed, after)
    found = (
        *(_judged(after[address], names) for address, names in changed.items() if names),
        *(_new(module) for address, module in after.items() if address not in before),
        *(_gone(module) for address, module in before.items() if address not in after),
    )
    return worst_first(found)


def by_planfile(tree: PlannedTree, serving: frozenset[str]) -> tuple[Replacement, ...]:
    """The resources that a plan touches, worst first; `serving`: types that answer requests."""
    touched = (one for one in tree.resources if one.actions not in (_NOTHING, _READ))
    return worst_first(_planned(one, serving) for one in touched)


def between_planfiles(before: PlannedTree, after: PlannedTree) -> tuple[Replacement, ...]:
    """The resources that two plans leave differently, worst first."""
    was = {one.address: one for one in before.resources if one.after is not None}
    now = {one.address: one for one in after.resources if one.after is not None}
    found = (_between(address, was.get(address), now.get(address)) for address in {**was, **now})
    return worst_first(one for one in found if one is not None)


def worst_first(found: Iterable[Replacement]) -> tuple[Replacement, ...]:
    """In the order of their risks, then of their addresses."""
    return tuple(sorted(found, key=lambda one: (-one.risk.weight, one.address)))


def _changed(before: Module, after: Module) -> list[str]:
    """The arguments that differ."""
    names = dict.fromkeys((*before.arguments, *after.arguments))
    return [name for name in names if before.arguments.get(name) != after.arguments.get(name)]


def _follow(changed: dict[str, list[str]], modules: Modules) -> None:
    """Add the arguments through which a replaced module is replaced for others, to the last."""
    pending = [address for address, names in changed.items() if _hands_on(modules[address], names)]
    while pending:
        source = pending.pop()
        for address, names in changed.items():
            module = modules[address]
            before = _hands_on(module, names)
            names += [n for n in _taken_from(source, module) if n not in names]
            if not before and _hands_on(module, names):
                pending.append(address)


def _hands_on(module: Module, names: Iterable[str]) -> bool:
    """What others take of it is another thing afterwards, and not merely changed."""
    return not module.forced.handing_on.isdisjoint(names)


def _taken_from(source: str, module: Module) -> Iterator[str]:
    """The arguments that force a replacement and refer to a module."""
    for name in module.forced.replacing:
        text = module.arguments.get(name, "")
        if any(f"module.{found}" == source for found in _MODULE.findall(text)):
            yield name


def _replaced(module: Module, names: Iterable[str]) -> tuple[str, ...]:
    """What answers requests stands first: there are more types than anybody is shown."""
    types = dict.fromkeys(kind for name in names for kind in module.forced.replacing.get(name, ()))
    return tuple(sorted(types, key=lambda kind: kind not in module.forced.serving))


def _judged(module: Module, names: list[str]) -> Replacement:
    types = _replaced(module, names)
    risk = Risk.IN_PLACE
    if types:
        risk = Risk.OUTAGE if module.forced.serving & set(types) else Risk.REPLACE
    return Replacement(module.address, risk, module.kind, tuple(names), types)


def _new(module: Module) -> Replacement:
    return Replacement(module.address, Risk.SAFE, module.kind, ("it is new",))


def _gone(module: Module) -> Replacement:
    return Replacement(module.address, Risk.DELETE, module.kind, ("the spec has it no more",))


def _planned(one: PlannedResource, serving: frozenset[str]) -> Replacement:
    if one.is_replaced:
        # with `create_before_destroy` what answered requests does so until another does
        is_gone = one.type in serving and one.actions[0] == "delete"
        risk = Risk.OUTAGE if is_gone else Risk.REPLACE
        return Replacement(one.address, risk, one.type, one.replace_paths, (one.type,))
    if one.actions == ("delete",):
        return Replacement(one.address, Risk.DELETE, one.type, ("deleted",))
    if one.actions == ("create",):
        return Replacement(one.address, Risk.SAFE, one.type, ("it is new",))
    return Replacement(one.address, Risk.IN_PLACE, one.type, _differing(one.before, one.after))


def _differing(
    before: Mapping[str, object] | None, after: Mapping[str, object] | None
) -> tuple[str, ...]:
    """Names of the attributes that differ; their values stay in the plan."""
    was, now = before or {}, after or {}
    return tuple(name for name in dict.fromkeys((*was, *now)) if was.get(name) != now.get(name))


def _between(
    address: str, before: PlannedResource | None, after: PlannedResource | None
) -> Replacement | None:
    if before is None and after is not None:
        return Replacement(address, Risk.SAFE, after.type, ("only the later plan has it",))
    if after is None and before is not None:
        return Replacement(address, Risk.DELETE, before.type, ("only the earlier plan has it",))
    if before is None or after is None or before.after == after.after:
        return None
    names = _differing(before.after, after.after)
    forced = {path.partition(".")[0] for path in after.replace_paths}
    risk = Risk.REPLACE if after.is_replaced and forced & set(names) else Risk.IN_PLACE
    return Replacement(address, risk, after.type, names)
