"""A file and the files it extends, merged into one document.

Files are laid over each other in the order in which they are first named, each once, the file
itself last. Of two values for a key the later one wins. Policies don't win over each other: that of
each file is kept as a clause, and all of them have to hold. The lists of `prices` grow likewise.

A file is on this machine, or in a git repository at a tag or commit; one in git leads nowhere else.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path, PurePath, PurePosixPath

from planner.diagnostics import Diagnostic, Fix, Outcome, SourceText, Span
from planner.spec import complaints
from planner.spec.addresses import Address, Refused, address_of, is_remote
from planner.spec.complaints import error
from planner.spec.document import Clauses, Document, Entry, Listing, Scalar, Table, merged
from planner.spec.files import checked, source_of
from planner.spec.revisions import Revision
from planner.spec.templates import Template, Templates
from planner.spec.yaml12 import parse
from planner.values import value

MAX_LEVELS = 8
MAX_FILES = 64


def extended(
    source: SourceText, templates: Templates, revision: Revision | None = None
) -> Outcome[Document]:
    """The document that a text and what it extends make together; at a revision, all of it.

    It may come with errors, if what could be read is worth checking further.
    """
    unfolding = _Unfolding(templates)
    text = checked(source)
    if text.value is None:
        return Outcome(None, text.diagnostics)
    file: _File = _Local(source.path)
    if revision is not None:
        file = _AtRevision(revision, source.path)
    unfolding.visit(file, text.value, ())
    own = unfolding.tables.get(file.identity)
    diagnostics = tuple(unfolding.diagnostics)
    if own is None:
        return Outcome(None, diagnostics)
    tree = reduce(merged, unfolding.tables.values())
    return Outcome(unfolding.document(tree), diagnostics)


@value
class _Local:
    """A file on this machine."""

    path: PurePath

    @property
    def identity(self) -> PurePath:
        """The file behind a path, however it is written."""
        try:
            return Path(self.path).resolve()
        except (OSError, ValueError, RuntimeError):  # a loop of links, a name with a NUL
            return self.path

    def source(self) -> Outcome[SourceText]:
        return source_of(self.path)

    def beside(self, text: str) -> _Local:
        path = PurePath(os.path.normpath(self.path.parent / text))
        if is_remote(str(path)):
            raise Refused(complaints.NOT_EXTENDABLE, f"`{text}` has the name of a file in git")
        return _Local(path)


@value
class _InGit:
    """A file of a git repository, at one commit."""

    template: Template
    below: PurePosixPath

    @property
    def path(self) -> PurePath:
        return self.template.shown(self.below)

    @property
    def identity(self) -> PurePath:
        return self.template.identity(self.below)

    def source(self) -> Outcome[SourceText]:
        return self.template.source(self.below)

    def beside(self, text: str) -> _InGit:
        """A file of the same commit; it may not lead out of it."""
        below = PurePosixPath(posixpath.normpath(self.below.parent / text))
        if below.is_absolute() or below.parts[:1] == ("..",):
            raise Refused(complaints.OUTSIDE, f"`{text}` leads out of the repository of this file")
        return _InGit(self.template, below)


@value
class _AtRevision:
    """A file of this machine as it was at a commit; it goes by the path that it has today."""

    revision: Revision
    path: PurePath

    @property
    def identity(self) -> PurePath:
        return Path(os.path.abspath(self.path))  # noqa: PTH100 - no link of today's is followed

    def source(self) -> Outcome[SourceText]:
        return self.revision.source(self.path)

    def beside(self, text: str) -> _AtRevision:
        path = PurePath(os.path.normpath(self.path.parent / text))
        if self.revision.below(path) is None:
            raise Refused(complaints.OUTSIDE, f"`{text}` leads out of the repository of this file")
        return _AtRevision(self.revision, path)


_File = _Local | _InGit | _AtRevision


@dataclass(slots=True)
class _Unfolding:
    """The files met so far; `tables` is in the order in which they are laid over each other."""

    templates: Templates
    tables: dict[PurePath, Table] = field(default_factory=dict)
    sources: dict[PurePath, SourceText] = field(default_factory=dict)
    extends: dict[PurePath, Sequence[PurePath]] = field(default_factory=dict)
    """Each file to those that it names itself, by the names that spans have."""
    pinned: dict[PurePath, Template] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _shown: dict[PurePath, PurePath] = field(default_factory=dict)
    """Each file's identity to the name by which it was first met."""

    def document(self, tree: Table) -> Document:
        """What was met, around the tree that it makes."""
        return Document(tree, self.sources, self.extends, self.pinned)

    def visit(self, file: _File, source: SourceText, trail: tuple[_File, ...]) -> None:
        """Take in a text, after everything that it extends; `trail` are the files that led here."""
        self.sources[file.path] = source
        self._shown[file.identity] = file.path
        if isinstance(file, _InGit):
            self.pinned[file.path] = file.template
        if not isinstance(file, _Local):
            self.templates.texts[file.path] = source
        outcome = parse(source)
        self.diagnostics += outcome.diagnostics
        if outcome.value is None:
            return
        named = []
        for text, span in _extended_texts(outcome.value):
            if (inner := self._located(text, span, file)) is not None:
                self._follow(inner, span, (*trail, file))
                named.append(self._shown.get(inner.identity, inner.path))
        self.extends[file.path] = named
        if trail:
            self._check_version(outcome.value)
        self.tables[file.identity] = _with_clauses(outcome.value)

    def _located(self, text: str, span: Span, file: _File) -> _File | None:
        try:
            if not is_remote(text):
                return file.beside(text)
            address = address_of(text)
            _refuse_leading_here(address, file)
            return _InGit(self.templates.at(address), address.path)
        except Refused as refused:
            fixes = (Fix(refused.mend),) if refused.mend else ()
            self.diagnostics.append(error(refused.code, refused.message, span, fixes=fixes))
            return None

    def _follow(self, file: _File, span: Span, trail: tuple[_File, ...]) -> None:
        if file.identity in [step.identity for step in trail]:
            way = " -> ".join(str(step.path) for step in (*trail, file))
            self._complain(complaints.EXTENDS_ITSELF, f"a file extends itself: {way}", span)
        elif file.identity in self._shown:
            return
        elif len(trail) >= MAX_LEVELS:
            message = f"files extend each other over more than {MAX_LEVELS} levels"
            self._complain(complaints.EXTENDS_TOO_MUCH, message, span)
        elif len(self.sources) >= MAX_FILES:
            message = f"more than {MAX_FILES} files are extended"
            self._complain(complaints.EXTENDS_TOO_MUCH, message, span)
        else:
            self._open(file, span, trail)

    def _open(self, file: _File, span: Span, trail: tuple[_File, ...]) -> None:
        outcome = self._source(file)
        if outcome.value is not None:
            self.visit(file, outcome.value, trail)
            return
        for problem in outcome.diagnostics:
            if problem.code == complaints.UNREADABLE:
                self._complain(problem.code, problem.message, span)
            else:
                self.diagnostics.append(problem)

    def _source(self, file: _File) -> Outcome[SourceText]:
        instead = self.templates.instead.get(Path(file.identity))
        return file.source() if instead is None else Outcome(SourceText(file.path, instead))

    def _check_version(self, table: Table) -> None:
        """A file that is extended may leave its version out, but not have another one."""
        match table.entries.get("version"):
            case Entry(_, Scalar(span, value)) if value != 1:
                message = f"`{span.path}` is not of version 1 of the language"
                self._complain(complaints.WRONG_VALUE, message, span)

    def _complain(self, code: str, message: str, span: Span) -> None:
        self.diagnostics.append(error(code, message, span))


def _refuse_leading_here(address: Address, file: _File) -> None:
    """A file that was fetched from elsewhere says nothing about this machine's repositories."""
    if isinstance(file, _InGit) and address.is_local and not file.template.address.is_local:
        says = f"`{address}` is on the machine that reads this file, and the file is not"
        raise Refused(complaints.OUTSIDE, says)


def _extended_texts(table: Table) -> Iterator[tuple[str, Span]]:
    entry = table.entries.get("extends")
    if entry is not None and isinstance(entry.value, Listing):
        for item in entry.value.items:
            match item:
                case Scalar(span, str(text)):
                    yield text, span


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
