"""The house keeps its order; `lint-imports` holds the layers, this file what it can't see."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import planner
from planner.advising import Regret, regrets
from planner.rules import Rule, rules

ROOT = Path(planner.__file__).parent
PAGES = ROOT.parent / "tests" / "rules"
ROOMS = sorted({door.parent.name for door in ROOT.glob("*/__init__.py")} - {"cli"})
KNOWN: tuple[Rule | Regret, ...] = (*rules(), *regrets())
RULES = [pytest.param(rule, id=rule.code) for rule in KNOWN]

HEADINGS = ["What it checks", "Why it matters", "Example", "Mend", "Sources"]


def _imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and name of each module of ours that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                yield from ((node.lineno, alias.name) for alias in node.names)
            case ast.ImportFrom(module=str(module)):
                yield node.lineno, module


def _climbs_in(file: Path, module: str) -> bool:
    """Whether a file enters another room than by its door, `planner.<room>`."""
    inside = module.split(".")[1:]
    room = file.relative_to(ROOT).parts[0]
    return module.startswith("planner.") and len(inside) > 1 and inside[0] != room


def test_rooms_are_entered_by_their_door() -> None:
    climbed = [
        f"{file.relative_to(ROOT.parent)}:{line} imports {module}"
        for file in sorted(ROOT.rglob("*.py"))
        for line, module in _imports(file)
        if _climbs_in(file, module)
    ]

    assert climbed == []


def test_a_set_is_read_through_its_digests() -> None:
    reading = re.compile(r"\.(read_text|read_bytes|open)\(|\bopen\(")
    # a gateway's facts lie beside its templates, in no set
    own = {"digests.py", "gateways.py"}
    found = [
        f"{file.relative_to(ROOT.parent)}:{number}"
        for file in sorted((ROOT / "catalog").glob("*.py"))
        if file.name not in own
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if reading.search(line)
    ]

    assert found == [], "read it with planner.catalog.digests"


@pytest.mark.parametrize("room", ROOMS)
def test_a_door_names_what_it_lets_out(room: str) -> None:
    door = importlib.import_module(f"planner.{room}")

    assert [name for name in door.__all__ if not hasattr(door, name)] == []


def test_no_two_rules_share_a_code() -> None:
    shared = [code for code, count in Counter(rule.code for rule in KNOWN).items() if count > 1]

    assert shared == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_explains_itself_under_the_same_headings(rule: Rule | Regret) -> None:
    headings = re.findall(r"^## (.+)$", rule.page, re.MULTILINE)

    assert headings == HEADINGS


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_bears_the_title_of_its_docstring(rule: Rule | Regret) -> None:
    title, *_ = rule.page.splitlines()

    assert title.rstrip(".").lower() == rule.title.lower()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_page_that_tests_it(rule: Rule | Regret) -> None:
    page = PAGES / f"{rule.code}.md"

    assert page.is_file(), f"write {page.relative_to(ROOT.parent)}: its YAML blocks are the tests"
    assert re.search(rf"# .*(?:error|warning|note): {rule.code}\b", page.read_text())


def test_every_page_belongs_to_a_rule() -> None:
    orphans = {page.stem for page in PAGES.glob("*.md")} - {rule.code for rule in KNOWN}

    assert orphans == set()
