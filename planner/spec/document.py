"""A document as a tree in which every value, and every key, knows where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from pathlib import PurePath

from planner.diagnostics import SourceText, Span
from planner.spec.templates import Template
from planner.values import value

Route = tuple[str | int, ...]
"""Keys and indices from the root to a value, such as `("endpoints", "chat", "route", 1)`."""

Plain = None | bool | int | Decimal | str


@value
class Scalar:
    """A value of YAML's core schema; a float is read as the decimal that was written."""

    span: Span
    value: Plain


@value
class Listing:
    """A sequence."""

    span: Span
    items: tuple[Tree, ...]


@value
class Clauses(Listing):
    """A list that grows where files are merged, since each of its items has to hold."""


@value
class Entry:
    """The value under a key, and where the key stands."""

    key: Span
    value: Tree


@value
class Table:
    """A mapping; its keys are text."""

    span: Span
    entries: Mapping[str, Entry]


Tree = Scalar | Listing | Table


@value
class Document:
    """A spec with the files it extends, merged, and the text of each of them."""

    tree: Table
    sources: Mapping[PurePath, SourceText]
    extends: Mapping[PurePath, Sequence[PurePath]] = field(default_factory=dict)
    """Each file to those that it names itself; they come before it."""
    pinned: Mapping[PurePath, Template] = field(default_factory=dict)
    """The files in git, with the repository and commit of each."""
    measurements: Mapping[str, Document] = field(default_factory=dict)
    """The files of measurements, by the words that name them; `sources` has their texts too."""

    def lineage(self) -> dict[PurePath, frozenset[PurePath]]:
        """Each file to all that it extends, itself or through others."""
        found: dict[PurePath, frozenset[PurePath]] = {}
        for path, named in self.extends.items():
            found[path] = frozenset(named).union(*(found.get(one, ()) for one in named))
        return found

    def written(self, span: Span) -> str:
        """The text of a span, up to the end of its first line."""
        line = self.sources[span.path].line(span.line)
        end = span.end_column - 1 if span.end_line == span.line else len(line)
        return line[span.column - 1 : end]


def below(tree: Tree, part: str | int) -> Tree | None:
    """The value under a key or index of `tree`, if it has one."""
    match tree:
        case Table(_, entries) if part in entries:
            return entries[str(part)].value
        case Listing(_, items) if isinstance(part, int) and 0 <= part < len(items):
            return items[part]
    return None


def span_of(tree: Tree, route: Route) -> Span:
    """Where the value at `route` stands, or else the nearest value above it that was written."""
    for part in route:
        inner = below(tree, part)
        if inner is None:
            break
        tree = inner
    return tree.span


def key_span_of(tree: Tree, route: Route) -> Span:
    """Where the last key of `route` stands; for an item of a list, which has none, its own span."""
    key = tree.span
    for part in route:
        inner = below(tree, part)
        if inner is None:
            break
        key = tree.entries[str(part)].key if isinstance(tree, Table) else inner.span
        tree = inner
    return key


def key_spans_of(tree: Tree, route: Route) -> Iterator[tuple[str, Span]]:
    """The keys of the table at `route`, and those one level below them as `key.inner`."""
    found: Tree | None = tree
    for part in route:
        found = below(found, part) if found else None
    for key, entry in found.entries.items() if isinstance(found, Table) else ():
        yield key, entry.key
        if isinstance(entry.value, Table):
            yield from ((f"{key}.{name}", inner.key) for name, inner in entry.value.entries.items())


def leaves(tree: Tree, route: Route = ()) -> Iterator[tuple[Route, Scalar]]:
    """Every scalar of a tree with its route, in the order of the text."""
    match tree:
        case Scalar():
            yield route, tree
        case Listing(_, items):
            for index, item in enumerate(items):
                yield from leaves(item, (*route, index))
        case Table(_, entries):
            for key, entry in entries.items():
                yield from leaves(entry.value, (*route, key))


def plain(tree: Tree) -> object:
    """The tree as dictionaries, tuples and scalars."""
    match tree:
        case Scalar(_, value):
            return value
        case Listing(_, items):
            return tuple(plain(item) for item in items)
        case Table(_, entries):
            return {key: plain(entry.value) for key, entry in entries.items()}


def merged(lower: Table, upper: Table) -> Table:
    """Both tables by key: tables are merged in turn, of anything else the upper one wins."""
    entries = dict(lower.entries)
    for key, entry in upper.entries.items():
        known = entries.get(key)
        entries[key] = _merged_entry(known, entry) if known else entry
    return Table(upper.span, entries)


def _merged_entry(lower: Entry, upper: Entry) -> Entry:
    match lower.value, upper.value:
        case Table() as under, Table() as over:
            return Entry(upper.key, merged(under, over))
        case Clauses(_, under), Clauses(span, over):
            return Entry(upper.key, Clauses(span, under + over))
    return upper
