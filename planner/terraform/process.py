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
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from planner.values import value

_FORWARDED = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


_POLL_S = 0.05

OnLine = Callable[[str, int], None]
"""Gets a line of standard output, and how many interrupts there were so far."""


@value
class Finished:
    """How a child ended; `interrupts` counts the signals that were passed on to it."""

    exit_code: int
    stderr: str
    interrupts: int


@dataclass(slots=True)
class _Interrupts:
    """Passes each signal on as SIGINT. Never kills: a killed Terraform loses state and its lock."""

    child: subprocess.Popen[bytes]
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
    with tempfile.TemporaryDirectory(prefix="topoplan-") as temporary:
        written = Path(temporary, "stdout"), Path(temporary, "stderr")
        child = _start(command, folder, environ, *written)
        interrupts = _Interrupts(child)
        with _handled_by(interrupts):
            _read(child, written[0], interrupts, on_line)
        return Finished(child.returncode, _text(written[1]), interrupts.count)


def _start(
    command: Sequence[str | Path],
    folder: Path,
    environ: Mapping[str, str],
    stdout: Path,
    stderr: Path,
) -> subprocess.Popen[bytes]:
    """The child, writing to files: a pipe would break when we are killed, and the child with it."""
    with stdout.open("wb") as out, stderr.open("wb") as error:
        return subprocess.Popen(  # noqa: S603 - the caller has located the program
            command,
            cwd=folder,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=error,
            start_new_session=True,
        )


def _read(
    child: subprocess.Popen[bytes], stdout: Path, interrupts: _Interrupts, on_line: OnLine
) -> None:
    try:
        for line in _lines(child, stdout):
            on_line(line, interrupts.count)
    except BaseException:
        # The reader failed, not the child, which has to stop in good order all the same.
        child.send_signal(signal.SIGINT)
        child.wait()
        raise


def _lines(child: subprocess.Popen[bytes], stdout: Path) -> Iterator[str]:
    """The lines as they are written, until the child has ended."""
    with stdout.open(encoding="utf-8", errors="replace") as written:
        begun = ""
        while True:
            ended = child.poll() is not None
            begun += written.readline()
            if begun.endswith("\n") or (ended and begun):
                yield begun
                begun = ""
            elif ended:
                return
            else:
                time.sleep(_POLL_S)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


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
