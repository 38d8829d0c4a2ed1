"""Documentation that runs: every `console` block of a page is typed, and shows what is printed.

A block holds commands after `$ ` with their output; `pytest --update` writes the output. Commands
are `topoplan …` as a user types them in the folder of the checkout. A backslash goes on in the next
line, and `| grep …` keeps some of the output.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main, planning
from tests.conftest import ROOT

PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "examples").glob("*/README.md")),
)
DAY = date(2026, 11, 22)
_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?:.*\\\n)*.*$", re.MULTILINE)


_PROGRESS = re.compile(r"\s+\d+ s … ")
"""What a slow machine says while it works, which is no part of the output."""


def _blocks() -> Iterator[object]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for place, match in enumerate(_BLOCK.finditer(text)):
            name = f"{page.relative_to(ROOT)}:{text[: match.start()].count(chr(10)) + 1}"
            yield pytest.param(page, place, id=name)


@pytest.mark.parametrize(("page", "place"), tuple(_blocks()))
def test_a_page_shows_what_the_command_prints(
    page: Path, place: int, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT)
    # how old a price is changes with the day on which a page is read
    monkeypatch.setattr(planning, "today", lambda: DAY)
    text = page.read_text(encoding="utf-8")
    match = list(_BLOCK.finditer(text))[place]
    shown = "".join(map(_typed, _COMMAND.findall(match["body"])))
    if request.config.getoption("--update"):
        page.write_text(text[: match.start("body")] + shown + text[match.end("body") :], "utf-8")
        return
    command = f"to accept it: pytest tests/docs --update, then read the diff of {page.name}"
    assert match["body"] == shown, command


def _typed(command: str) -> str:
    """A command with all that it prints, and its exit code where that isn't 0."""
    line, _, kept = command.removeprefix("$ ").replace("\\\n", "").partition(" | ")
    program, *arguments = shlex.split(line)
    assert program == "topoplan", f"only topoplan runs here, not {program}"
    done = CliRunner().invoke(main, arguments, prog_name="topoplan")
    ending = f"[exit code {done.exit_code}]\n" if done.exit_code else ""
    lines = (text.rstrip() for text in done.output.splitlines() if not _PROGRESS.match(text))
    output = "".join(f"{text}\n" for text in lines)
    return f"{command}\n{_kept(output, kept) if kept else output}{ending}"


def _kept(output: str, command: str) -> str:
    """The lines that `grep` keeps of an output, at least one."""
    program, *arguments = shlex.split(command)
    assert program == "grep", f"only grep may follow, not {program}"
    done = subprocess.run(
        ["grep", *arguments], input=output, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_first_screen_of_the_readme_holds_the_two_commands_and_a_picture() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ", 1)[0]
    assert re.findall(r"^make \w+", first_screen, re.MULTILINE) == ["make demo", "make test"]
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", first_screen)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
