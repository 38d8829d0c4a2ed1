"""The text of a spec to a `Spec`, or to everything that is wrong with it, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from pydantic import ValidationError

from planner.diagnostics import Diagnostic, Outcome, SourceText
from planner.spec import complaints
from planner.spec.document import Document
from planner.spec.extending import extended
from planner.spec.files import source_of
from planner.spec.measurements import measured
from planner.spec.revisions import Revision
from planner.spec.secrets import credentials, masked
from planner.spec.shape_errors import complaints_of
from planner.spec.spec import Spec
from planner.spec.templates import Templates

_LOST = {
    complaints.UNREADABLE,
    complaints.NOT_TEXT,
    complaints.NOT_YAML,
    complaints.NOT_ONE_MAPPING,
    complaints.REFUSED_YAML,
    complaints.TOO_LARGE,
    complaints.NOT_EXTENDABLE,
    complaints.EXTENDS_ITSELF,
    complaints.EXTENDS_TOO_MUCH,
    complaints.NOT_PINNED,
    complaints.MOVED,
    complaints.UNREACHED,
    complaints.OUTSIDE,
}
"""Complaints after which a part of the spec was not seen."""


def read(
    path: PurePath,
    templates: Templates | None = None,
    kind: type[Spec] = Spec,
    revision: Revision | None = None,
) -> Outcome[Spec]:
    """The spec of a file and of the files it extends, on this machine and in git.

    `kind` is `PolicyFile` for a file that may hold a policy alone; `revision`: as they were then.
    """
    source = source_of(path) if revision is None else revision.source(path)
    if source.value is None:
        return Outcome(None, source.diagnostics)
    return read_text(source.value, templates, kind, revision)


def read_text(
    source: SourceText,
    templates: Templates | None = None,
    kind: type[Spec] = Spec,
    revision: Revision | None = None,
) -> Outcome[Spec]:
    """The spec of a text; what it extends is looked for beside the text's path, or in git."""
    outcome = extended(source, templates or Templates(), revision)
    if outcome.value is None:
        return Outcome(None, outcome.diagnostics)
    seen = measured(outcome.value)
    document = seen.value or outcome.value
    problems = [*outcome.diagnostics, *seen.diagnostics, *_credentials(document)]
    spec = None
    try:
        spec = kind.of(document)
    except ValidationError as refused:
        problems += _shape_problems(
            refused, document, lost=_LOST & {each.code for each in problems}
        )
    problems.sort(key=lambda problem: problem.at)
    return Outcome(None if problems else spec, tuple(problems))


def _credentials(document: Document) -> Iterator[Diagnostic]:
    for source in document.sources.values():
        yield from credentials(source)


def _shape_problems(
    refused: ValidationError, document: Document, *, lost: set[str]
) -> Iterator[Diagnostic]:
    for problem in complaints_of(refused.errors(include_url=False), document, Spec):
        # what seems to be missing may stand in a part that couldn't be read
        if not (lost and problem.code == complaints.MISSING_KEY):
            yield problem


def sources_of(
    diagnostics: Iterable[Diagnostic], templates: Templates | None = None
) -> dict[PurePath, SourceText]:
    """The files that diagnostics point into, to be shown with them; credentials are struck out."""
    paths = {problem.at.path for problem in diagnostics}
    paths |= {label.span.path for problem in diagnostics for label in problem.also}
    in_git = templates.texts if templates else {}
    found = {path: in_git.get(path) or source_of(path).value for path in sorted(paths)}
    return {path: SourceText(path, masked(source.text)) for path, source in found.items() if source}
