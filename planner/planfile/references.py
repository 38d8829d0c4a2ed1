"""What the files say that a resource is built from: the way to values that nobody knows yet.

Before the first apply a node group doesn't know the id of its launch template. The plan's
`configuration` does: it lists, for each argument, the names that its expression mentions. They are
followed through variables of modules and outputs of modules to resources; locals are not in a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planner.values import value

if TYPE_CHECKING:
    from planner.planfile.wire import Module, Resource


@value
class Reference:
    """A resource block that an expression mentions."""

    place: str
    """Address without indices."""
    keyed: bool
    """Whether the expression also speaks of `each` or `count`: it then means the instance of the
    same key, as far as one can see."""


@value
class _Scope:
    """A module as the files declare it, with the way back to its caller."""

    path: str
    """Address without indices, with a dot at the end; empty for the root."""
    module: Module
    arguments: Mapping[str, Any]
    each: object
    caller: _Scope | None


class References:
    """Expressions of all resource blocks by place, followed when asked."""

    def __init__(self, blocks: Mapping[str, tuple[Resource, _Scope]]) -> None:
        self._blocks = blocks
        self._known: dict[tuple[str, str], tuple[Reference, ...]] = {}

    def of(self, place: str, argument: str = "") -> tuple[Reference, ...]:
        """Blocks that an argument mentions, dotted as in `launch_template.id`; all, without one.

        Nothing where the files no longer declare the resource.
        """
        asked = (place, argument)
        if asked not in self._known:
            self._known[asked] = tuple(self._followed(place, argument))
        return self._known[asked]

    def states(self, place: str, argument: str) -> bool:
        """Whether the files may say something in an argument; true where they can't be asked.

        What they leave out and only the apply shows is the provider's own choice.
        """
        if place not in self._blocks:
            return True
        first, *inner = argument.split(".")
        expressions = self._blocks[place][0].expressions
        return first in expressions and _says(expressions[first], inner)

    def _followed(self, place: str, argument: str) -> list[Reference]:
        if place not in self._blocks:
            return []
        block, scope = self._blocks[place]
        expression = _at(block.expressions, argument)
        found: dict[str, Reference] = {}
        for reference in _follow(expression, scope, block.for_each_expression, set()):
            if reference.place != place:
                found.setdefault(reference.place, reference)
        return list(found.values())


def references_of(root: Module) -> References:
    """All resource blocks below the root module."""
    return References(dict(_blocks(_Scope("", root, {}, None, None))))


def _blocks(scope: _Scope) -> Iterator[tuple[str, tuple[Resource, _Scope]]]:
    for resource in scope.module.resources:
        if resource.mode == "managed":
            yield f"{scope.path}{resource.address}", (resource, scope)
    for name, call in scope.module.module_calls.items():
        path = f"{scope.path}module.{name}."
        yield from _blocks(
            _Scope(path, call.module, call.expressions, call.for_each_expression, scope)
        )


def _at(expressions: object, argument: str) -> object:
    """The expression of an argument; of a nested block, those of all its repetitions."""
    found = expressions
    for part in filter(None, argument.split(".")):
        if isinstance(found, list):
            found = [inner.get(part) for inner in found if isinstance(inner, dict)]
        else:
            found = found.get(part) if isinstance(found, dict) else None
    return found


def _says(expression: object, names: list[str]) -> bool:
    """Whether a nested block's expression says something of a name in it.

    One that is an expression as a whole, and no block, may say anything.
    """
    if not names:
        return True
    if isinstance(expression, list):
        return any(_says(inner, names) for inner in expression)
    if not isinstance(expression, dict) or not expression or _WHOLE & expression.keys():
        return True
    return names[0] in expression and _says(expression[names[0]], names[1:])


_WHOLE = {"references", "constant_value"}
"""Keys of an expression that is written in one piece."""


def _mentioned(expression: object) -> Iterator[str]:
    """Every name in an expression or a block of expressions."""
    if isinstance(expression, list):
        for inner in expression:
            yield from _mentioned(inner)
    elif isinstance(expression, dict):
        names = expression.get("references")
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            yield from names
            return
        for inner in expression.values():
            yield from _mentioned(inner)


def _follow(
    expression: object, scope: _Scope, each: object, seen: set[tuple[str, str]]
) -> Iterator[Reference]:
    names = list(_mentioned(expression))
    keyed = any(name.startswith(("each.", "count.")) for name in names)
    for name in names:
        step = (scope.path, name)
        if step in seen:
            continue
        seen.add(step)
        yield from _step(name, scope, each, seen, keyed=keyed)


def _step(
    name: str, scope: _Scope, each: object, seen: set[tuple[str, str]], *, keyed: bool
) -> Iterator[Reference]:
    match name.replace("[", ".").split("."):
        case ["var", argument, *_]:
            if scope.caller is not None:
                given = scope.arguments.get(argument)
                yield from _follow(given, scope.caller, scope.each, seen)
        case ["module", called, *rest]:
            yield from _into(called, rest, scope, seen)
        case ["each", *_]:
            for one in _follow(each, scope, None, seen):
                yield Reference(one.place, keyed=True)
        case [("data" | "local" | "count" | "path" | "terraform" | "self"), *_]:
            return
        case [type_, block, *_]:
            yield Reference(f"{scope.path}{type_}.{block}", keyed)


def _into(
    called: str, rest: list[str], scope: _Scope, seen: set[tuple[str, str]]
) -> Iterator[Reference]:
    """An output of a module, by the first of `rest` that is one: an index may stand before it."""
    call = scope.module.module_calls.get(called)
    if call is None:
        return
    output = next((call.module.outputs[part] for part in rest if part in call.module.outputs), None)
    if output is not None:
        path = f"{scope.path}module.{called}."
        inner = _Scope(path, call.module, call.expressions, call.for_each_expression, scope)
        yield from _follow(output.expression, inner, None, seen)


NO_REFERENCES = References({})
