"""A file and the files it extends, merged into one document.

Files are laid over each other in the order in which they are first named, each once, the file
itself last. Of two values for a key the later one wins. Policies don't win over each other: that of
each file is kept as a clause, and all of them have to hold. The lists of `prices` grow likewise.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path, PurePath

from planner.diagnostics import Diagnostic, Outcome, SourceText, Span
from planner.spec import complaints
from planner.spec.complaints import error
from planner.spec.document import Clauses, Document, Entry, Listing, Scalar, Table, merged
from planner.spec.files import checked, source_of
from planner.spec.yaml12 import parse

MAX_LEVELS = 8
MAX_FILES = 64

_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*::|[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:", re.IGNORECASE)


def extended(source: SourceText) -> Outcome[Document]:
    """The document that a text and what it extends make together.

    It may come with errors, if what could be read is worth checking further.
    """
    unfolding = _Unfolding()
    text = checked(source)
    if text.value is None:
        return Outcome(None, text.diagnostics)
    unfolding.visit(text.value, ())
    own = unfolding.tables.get(_identity(source.path))
    diagnostics = tuple(unfolding.diagnostics)
    if own is None:
        return Outcome(None, diagnostics)
    tree = reduce(merged, unfolding.tables.values())
    return Outcome(Document(tree, unfolding.sources), diagnostics)


@dataclass(slots=True)
class _Unfolding:
    """The files met so far; `tables` is in the order in which they are laid over each other."""

    tables: dict[PurePath, Table] = field(default_factory=dict)
    sources: dict[PurePath, SourceText] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def visit(self, source: SourceText, trail: tuple[PurePath, ...]) -> None:
        """Take in a text, after everything that it extends; `trail` are the files that led here."""
        self.sources[source.path] = source
        outcome = parse(source)
        self.diagnostics += outcome.diagnostics
        if outcome.value is None:
            return
        for path, span in self._extended_paths(outcome.value, source.path):
            self._follow(path, span, (*trail, source.path))
        if trail:
            self._check_version(outcome.value)
        self.tables[_identity(source.path)] = _with_clauses(outcome.value)

    def _follow(self, path: PurePath, span: Span, trail: tuple[PurePath, ...]) -> None:
        identities = [_identity(step) for step in trail]
        if _identity(path) in identities:
            way = " -> ".join(str(step) for step in (*trail, path))
            self._complain(complaints.EXTENDS_ITSELF, f"a file extends itself: {way}", span)
        elif path in self.sources or _identity(path) in self.tables:
            return
        elif len(trail) >= MAX_LEVELS:
            message = f"files extend each other over more than {MAX_LEVELS} levels"
            self._complain(complaints.EXTENDS_TOO_MUCH, message, span)
        elif len(self.sources) >= MAX_FILES:
            message = f"more than {MAX_FILES} files are extended"
            self._complain(complaints.EXTENDS_TOO_MUCH, message, span)
        else:
            self._open(path, span, trail)

    def _open(self, path: PurePath, span: Span, trail: tuple[PurePath, ...]) -> None:
        outcome = source_of(path)
        if outcome.value is not None:
            self.visit(outcome.value, trail)
            return
        for problem in outcome.diagnostics:
            if problem.code == complaints.UNREADABLE:
                self._complain(problem.code, problem.message, span)
            else:
                self.diagnostics.append(problem)

    def _extended_paths(self, table: Table, path: PurePath) -> list[tuple[PurePath, Span]]:
        entry = table.entries.get("extends")
        if entry is None or not isinstance(entry.value, Listing):
            return []
        paths = []
        for item in entry.value.items:
            match item:
                case Scalar(span, str(text)) if _REMOTE.match(text):
                    message = f"`{text}` is not local; only local paths can be extended"
                    self._complain(complaints.NOT_LOCAL, message, span)
                case Scalar(span, str(text)):
                    paths.append((_beside(path, text), span))
        return paths

    def _check_version(self, table: Table) -> None:
        """A file that is extended may leave its version out, but not have another one."""
        match table.entries.get("version"):
            case Entry(_, Scalar(span, value)) if value != 1:
                message = f"`{span.path}` is not of version 1 of the language"
                self._complain(complaints.WRONG_VALUE, message, span)

    def _complain(self, code: str, message: str, span: Span) -> None:
        self.diagnostics.append(error(code, message, span))


def _beside(path: PurePath, text: str) -> PurePath:
    return PurePath(os.path.normpath(path.parent / text))


def _identity(path: PurePath) -> PurePath:
    """The file behind a path, however it is written."""
    try:
        return Path(path).resolve()
    except (OSError, ValueError, RuntimeError):  # a loop of links, a name with a NUL
        return path


def _with_clauses(table: Table) -> Table:
    """The table of a file with its policies as clauses, so that merging keeps every one."""
    entries = dict(table.entries)
    if "policy" in entries:
        entries["policy"] = _clause(entries["policy"])
    match entries.get("endpoints"):
        case Entry(key, Table() as endpoints):
            entries["endpoints"] = Entry(key, _endpoints(endpoints))
    match entries.get("prices"):
        case Entry(key, Table() as prices):
            entries["prices"] = Entry(key, _growing(prices))
    return Table(table.span, entries)


def _growing(table: Table) -> Table:
    """A table whose lists are added to those of other files."""
    return Table(table.span, {name: _grown(entry) for name, entry in table.entries.items()})


def _grown(entry: Entry) -> Entry:
    if not isinstance(entry.value, Listing):
        return entry
    return Entry(entry.key, Clauses(entry.value.span, entry.value.items))


def _endpoints(table: Table) -> Table:
    return Table(table.span, {name: _endpoint(entry) for name, entry in table.entries.items()})


def _endpoint(entry: Entry) -> Entry:
    if not isinstance(entry.value, Table) or "policy" not in entry.value.entries:
        return entry
    entries = dict(entry.value.entries)
    entries["policy"] = _clause(entries["policy"])
    return Entry(entry.key, Table(entry.value.span, entries))


def _clause(entry: Entry) -> Entry:
    return Entry(entry.key, Clauses(entry.value.span, (entry.value,)))
