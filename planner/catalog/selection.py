"""Rows that are selected by the spec's own words.

A selector cell holds words joined by `|`. Empty: it doesn't matter. `unset`: the spec says nothing.
Anything else is a pattern such as `gpt-5.4*`. Of several rows that fit, the one that names the
rightmost selector wins: a model is closer to the point than a host, a region or a mode.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from planner.catalog.tables import Record

SELECTORS = ("mode", "region", "host", "model")
"""From the most general to the most special."""

UNSET = "unset"
"""The word that stands for a key that the spec leaves out."""


def select(records: Iterable[Record], said: Mapping[str, str | None]) -> Record | None:
    """The most special row that fits what the spec says; None where none does."""
    fitting = [record for record in records if _fits(record, said)]
    return max(fitting, key=_specialty, default=None)


def vocabulary(records: Iterable[Record]) -> dict[str, tuple[str, ...]]:
    """For each selector that some row names: the words it knows, without patterns of models."""
    words: dict[str, set[str]] = {}
    for record in records:
        for selector in SELECTORS[:-1]:
            words.setdefault(selector, set()).update(record.words(selector))
    return {selector: tuple(sorted(known - {UNSET})) for selector, known in words.items() if known}


def _fits(record: Record, said: Mapping[str, str | None]) -> bool:
    return all(_cell_fits(record.words(name), said.get(name)) for name in SELECTORS)


def _cell_fits(words: tuple[str, ...], said: str | None) -> bool:
    if not words:
        return True
    if said is None:
        return UNSET in words
    return any(fnmatchcase(said, word) for word in words)


def _specialty(record: Record) -> tuple[bool, ...]:
    return tuple(bool(record.text(name)) for name in reversed(SELECTORS))
