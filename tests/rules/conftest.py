"""Collects the pages of the rules, `<CODE>.md`: each spec on them is a test.

A comment such as `# error: SOV001` stands on the line where the page's own rule finds something; a
spec without such comments is clean of it. The text below a spec is all that the rule shows of it.
`pytest --update` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.rules.pages import Finding, examples, found, with_text


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    return Page.from_parent(parent, path=file_path) if file_path.suffix == ".md" else None


class Page(pytest.File):
    """The page of one rule."""

    def collect(self) -> Iterator[pytest.Item]:
        for place, example in enumerate(examples(self.path.read_text(encoding="utf-8"))):
            yield Spec.from_parent(self, name=example.heading, place=place)


class Spec(pytest.Item):
    """One spec of a page; its text is read when it runs, since `--update` may have moved it."""

    def __init__(self, *, place: int, **details: Any) -> None:
        super().__init__(**details)
        self.place = place

    def runtest(self) -> None:
        page = self.path.read_text(encoding="utf-8")
        example = list(examples(page))[self.place]
        lines, shown = _found(example.spec, self.path.stem)
        if lines != example.marked:
            pytest.fail(f"the comments don't say what is found:\n\n{shown}", pytrace=False)
        if shown == (example.text or ""):
            return
        if not self.config.getoption("--update"):
            command = f"pytest {self.path.relative_to(self.config.rootpath)} --update"
            pytest.fail(f"shown is now\n\n{shown}\nto accept it: {command}", pytrace=False)
        self.path.write_text(with_text(page, example, shown), encoding="utf-8")

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name


def _found(spec: str, code: str) -> tuple[set[Finding], str]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "topology.yaml"
        file.write_text(spec, encoding="utf-8")
        return found(file, code)
