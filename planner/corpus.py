"""A labelled corpus: how many of its findings the rules find, and how many of theirs it has.

A case is a spec whose first comments say all that has to be found in it:

    # expect: SOV010 unproven
    # expect: REL001
    # on: 2026-12-01

`# expect: nothing` where nothing is. A code stands for one finding or more; the word after it is
their worst verdict, `refused` for a spec that can't be read, and left out for a finding that has
no verdict. Files without such a comment are no cases: what cases extend. A corpus speaks of the
codes that any of its labels names, and of no others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from planner.catalog import Catalog
from planner.diagnostics import Verdict
from planner.errors import FileError, SpecError, UsageError
from planner.pipeline import plan
from planner.rules import worst
from planner.values import value

REFUSED = "refused"

_EXPECT = re.compile(r"#\s*expect:\s*(.+?)\s*")
_LABEL = re.compile(r"(?P<code>[A-Z]{3,4}\d{3})(?:\s+(?P<verdict>violated|unproven|refused))?")
_ON = re.compile(r"#\s*on:\s*(\d{4}-\d{2}-\d{2})\s*")
_NOTHING = "nothing"

Labels = Mapping[str, str]
"""Code to its worst verdict; empty text where its findings have none."""


@value
class Case:
    """A spec with what has to be found in it."""

    path: Path
    expected: Labels
    on: date | None
    """The day to look at waivers and agreements on; None: that of the catalogue."""


@value
class Judged:
    """A case, and what the rules found of the codes that its corpus speaks of."""

    case: Case
    found: Labels

    @property
    def missed(self) -> tuple[str, ...]:
        """Labels that were not found, or with another verdict."""
        return tuple(_only_in(self.case.expected, self.found))

    @property
    def surplus(self) -> tuple[str, ...]:
        """What was found and has no such label."""
        return tuple(_only_in(self.found, self.case.expected))


@value
class Tally:
    """How often a code was labelled, found, and found where it was labelled."""

    expected: int
    found: int
    both: int

    @property
    def precision(self) -> Decimal | None:
        """The share of what was found that is labelled; None where nothing was found."""
        return Decimal(self.both) / self.found if self.found else None

    @property
    def recall(self) -> Decimal | None:
        """The share of labels that was found; None where nothing is labelled."""
        return Decimal(self.both) / self.expected if self.expected else None


class Score:
    """A judged corpus."""

    def __init__(self, cases: Iterable[Judged]) -> None:
        self.cases = tuple(cases)

    @cached_property
    def codes(self) -> Mapping[str, Tally]:
        """A tally of each code, sorted."""
        labelled: Counter[str] = Counter()
        found: Counter[str] = Counter()
        both: Counter[str] = Counter()
        for one in self.cases:
            labelled.update(one.case.expected.keys())
            found.update(one.found.keys())
            both.update(code for code, _ in one.case.expected.items() & one.found.items())
        return {c: Tally(labelled[c], found[c], both[c]) for c in sorted({*labelled, *found})}

    @property
    def total(self) -> Tally:
        """All codes together."""
        tallies = self.codes.values()
        return Tally(
            sum(tally.expected for tally in tallies),
            sum(tally.found for tally in tallies),
            sum(tally.both for tally in tallies),
        )

    @property
    def is_perfect(self) -> bool:
        return not any(one.missed or one.surplus for one in self.cases)


def read_corpus(folder: Path) -> tuple[Case, ...]:
    """The cases below a folder, by path.

    Raises:
        UsageError: there are none, or a label says nothing that is known.
        FileError: a file can't be read.
    """
    cases = tuple(case for path in sorted(folder.rglob("*.yaml")) for case in _case(path))
    if not cases:
        raise UsageError(
            f"no case below {folder}",
            mend="a case is a .yaml file with a comment such as `# expect: SOV010 violated`",
        )
    return cases


def judge_corpus(cases: tuple[Case, ...], catalog: Catalog) -> Iterator[Judged]:
    """Each case as the rules judge it, one by one: a large corpus takes its time."""
    spoken_of = {code for case in cases for code in case.expected}
    for case in cases:
        found = _found(case, catalog)
        yield Judged(case, {code: found[code] for code in sorted(found) if code in spoken_of})


def _found(case: Case, catalog: Catalog) -> dict[str, str]:
    try:
        planned = plan(case.path, catalog=catalog, today=case.on or catalog.evaluated_at.date())
    except SpecError as refusal:
        return {each.code: REFUSED for each in refusal.diagnostics}
    verdicts: dict[str, list[Verdict]] = {}
    for finding in planned.findings:
        if finding.waived is None:
            verdicts.setdefault(finding.code, [])
            if finding.verdict is not None:
                verdicts[finding.code].append(finding.verdict)
    return {code: str(worst(each)) if each else "" for code, each in verdicts.items()}


def _case(path: Path) -> Iterator[Case]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as failure:
        raise FileError(f"{path} can't be read: {failure}", mend="save it as UTF-8") from None
    said = [found[1] for line in lines if (found := _EXPECT.fullmatch(line))]
    days = [found[1] for line in lines if (found := _ON.fullmatch(line))]
    if said:
        yield Case(path, dict(_labels(path, said)), date.fromisoformat(days[0]) if days else None)


def _labels(path: Path, said: list[str]) -> Iterator[tuple[str, str]]:
    for words in said:
        found = _LABEL.fullmatch(words)
        if found is not None:
            yield found["code"], found["verdict"] or ""
        elif words != _NOTHING:
            raise UsageError(
                f"{path}: `# expect: {words}` names no finding",
                mend="write a code with its verdict, such as `SOV010 violated`, or `nothing`",
            )


def _only_in(one: Labels, other: Labels) -> Iterator[str]:
    for code, verdict in one.items():
        if other.get(code) != verdict:
            yield f"{code} {verdict}".rstrip()
