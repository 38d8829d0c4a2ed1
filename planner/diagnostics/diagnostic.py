"""The diagnostic and the value-with-diagnostics that every pass returns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

from planner.diagnostics.edit import Edit
from planner.diagnostics.proof import Proof
from planner.diagnostics.proof import facts as leaves
from planner.diagnostics.source import Row, Span
from planner.units import Money
from planner.values import value

T_co = TypeVar("T_co", covariant=True)

_LISTED = 12
"""Most known names that a diagnostic lists where none is near."""


class Severity(IntEnum):
    """How much a diagnostic weighs; an error decides the exit code."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


class Verdict(StrEnum):
    """What the facts say of a constraint. `UNPROVEN` is a result, not a failure to compute one."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    VIOLATED = "violated"


@value
class Label:
    """A related place with its own words."""

    span: Span
    text: str


@value
class Fix:
    """What to do about it; with a span and a text where it is an edit of the spec.

    A `safe` fix keeps the meaning and may be applied unasked.
    """

    title: str
    span: Span | None = None
    text: str | None = None
    safe: bool = False
    edits: tuple[Edit, ...] = ()
    """The same as changes of several places."""
    month: Money | None = None
    """By how much a month is expected to become dearer; None where nobody can say."""
    rechecked: bool = False
    """Whether the spec was checked anew with it: its finding is gone, and no error is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One complaint. Codes are never reused: `TOP` reading and resolving, others are rules."""

    code: str
    severity: Severity
    message: str
    """One clause, lower case, no full stop, true alone."""
    at: Span
    verdict: Verdict | None = None
    also: tuple[Label, ...] = ()
    because: Proof | None = None
    fixes: tuple[Fix, ...] = ()
    endpoint: str | None = None
    path: tuple[str, ...] = ()
    """Names of the hops from the client to the offending node."""
    offending: tuple[str, ...] = ()
    """The members that break the constraint, such as country codes."""
    facts: tuple[Row, ...] = ()
    waived: str | None = None
    """The reason given in the spec's waiver; a waived finding decides nothing."""

    @property
    def fingerprint(self) -> str:
        """What is wrong, along which path, on which evidence; not where any of it stands.

        It is another one where the verdict, what offends, or the source or day of a fact is; lines
        of the spec and of the catalogue may move.
        """
        words = (self.code, self.endpoint or "", *self.path, *self.offending)
        if not (self.path or self.offending or self.endpoint):
            words = (*words, self.message)
        evidence = sorted({f"{row.source} of {row.as_of}" for row in self._rows()})
        parts = ("\x00".join(words), self.verdict or "", *evidence)
        return hashlib.sha256("\x01".join(parts).encode()).hexdigest()[:16]

    def _rows(self) -> Iterator[Row]:
        yield from self.facts
        for leaf in leaves(self.because) if self.because else ():
            if isinstance(leaf.source, Row):
                yield leaf.source


@value
class Outcome(Generic[T_co]):
    """What a pass gives back: its value, unless errors made one impossible, and what it says."""

    value: T_co | None
    diagnostics: tuple[Diagnostic, ...] = ()


def unknown_name(
    *, code: str, kind: str, name: str, known: Iterable[str], at: Span, where: str = ""
) -> Diagnostic:
    """The diagnostic for a name nobody knows, with the nearest known one as its fix."""
    candidates = sorted(known)
    near = get_close_matches(name, candidates, n=1, cutoff=0.6)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    fixes = (Fix(f"write `{near[0]}`", at, near[0]),) if near else ()
    if not near and 0 < len(candidates) <= _LISTED:
        fixes = (Fix("one of " + ", ".join(f"`{c}`" for c in candidates)),)
    return Diagnostic(
        code=code,
        severity=Severity.ERROR,
        message=f"no {kind} `{name}`{where}{hint}",
        at=at,
        fixes=fixes,
    )
