"""YAML 1.2 core schema on libyaml's parser, with the span of every value and every key.

PyYAML's own loaders follow YAML 1.1, where `country: NO` is `False` and `012` is ten. Events are
read one by one, so that nesting and aliases are counted before they can exhaust the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from planner.diagnostics import Diagnostic, Fix, Label, Outcome, SourceText, Span
from planner.spec import complaints
from planner.spec.complaints import error
from planner.spec.document import Entry, Listing, Scalar, Table, Tree
from planner.spec.plain_words import resolved

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # the same events, slower
    from planner.spec.pure_yaml import Parser  # type: ignore[assignment]

MAX_DEPTH = 32
MAX_VALUES = 250_000
"""Values of a document with its aliases written out; 2,000 endpoints have about 60,000."""


def parse(source: SourceText) -> Outcome[Table]:
    """The one mapping that a text holds, or why there is none.

    Errors that leave a readable tree, such as a key that is given twice, come along with it.
    """
    builder = _Builder(source)
    try:
        for event in _events(source):
            builder.take(event)
    except _Stop as stop:
        return Outcome(None, (*builder.diagnostics, stop.diagnostic))
    match builder.root:
        case Table() as table:
            return Outcome(table, tuple(builder.diagnostics))
        case None:
            problem = error(complaints.NOT_ONE_MAPPING, "the file holds no spec", _start_of(source))
        case other:
            problem = error(
                complaints.NOT_ONE_MAPPING,
                "a spec is a mapping of keys to values, such as `version: 1`",
                other.span,
            )
    return Outcome(None, (*builder.diagnostics, problem))


class _Mark(Protocol):
    """A position as PyYAML's parsers give it, from 0 on."""

    line: int
    column: int


class _Stop(Exception):
    """Nothing after this place can be read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _start_of(source: SourceText) -> Span:
    return Span(source.path, 1, 1, 1, 1)


def _events(source: SourceText) -> Iterator[Event]:
    try:
        parser = Parser(source.text)
        while (event := parser.get_event()) is not None:
            yield event
    except yaml.MarkedYAMLError as failure:
        raise _Stop(_grammar(failure, source)) from None
    except (yaml.YAMLError, ValueError, OverflowError) as failure:
        # the pure parser lets `"\U00110000"` reach chr()
        message = f"this is not YAML: {failure}".splitlines()[0]
        raise _Stop(error(complaints.NOT_YAML, message, _start_of(source))) from None


def _grammar(failure: yaml.MarkedYAMLError, source: SourceText) -> Diagnostic:
    at, context = _point(source, failure.problem_mark), _point(source, failure.context_mark)
    if tabs := re.match(r" *\t+", source.line(at.line)):
        return _tab(source, at.line, tabs)
    also = (Label(context, failure.context),) if failure.context and context != at else ()
    return error(complaints.NOT_YAML, f"this is not YAML: {failure.problem}", at, also=also)


def _tab(source: SourceText, line: int, tabs: re.Match[str]) -> Diagnostic:
    indent = tabs[0].expandtabs(2)
    at = Span(source.path, line, tabs[0].index("\t") + 1, line, tabs.end() + 1)
    fix = Fix("indent by spaces", at, indent[tabs[0].index("\t") :])
    message = "a tab indents this line; YAML indents by spaces"
    return error(complaints.NOT_YAML, message, at, fixes=(fix,))


def _position(mark: _Mark | None) -> tuple[int, int]:
    """Line and column as editors count."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _point(source: SourceText, mark: _Mark | None) -> Span:
    line, column = _position(mark)
    return Span(source.path, line, column, line, column + 1)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    start: CollectionStartEvent
    items: list[Tree] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: tuple[str, Span] | None = None
    """The key whose value comes next."""

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.start, MappingStartEvent) and self.key is None


