"""Draws docs/demo.svg: what `make demo` prints, with the long middle of the apply cut out.

`make picture` runs the demo and pipes it through this; nothing in the picture is written by hand.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

PICTURE = Path(__file__).with_name("demo.svg")
_WIDTH = 116
_RESOURCES_SHOWN = 3
_RESOURCE = re.compile(r"^ +\d+ s [✓…]")
_KIND = re.compile(r"^ +\d+ aws_")
_KINDS_SHOWN = 6


def main() -> None:
    console = Console(record=True, width=_WIDTH, file=io.StringIO())
    console.print(Text("$ make demo", style="bold"))
    for line in _shortened(sys.stdin.read().splitlines()):
        console.print(_painted(line), overflow="fold")
    PICTURE.write_text(console.export_svg(title="topoplan"), encoding="utf-8")


def _shortened(lines: list[str]) -> Iterator[str]:
    """The lines, with runs of resources and of kinds cut to their first few."""
    for pattern, shown, words in (
        (_RESOURCE, _RESOURCES_SHOWN, "more resources"),
        (_KIND, _KINDS_SHOWN, "more kinds"),
    ):
        lines = list(_cut(lines, pattern, shown, words))
    yield from (line for line in lines if "mirror" not in line)


def _cut(lines: list[str], pattern: re.Pattern[str], shown: int, words: str) -> Iterator[str]:
    run = 0
    for place, line in enumerate(lines):
        run = run + 1 if pattern.match(line) else 0
        if run <= shown:
            yield line
        elif place + 1 == len(lines) or not pattern.match(lines[place + 1]):
            yield f"      … {run - shown} {words}"


def _painted(line: str) -> Text:
    text = Text(line)
    text.highlight_regex(r"\b(proven|nothing to do|covers all.*)\b", "bold green")
    text.highlight_regex(r"\b(violated|unproven)\b|^error", "bold red")
    text.highlight_regex(r"sha256:\w+", "cyan")
    text.highlight_regex(r"✓", "green")
    return text


if __name__ == "__main__":
    main()
