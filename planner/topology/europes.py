"""`EU` without a bloc: refused, with what each of its meanings has and lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Span, Step, Verdict

_UNION = "EU"
_AROUND = ("EU", "EEA", "EFTA", "UK")
"""Blocs that together are what anybody calls Europe."""


def ambiguous(word: str, at: Span, catalog: Catalog) -> Diagnostic:
    """The refusal of a word that vendors and laws mean different countries by."""
    return Diagnostic(
        code="SOV008",
        severity=Severity.ERROR,
        verdict=Verdict.UNPROVEN,
        message=f"`{word}` is other countries to each law and vendor, so a bloc has to say which",
        at=at,
        because=Step(
            f"against the members of `bloc:{_UNION}`",
            "",
            tuple(_differences(catalog)),
        ),
        fixes=tuple(_fixes(word, at)),
        path=("policy", word),
        offending=(word,),
    )


def _fixes(word: str, at: Span) -> Iterator[Fix]:
    if word.upper() == _UNION:
        yield Fix(f"write `bloc:{_UNION}`, the 27 members", at, f"bloc:{_UNION}")
    yield Fix("write one of these blocs, or a list of countries")


def _differences(catalog: Catalog) -> Iterator[Fact]:
    """What each other Europe has and lacks, against the union."""
    day = catalog.evaluated_at.date()
    union = _members(_UNION, catalog, day)
    around = frozenset[str]().union(*(_members(name, catalog, day) for name in _AROUND))
    for name in ("EEA", *catalog.blocs_of("vendor-bloc")):
        members, row = _members(name, catalog, day), catalog.bloc_row(name)
        if row is not None and members <= around and members != union:
            yield Fact(f"`bloc:{name}` {_difference(members, union)}", row)


def _members(name: str, catalog: Catalog, day: date) -> frozenset[str]:
    return catalog.bloc(name, day) or frozenset()


def _difference(members: frozenset[str], union: frozenset[str]) -> str:
    has, lacks = ", ".join(sorted(members - union)), ", ".join(sorted(union - members))
    words = (f"has {has}" if has else "", f"lacks {lacks}" if lacks else "")
    return " and ".join(filter(None, words))
