"""Two changes of one text to a text that holds both, or to where they contradict each other."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from planner.errors import FileError
from planner.values import value

_LIMIT_S = 30.0
_LEAST_MARKER = 40
"""Far more than the seven characters of git's own markers, which a text may hold."""
_MOST_CONFLICTS = 127
"""What `git merge-file` ends with at the most: the number of conflicts."""


@value
class Hunk:
    """Lines that both changes have changed, each to something else."""

    line: int
    """Where they begin in the text that was edited, counted from 1."""
    base: str
    edited: str
    generated: str


@value
class Merge:
    """What came of two changes."""

    text: str
    """Both of them; where there are conflicts, the edit wins in those."""
    conflicts: tuple[Hunk, ...]


def merge(base: str, edited: str, generated: str) -> Merge:
    """The text with what `edited` and what `generated` change of `base`, line by line.

    Git merges, as in a repository: changes that touch each other are a conflict, equal ones none.

    Raises:
        FileError: git is missing or refuses the texts.
    """
    if generated in (base, edited):
        return Merge(edited, ())
    if base == edited:
        return Merge(generated, ())
    size = _marker(base, edited, generated)
    return _read(_merged(base, edited, generated, size), size)


def _marker(*texts: str) -> int:
    """How long a marker is that no line of the texts looks like."""
    runs = re.finditer(r"^(?:<+|=+|>+|\|+)", "\n".join(texts), re.MULTILINE)
    return max((len(run[0]) for run in runs), default=0) + _LEAST_MARKER


def _merged(base: str, edited: str, generated: str, size: int) -> str:
    from planner.spec.git import GitFailure, git  # noqa: PLC0415 - starts processes

    with tempfile.TemporaryDirectory(prefix="topoplan-") as name:
        paths = []
        for part, text in (("edited", edited), ("base", base), ("generated", generated)):
            paths.append(Path(name, part))
            paths[-1].write_text(text, encoding="utf-8", newline="")
        options = ("--stdout", "--quiet", "--diff3", f"--marker-size={size}")
        try:
            told = git("merge-file", *options, *paths, limit_s=_LIMIT_S, most=_MOST_CONFLICTS)
        except GitFailure as failure:
            raise FileError(
                f"git can't merge an edit by hand with what is new: {failure}",
                mend="install git, or mend what it says; nothing was written",
            ) from None
        return told.decode()


def _read(told: str, size: int) -> Merge:
    """The merge that git wrote down with markers."""
    text, hunks = "", []
    for part in _parts(told, size):
        if isinstance(part, str):
            text += part
        else:
            edited, base, generated = part
            hunks.append(Hunk(text.count("\n") + 1, base, edited, generated))
            text += edited
    return Merge(text, tuple(hunks))


def _parts(told: str, size: int) -> Iterator[str | tuple[str, str, str]]:
    """Texts that are settled, and between them the three sides of each conflict."""
    conflict = re.compile(
        rf"^<{{{size}}}[^\n]*\n(?P<edited>.*?)^\|{{{size}}}[^\n]*\n(?P<base>.*?)"
        rf"^={{{size}}}\n(?P<generated>.*?)^>{{{size}}}[^\n]*\n",
        re.MULTILINE | re.DOTALL,
    )
    end = 0
    for found in conflict.finditer(told):
        yield told[end : found.start()]
        yield found["edited"], found["base"], found["generated"]
        end = found.end()
    yield told[end:]
