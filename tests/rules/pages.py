"""Rule pages: what a specification block says of itself, and the text that its findings make.

A page speaks of its own rule alone. What all rules together say of a spec is in `tests/examples`
and in the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import planner
from planner.advising import advise, regretted, thresholds
from planner.views.diagnostics import show

TODAY = date(2026, 12, 1)
"""The day on which waivers of a page are looked at."""

_BLOCK = re.compile(
    r"^```yaml\n(?P<yaml>.*?)^```\n(?:\n```text\n(?P<text>.*?)^```\n)?", re.MULTILINE | re.DOTALL
)
_MARK = re.compile(r"#.*?\b(?P<severity>error|warning|note): (?P<code>[A-Z]{3,4}\d{3})")
_KEY = re.compile(r"^(\w+):", re.MULTILINE)
_BASE = Path(__file__).with_name("base.yaml")

Finding = tuple[int, str, str]
"""Line, severity and code."""


@dataclass(frozen=True, slots=True)
class Example:
    """A spec on a page."""

    heading: str
    yaml: str
    text: str | None
    """None where the page shows no findings."""
    start: int
    end: int

    @property
    def marked(self) -> set[Finding]:
        """What the comments of the spec say that is found, and on which line."""
        return {
            (number, mark["severity"], mark["code"])
            for number, line in enumerate(self.yaml.splitlines(), 1)
            for mark in _MARK.finditer(line)
        }

    @property
    def spec(self) -> str:
        """The spec with what it leaves out, below its own lines."""
        return self.yaml + "".join(_left_out(self.yaml))


def examples(page: str) -> Iterator[Example]:
    """The specs of a page, in its order."""
    for block in _BLOCK.finditer(page):
        *_, heading = re.findall(r"^#+ (.+)$", page[: block.start()], re.MULTILINE)
        yield Example(heading, block["yaml"], block["text"], block.start(), block.end())


def found(spec: Path, code: str) -> tuple[set[Finding], str]:
    """What a rule finds in a spec, and how it is shown; a spec that is refused makes no plan."""
    try:
        plan = planner.plan(spec, today=TODAY)
        said, sources = _said(plan, code), plan.sources
    except planner.SpecError as refused:
        said, sources = refused.diagnostics, refused.sources
    findings = tuple(finding for finding in said if finding.code == code)
    lines = {(f.at.line, f.severity.name.lower(), f.code) for f in findings}
    shown = show(findings, sources, color=False)
    return lines, shown.replace(str(spec), spec.name)


def _said(plan: planner.Plan, code: str) -> tuple[planner.Diagnostic, ...]:
    """Regrets are no part of a plan: they come of advice."""
    if code.startswith("ADV"):
        return regretted(advise(plan, thresholds()))
    return plan.findings


def with_text(page: str, example: Example, text: str) -> str:
    """The page with another text below an example."""
    block = f"```yaml\n{example.yaml}```\n" + (f"\n```text\n{text}```\n" if text else "")
    return page[: example.start] + block + page[example.end :]


def _left_out(yaml: str) -> Iterator[str]:
    written = set(_KEY.findall(yaml))
    for part in re.split(r"^(?=\w)", _BASE.read_text(encoding="utf-8"), flags=re.MULTILINE):
        if part and part.partition(":")[0] not in written:
            yield part
