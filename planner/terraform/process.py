"""A child process in a group of its own, whose lines are read as they come.

Ctrl-C in a terminal goes to every process of the group. Terraform would then be interrupted
together with the providers it needs to stop in good order, so it gets its own group, and the signal
by hand.
"""

from __future__ import annotations

import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

_FORWARDED = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


OnLine = Callable[[str, int], None]
"""Gets a line of standard output, and how many interrupts there were so far."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a child ended; `interrupts` counts the signals that were passed on to it."""

    exit_code: int
    stderr: str
    interrupts: int


@dataclass(slots=True)
class _Interrupts:
    """Passes each signal on as SIGINT. Never kills: a killed Terraform loses state and its lock."""

    child: subprocess.Popen[str]
    count: int = 0

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        self.count += 1
        self.child.send_signal(signal.SIGINT)


def run(
    command: Sequence[str | Path],
    folder: Path,
    environ: Mapping[str, str],
    on_line: OnLine,
) -> Finished:
    """Runs a command to its end, whatever happens to us on the way.

    Raises:
        OSError: the command can't be started.
    """
    with tempfile.TemporaryFile("w+", errors="replace") as stderr:
        child = subprocess.Popen(  # noqa: S603 - the caller has located the program
            command,
            cwd=folder,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        interrupts = _Interrupts(child)
        with _handled_by(interrupts):
            _read(child, interrupts, on_line)
            exit_code = child.wait()
        stderr.seek(0)
        return Finished(exit_code, stderr.read(), interrupts.count)


def _read(child: subprocess.Popen[str], interrupts: _Interrupts, on_line: OnLine) -> None:
    assert child.stdout is not None  # noqa: S101 - it is a pipe
    with child.stdout as lines:
        try:
            for line in lines:
                on_line(line, interrupts.count)
        except BaseException:
            # The reader failed, not the child: a closed pipe would kill it in mid-apply.
            child.send_signal(signal.SIGINT)
            for _ in lines:
                pass
            child.wait()
            raise


@contextmanager
def _handled_by(interrupts: _Interrupts) -> Iterator[None]:
    """Only the main thread may set handlers; elsewhere signals stay with whoever handles them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, interrupts) for number in _FORWARDED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
