"""The examples of the modules, lived through with emulated providers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from planner import resources
from planner.sandbox import emulated_providers
from planner.terraform import cloud
from planner.terraform.locating import locate_binary

_LIFE = (
    ("validate",),
    ("plan", "-out=tfplan"),
    ("apply", "tfplan"),
    ("plan", "-detailed-exitcode"),
    ("destroy", "-auto-approve"),
)


def lived(*clouds: str) -> tuple[int, float]:
    """How many roots there are, and the CPU of all commands of their lives, the providers' too."""
    with _copied() as modules, _environment(clouds) as environ:
        terraform = partial(_run, locate_binary(environ).path, environ)
        roots = sorted(root for name in clouds for root in modules.glob(f"{name}/*/examples/basic"))
        for root in roots:
            terraform(root, "init")
        before = _cpu_s()
        for root in roots:
            for words in _LIFE:
                terraform(root, *words)
        return len(roots), _cpu_s() - before


def _cpu_s() -> float:
    """Seconds of CPU, user and system, of this process and of those that it has waited for."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


@contextmanager
def _copied() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield shutil.copytree(resources.folder("modules"), Path(folder) / "modules")


@contextmanager
def _environment(clouds: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    own = {name: held for name, held in os.environ.items() if not name.startswith("TF_")}
    with emulated_providers(sorted({n for name in clouds for n in cloud(name).required})) as served:
        yield {**own, "CHECKPOINT_DISABLE": "1", "TF_INPUT": "0", **served}


def _run(binary: Path, environ: Mapping[str, str], root: Path, *words: str) -> None:
    done = subprocess.run(
        (binary, *words), cwd=root, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"terraform {' '.join(words)} in {root}: {done.stdout}{done.stderr}")
