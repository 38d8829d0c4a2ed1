"""topoplan as a user runs it: a process of its own, its words and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

DOCUMENTED = {0, 1, 2, 3, 4, 5}
"""The exit codes of the command line's contract."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def says(self) -> str:
        """All its words."""
        return self.out + self.err


def command(*words: object) -> tuple[str, ...]:
    """The words of a command line that runs topoplan."""
    return (sys.executable, "-m", "planner", *map(str, words))


def topoplan(*words: object, environ: Mapping[str, str] | None = None, answer: str = "") -> Ended:
    """Run a command to its end."""
    done = subprocess.run(
        command(*words),
        env=dict(os.environ if environ is None else environ),
        input=answer,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
