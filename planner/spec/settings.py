"""Values put into a spec from outside of its text, such as `endpoints.chat.route=[hot/llama]`."""

from __future__ import annotations

from pathlib import PurePath

from planner.diagnostics import Edit, SourceText
from planner.errors import UsageError
from planner.spec.document import Listing, Route, Scalar, Table, Tree, below, plain
from planner.spec.editing import edit
from planner.spec.spec import Spec
from planner.spec.yaml12 import parse

_EXAMPLE = "write it as `endpoints.chat.traffic.requests_per_month=10M`"


def setting(spec: Spec, text: str) -> Edit:
    """`path=value` as an edit: a path of keys and of places in lists, a value in YAML.

    Raises:
        UsageError: it isn't written like that, or nothing of the spec stands on its way.
    """
    path, equals, written = text.partition("=")
    parts = path.strip().split(".")
    if not equals or not all(parts):
        raise UsageError(f"`{text}` is no path with a value", mend=_EXAMPLE)
    return edit(spec, _route(spec, parts, text), value_of(written, text))


def value_of(written: str, text: str) -> object:
    """What a text means in a spec.

    Raises:
        UsageError: it is no value of YAML; `text`: what it is a part of.
    """
    outcome = parse(SourceText(PurePath("--set"), f"value: {written}\n"))
    if outcome.value is None or outcome.diagnostics:
        raise UsageError(f"`{written}` in `{text}` is no value", mend=_EXAMPLE)
    return plain(outcome.value.entries["value"].value)


def _route(spec: Spec, parts: list[str], text: str) -> Route:
    """The route of a path; its first two keys have to be in the spec, or in its language."""
    if parts[0] not in type(spec).model_fields:
        known = ", ".join(sorted(type(spec).model_fields))
        raise UsageError(f"a spec has no `{parts[0]}`, in `{text}`", mend=f"one of {known}")
    tree: Tree | None = spec.document.tree
    route: list[str | int] = []
    for depth, part in enumerate(parts):
        if isinstance(tree, Scalar) and tree.value is not None:
            raise UsageError(f"`{'.'.join(parts[:depth])}` holds no `{part}`", mend=_EXAMPLE)
        if isinstance(tree, Listing) and not _is_place(part, tree):
            only = _only_level(route, tree, text)
            route.append(only)
            tree = below(tree, only)
        number: int | str = int(part) if isinstance(tree, Listing) else part
        inner = None if tree is None else below(tree, number)
        if len(route) == 1 and inner is None and isinstance(tree, Table):
            known = ", ".join(tree.entries)
            raise UsageError(f"no `{parts[0]}.{part}` in the spec", mend=f"one of {known}")
        route.append(number)
        tree = inner
    return tuple(route)


def _is_place(part: str, items: Listing) -> bool:
    """Whether a part names an item of a list, or the place behind its last one."""
    return part.isascii() and part.isdecimal() and int(part) <= len(items.items)


def _only_level(route: list[str | int], items: Listing, text: str) -> int:
    """The place of the one level that a policy has, which a path leaves out.

    Raises:
        UsageError: it has several, or this is another list.
    """
    if route == ["policy"] and len(items.items) == 1:
        return 0
    last = len(items.items) - 1
    path = ".".join(map(str, route))
    what = "the level, from the outermost" if route == ["policy"] else "the place"
    raise UsageError(
        f"`{path}` has {last + 1} entries, and `{text}` doesn't say which it means",
        mend=f"name {what}: `{path}.0` to `{path}.{last}`",
    )
