"""Files of measurements, as `topoplan measure` writes them and `measured` names them.

A file is JSON of the form `topoplan/measurement/v1`:

    {
      "schema": "topoplan/measurement/v1",
      "measured_on": "2026-11-20",
      "measured_from": "aws:eu-central-1, beside the gateway",
      "targets": {
        "bedrock-fra/sonnet": {
          "requests": 200, "ttft_p95_ms": 640, "p95_ms": 2300, "output_tokens_per_second": 71.5
        }
      }
    }

Of a target any of its four figures may be left out, but not all. JSON is read as the YAML 1.2 that
it also is, so that what is wrong is shown at its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePath
from typing import Annotated, ClassVar

from pydantic import Field, ValidationError, model_validator

from planner.diagnostics import Diagnostic, Fix, Outcome, Span
from planner.spec import complaints, quantities
from planner.spec.complaints import error
from planner.spec.document import Document, Entry, Scalar, Table, below, plain
from planner.spec.files import source_of
from planner.spec.refusals import Inconsistent, Unreadable
from planner.spec.scalars import Day, ReadBy, Target
from planner.spec.shape import Shape
from planner.spec.shape_errors import complaints_of
from planner.spec.yaml12 import parse

SCHEMA = "topoplan/measurement/v1"
_FIGURES = ("ttft_p95_ms", "p95_ms", "output_tokens_per_second", "requests_per_second")


def _positive(value: object) -> Decimal:
    expected = "a number above 0, such as `640` or `71.5`"
    try:
        amount = quantities.number(value)
    except Unreadable:
        raise Unreadable(expected) from None
    if not amount:
        raise Unreadable(expected)
    return amount


Positive = Annotated[Decimal, ReadBy(_positive, {"type": "number", "exclusiveMinimum": 0})]


class MeasuredTarget(Shape):
    """What was seen of one target."""

    requests: int = Field(ge=1, examples=[200])
    """Requests that were measured."""
    ttft_p95_ms: Positive | None = Field(None, examples=[640])
    """Milliseconds to the first token that 95 % of them took at most."""
    p95_ms: Positive | None = Field(None, examples=[2300])
    """Milliseconds to the last token that 95 % of them took at most."""
    output_tokens_per_second: Positive | None = Field(None, examples=[71.5])
    """Of one request, after its first token, in the median."""
    requests_per_second: Positive | None = Field(None, examples=[6.4])
    """Of a pool: what one replica answers of the endpoint's requests when it is kept busy."""

    @model_validator(mode="after")
    def _has_figures(self) -> MeasuredTarget:
        if all(getattr(self, figure) is None for figure in _FIGURES):
            names = ", ".join(f"`{figure}`" for figure in _FIGURES)
            raise Inconsistent(f"a measured target has at least one of {names}")
        return self


class Measurement(Shape):
    """What was seen of targets, when and from where."""

    called: ClassVar[str] = "the measurement"

    measured_on: Day = Field(examples=["2026-11-20"])
    """The day of the measurement."""
    measured_from: str = Field(min_length=1, examples=["aws:eu-central-1"])
    """Where the requests came from."""
    targets: Mapping[Target, MeasuredTarget] = Field(
        min_length=1, examples=[{"bedrock-fra/sonnet": {"requests": 200, "ttft_p95_ms": 640}}]
    )
    """Each target that was measured, as a route writes it."""


def measured(document: Document) -> Outcome[Document]:
    """The document with the files that its endpoints name as `measured`.

    A file is looked for from the folder of the spec, whichever file names it. One that is named in
    a file in git isn't opened: what is fetched from elsewhere says nothing of this machine.
    """
    files: dict[str, Document] = {}
    sources = dict(document.sources)
    problems: list[Diagnostic] = []
    for name, at in _named(document.tree):
        if name in files:
            continue
        found = _file(name, at, document)
        problems += found.diagnostics
        if found.value is not None:
            files[name] = found.value
            sources |= found.value.sources
    return Outcome(replace(document, sources=sources, measurements=files), tuple(problems))


def measurement(document: Document) -> Measurement:
    """What a file of measurements holds; raises `pydantic.ValidationError`."""
    entries = document.tree.entries.items()
    return Measurement.model_validate({k: plain(e.value) for k, e in entries if k != "schema"})


def _named(tree: Table) -> Iterator[tuple[str, Span]]:
    endpoints = below(tree, "endpoints")
    for entry in endpoints.entries.values() if isinstance(endpoints, Table) else ():
        match below(entry.value, "measured"):
            case Scalar(span, str(name)) if name:
                yield name, span


def _file(name: str, at: Span, document: Document) -> Outcome[Document]:
    if at.path in document.pinned:
        message = f"`{name}` would be a file of this machine, and a file in git names it"
        return Outcome(None, (error(complaints.OUTSIDE, message, at),))
    path = next(iter(document.sources)).parent / name
    source = source_of(path)
    if source.value is None:
        return Outcome(None, tuple(_at(problem, at, path) for problem in source.diagnostics))
    parsed = parse(source.value)
    if parsed.value is None or parsed.diagnostics:
        return Outcome(None, parsed.diagnostics)
    file = Document(parsed.value, {path: source.value})
    problems = tuple(_complaints(file))
    return Outcome(None if problems else file, problems)


def _at(problem: Diagnostic, at: Span, path: PurePath) -> Diagnostic:
    """A file that isn't there is complained of where it is named."""
    if problem.code != complaints.UNREADABLE:
        return problem
    fix = Fix(f"put the measurement at `{path}`, or leave `measured` out until there is one")
    return error(problem.code, problem.message, at, fixes=(fix,))


def _complaints(file: Document) -> Iterator[Diagnostic]:
    match file.tree.entries.get("schema"):
        case Entry(_, Scalar(_, word)) if word == SCHEMA:
            pass
        case Entry(_, other):
            yield error(complaints.WRONG_VALUE, f"`schema` must be `{SCHEMA}`", other.span)
        case None:
            message = f'the measurement needs `"schema": "{SCHEMA}"`'
            yield error(complaints.MISSING_KEY, message, file.tree.span)
    try:
        measurement(file)
    except ValidationError as refused:
        yield from complaints_of(refused.errors(include_url=False), file, Measurement)
