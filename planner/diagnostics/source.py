"""Text of an input file, positions in it, and rows of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from planner.values import value


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of one file; lines and columns count from 1, as editors show them."""

    path: PurePath
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@value
class SourceText:
    """An input file as it was read, so that a view can show and underline a span of it."""

    path: PurePath
    text: str

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its end; empty past the end of the file."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""


STATED = "the spec"
"""The source of a fact that only the spec vouches for."""

_MEMORY = "memory"
"""The source of what nobody looked up: common knowledge, shown as such wherever it is used."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A fact of the catalogue: where it stands and what day it speaks of."""

    file: str
    """Path below `planner/data`, such as `clouds/aws/regions.csv`."""
    line: int
    as_of: str
    """ISO date, or `YYYY-MM` where the source gives no day; empty where it gives none."""
    source: str = ""
    """The row's own source id or address (`memory`: common knowledge, not looked up)."""

    @property
    def is_stated(self) -> bool:
        """Whether it stands in the spec, and in no file of the catalogue."""
        return self.source == STATED

    @property
    def is_hearsay(self) -> bool:
        """Whether nobody looked it up."""
        return self.source == _MEMORY

    def __str__(self) -> str:
        dated = f" of {self.as_of}" if self.as_of else ""
        doubt = ", from memory" if self.is_hearsay else ""
        return f"{self.file}:{self.line}{dated}{doubt}"
