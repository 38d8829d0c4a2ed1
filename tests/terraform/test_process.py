"""A child process that is never left alone and never killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from planner.terraform import process

_STUBBORN = """
import signal, sys, time
seen = []
def interrupted(*_):
    seen.append("one")
    print("interrupt", len(seen), flush=True)
signal.signal(signal.SIGINT, interrupted)
print("ready", flush=True)
while len(seen) < int(sys.argv[1]):
    time.sleep(0.01)
time.sleep(0.2)
print("ended in good order", flush=True)
"""


def _run(folder: Path, on_line: process.OnLine, *, until: int = 1) -> process.Finished:
    command = (sys.executable, "-c", _STUBBORN, str(until))
    return process.run(command, folder, dict(os.environ), on_line)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_is_passed_on_as_an_interrupt_and_the_child_ends_by_itself(
    tmp_path: Path, name: str
) -> None:
    lines: list[str] = []

    def on_line(line: str, _: int) -> None:
        lines.append(line)
        if line == "ready\n":
            os.kill(os.getpid(), getattr(signal, name))

    finished = _run(tmp_path, on_line)

    assert finished == process.Finished(exit_code=0, stderr="", interrupts=1)
    assert lines[-1] == "ended in good order\n"


def test_every_further_interrupt_is_passed_on_and_counted(tmp_path: Path) -> None:
    def on_line(line: str, _: int) -> None:
        if line in ("ready\n", "interrupt 1\n", "interrupt 2\n"):
            os.kill(os.getpid(), signal.SIGINT)

    finished = _run(tmp_path, on_line, until=3)

    assert finished.interrupts == 3
    assert finished.exit_code == 0


def test_a_reader_that_fails_waits_for_the_child_to_end_in_good_order(tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    script = _STUBBORN + f"open({str(ended)!r}, 'w').close()\n"

    def on_line(_: str, __: int) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        process.run((sys.executable, "-c", script, "1"), tmp_path, dict(os.environ), on_line)

    assert ended.exists()


def test_a_child_ends_in_good_order_though_we_are_killed(tmp_path: Path) -> None:
    child = (
        "import sys, time; print('begun', flush=True); time.sleep(1)\n"
        "for _ in range(9): print('further', flush=True)\n"
        f"open({str(tmp_path / 'ended')!r}, 'w').close()"
    )
    us = (
        "import os, pathlib, signal, sys; from planner.terraform import process\n"
        "die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"process.run((sys.executable, '-c', {child!r}), pathlib.Path('.'), os.environ, die)"
    )

    killed = subprocess.run((sys.executable, "-c", us), check=False)

    assert killed.returncode == -signal.SIGKILL
    for _ in range(100):
        if (tmp_path / "ended").exists():
            return
        time.sleep(0.1)
    pytest.fail("the child did not end in good order")


def test_a_last_line_without_an_end_is_read(tmp_path: Path) -> None:
    lines: list[str] = []
    command = (sys.executable, "-c", "print('one'); print('two', end='')")

    process.run(command, tmp_path, dict(os.environ), lambda line, _: lines.append(line))

    assert lines == ["one\n", "two"]


def test_the_handlers_of_the_caller_come_back(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)

    process.run((sys.executable, "-c", ""), tmp_path, dict(os.environ), lambda *_: None)

    assert signal.getsignal(signal.SIGINT) is before


def test_a_command_runs_outside_the_main_thread_too(tmp_path: Path) -> None:
    lines: list[str] = []

    def work() -> None:
        command = (sys.executable, "-c", "print('done')")
        process.run(command, tmp_path, dict(os.environ), lambda line, _: lines.append(line))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert lines == ["done\n"]
