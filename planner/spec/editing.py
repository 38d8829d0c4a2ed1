"""A spec with changes: other words at some places, or a part of it that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from pydantic import ValidationError

from planner.diagnostics import Edit, Span
from planner.spec.document import (
    Document,
    Entry,
    Listing,
    Plain,
    Route,
    Scalar,
    Table,
    Tree,
    below,
    plain,
    span_of,
)
from planner.spec.spec import Spec

_SITES = ("providers", "gpu_pools")
_TAKING_ENDPOINTS = {"gateways": "serves", "stores": "receives"}


def words(spec: Spec, *route: str | int) -> object:
    """What stands at a place, files merged, as mappings, tuples and scalars; None: nothing."""
    tree: Tree | None = spec.document.tree
    for part in route:
        tree = None if tree is None else below(tree, part)
    return None if tree is None else plain(tree)


def edit(spec: Spec, route: Route, value: object) -> Edit:
    """The change of a spec that puts `value` at `route`; None takes away what stands there."""
    return Edit(route, value, span_of(spec.document.tree, route))


def edited(spec: Spec, edits: Iterable[Edit]) -> Spec | None:
    """The spec with changes, made in their order; None where the language has no such spec.

    What is not changed keeps its place in the text, so that findings keep theirs.
    """
    tree: Tree = spec.document.tree
    for change in edits:
        tree = put(tree, change.route, change.value, change.at)
    return _spec_of(tree, spec.document)


def cut(spec: Spec, endpoints: Collection[str], sites: Collection[str] = ()) -> Spec:
    """The spec with some of its endpoints only, and what these call, pass and write to.

    `sites`: providers and pools that stay as well, though nobody calls them then. Where the spec
    has contracts all of them stay, as a contract has to be on one.
    """
    kept = {name: one for name, one in spec.endpoints.items() if name in endpoints}
    called = {target.site for one in kept.values() if one.route != "auto" for target in one.route}
    called |= {t.site for one in kept.values() for side in one.side.values() for t in side}
    entries = dict(spec.document.tree.entries)
    _keep(entries, "endpoints", kept.__contains__)
    for section in () if spec.prices.contracts else _SITES:
        _keep(entries, section, {*called, *sites}.__contains__)
    for section, key in _TAKING_ENDPOINTS.items():
        taken = {
            name: getattr(one, key)
            for name, one in getattr(spec, section).items()
            if getattr(one, key) == "all" or set(getattr(one, key)) & set(kept)
        }
        _keep(entries, section, taken.__contains__)
        for name, whose in taken.items():
            if whose != "all":
                left = tuple(one for one in whose if one in kept)
                entries[section] = _changed(entries[section], (name, key), left)
    alone = _spec_of(Table(spec.document.tree.span, entries), spec.document)
    return alone or spec


def _keep(entries: dict[str, Entry], section: str, wanted: Callable[[str], bool]) -> None:
    match entries.get(section):
        case Entry(key, Table(span, inner)):
            left = {name: entry for name, entry in inner.items() if wanted(name)}
            entries[section] = Entry(key, Table(span, left))


def _changed(entry: Entry, route: Route, value: object) -> Entry:
    return Entry(entry.key, put(entry.value, route, value, entry.value.span))


def _spec_of(tree: Tree, whole: Document) -> Spec | None:
    if not isinstance(tree, Table):
        return None
    try:
        return Spec.of(replace(whole, tree=tree))
    except ValidationError:
        return None


def put(tree: Tree, route: Route, value: object, at: Span) -> Tree:
    """The tree with another value at `route`, or without any; tables that lack there are made."""
    part, *rest = route
    if isinstance(tree, Table):
        return _put_in_table(tree, str(part), tuple(rest), value, at)
    if isinstance(tree, Listing) and isinstance(part, int):
        items = list(tree.items)
        here = items[part : part + 1]
        items[part : part + 1] = _item(here[0] if here else None, tuple(rest), value, at)
        return type(tree)(tree.span, tuple(items))
    return tree


def _put_in_table(table: Table, key: str, rest: Route, value: object, at: Span) -> Table:
    entries = dict(table.entries)
    known = entries.pop(key, None)
    inner = _item(known.value if known else None, rest, value, at)
    if inner:
        # a key that was there keeps its turn: the order of a table is the user's own
        made = Entry(known.key if known else at, inner[0])
        entries = {name: made if name == key else old for name, old in table.entries.items()}
        entries.setdefault(key, made)
    return Table(table.span, entries)


def _item(known: Tree | None, rest: Route, value: object, at: Span) -> tuple[Tree, ...]:
    """What stands at a place afterwards; nothing where it is taken away."""
    if rest:
        return (put(known or Table(at, {}), rest, value, at),)
    return () if value is None else (_tree(value, known.span if known else at),)


def _tree(value: object, at: Span) -> Tree:
    match value:
        case Mapping():
            return Table(at, {str(k): Entry(at, _tree(v, at)) for k, v in value.items()})
        case tuple() | list():
            return Listing(at, tuple(_tree(item, at) for item in value))
    scalar: Plain = value  # type: ignore[assignment]  # an edit holds the language's own scalars
    return Scalar(at, scalar)
