"""Runs a cold process and asks the kernel what it took."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took."""

    cpu_s: float
    """Seconds of CPU, user and system: unlike wall time, hardly moved by what else is running."""
    peak_mib: float
    """Largest resident set, MiB."""


def cheapest(runs: int, *arguments: str | Path, module: str = "planner") -> Cost:
    """The least that a cold module took over some runs, after one that fills the caches."""
    _measured(module, *arguments)
    costs = (_measured(module, *arguments) for _ in range(runs))
    return min(costs, key=lambda cost: cost.cpu_s)


def _measured(module: str, *arguments: str | Path) -> Cost:
    command = (sys.executable, "-m", module, *map(str, arguments))
    # an installed package has its bytecode: the first run writes it, whatever this machine prefers
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    with process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    # a search that finds a conflict ends with 3
    if process.returncode not in (0, 3):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: {said.decode()}")
    # Linux counts ru_maxrss in KiB
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