class _Builder:
    """Events to a tree, one at a time."""

    def __init__(self, source: SourceText) -> None:
        self.root: Tree | None = None
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._open: list[_Open] = []
        self._anchors: dict[str, Tree] = {}
        self._values = 0
        self._documents = 0

    def take(self, event: Event) -> None:
        """Grow the tree by one event."""
        match event:
            case ScalarEvent():
                self._scalar(event)
            case CollectionStartEvent():
                self._start(event)
            case CollectionEndEvent():
                self._end(event)
            case AliasEvent():
                self._alias(event)
            case DocumentStartEvent():
                self._document(event)

    def _document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            at = self._span(event, event)
            raise _Stop(error(complaints.NOT_ONE_MAPPING, "a second document starts here", at))
        if event.version not in (None, (1, 2)):
            self._refuse(event, "topoplan reads YAML 1.2; leave the `%YAML` line out")

    def _scalar(self, event: ScalarEvent) -> None:
        span = self._span(event, event)
        self._check(event)
        is_plain = not event.style  # "" in libyaml, None in the pure parser
        if self._open and self._open[-1].awaits_key:
            self._key(event.value, span, is_plain=is_plain)
        else:
            value = resolved(event.value) if is_plain else event.value
            self._add(event, Scalar(span, value))

    def _key(self, word: str, span: Span, *, is_plain: bool) -> None:
        parent = self._open[-1]
        if word == "<<" and is_plain:
            message = "merge keys are refused: YAML 1.2 has none; repeat the keys, or use `extends`"
            self.diagnostics.append(error(complaints.REFUSED_YAML, message, span))
        elif word in parent.entries:
            first = Label(parent.entries[word].key, "first given here")
            message = f"the key `{word}` is given twice"
            self.diagnostics.append(error(complaints.KEY_TWICE, message, span, also=(first,)))
        parent.key = (word, span)

    def _start(self, event: CollectionStartEvent) -> None:
        self._check(event)
        if self._open and self._open[-1].awaits_key:
            raise _Stop(self._refusal(event, "a key is a word, not a list or a mapping"))
        if len(self._open) >= MAX_DEPTH:
            raise _Stop(self._too_large(event, f"this nests deeper than {MAX_DEPTH} levels"))
        self._open.append(_Open(event))

    def _end(self, event: CollectionEndEvent) -> None:
        done = self._open.pop()
        last = [entry.value for entry in done.entries.values()][-1:] or done.items[-1:]
        span = self._span(done.start, event)
        if last and not done.start.flow_style:
            # a block ends where the next token starts, which may be pages below
            span = _closed_at(span, last[0].span)
        if isinstance(done.start, MappingStartEvent):
            self._add(done.start, Table(span, done.entries))
        else:
            self._add(done.start, Listing(span, tuple(done.items)))

    def _alias(self, event: AliasEvent) -> None:
        if self._open and self._open[-1].awaits_key:
            raise _Stop(self._refusal(event, "a key is a word, not an alias"))
        target = self._anchors.get(event.anchor or "")
        if target is None:
            message = f"no anchor `&{event.anchor}` is complete before this alias"
            raise _Stop(error(complaints.NOT_YAML, message, self._span(event, event)))
        values, depth = _extent(target)
        self._values += values
        if len(self._open) + depth > MAX_DEPTH:
            raise _Stop(self._too_large(event, f"this alias nests deeper than {MAX_DEPTH} levels"))
        self._add(event, _moved(target, self._span(event, event)))

    def _add(self, event: NodeEvent, tree: Tree) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            message = f"the file unfolds to more than {MAX_VALUES:,} values"
            raise _Stop(self._too_large(event, message))
        if event.anchor and not isinstance(event, AliasEvent):
            self._anchors[event.anchor] = tree
        if not self._open:
            self.root = tree
        elif (parent := self._open[-1]).key is None:
            parent.items.append(tree)
        else:
            word, span = parent.key
            parent.entries.setdefault(word, Entry(span, tree))
            parent.key = None

    def _check(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.tag is not None:
            self._refuse(event, f"the tag `{event.tag}` is refused; quote a value to make it text")

    def _refuse(self, event: Event, message: str) -> None:
        self.diagnostics.append(self._refusal(event, message))

    def _refusal(self, event: Event, message: str) -> Diagnostic:
        return error(complaints.REFUSED_YAML, message, self._span(event, event))

    def _too_large(self, event: Event, message: str) -> Diagnostic:
        return error(complaints.TOO_LARGE, message, self._span(event, event))

    def _span(self, first: Event, last: Event) -> Span:
        return Span(self._source.path, *_position(first.start_mark), *_position(last.end_mark))


def _closed_at(span: Span, last: Span) -> Span:
    return Span(span.path, span.line, span.column, last.end_line, last.end_column)


def _extent(tree: Tree) -> tuple[int, int]:
    """How many values a tree holds below itself, and how many levels it has."""
    match tree:
        case Listing(_, items):
            inner: list[Tree] = list(items)
        case Table(_, entries):
            inner = [entry.value for entry in entries.values()]
        case Scalar():
            return 0, 0
    extents = [_extent(item) for item in inner]
    values = sum(count + 1 for count, _ in extents)
    return values, 1 + max((depth for _, depth in extents), default=0)


def _moved(tree: Tree, span: Span) -> Tree:
    """The tree as an alias repeats it: it stands at the alias, its parts where they are written."""
    match tree:
        case Scalar(_, value):
            return Scalar(span, value)
        case Listing(_, items):
            return Listing(span, items)
        case Table(_, entries):
            return Table(span, entries)
