"""The real git, held to little: no prompt, no hook, no submodule, bounded in time and size."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

PATIENCE_S = 2.0
"""After which it is told what takes so long."""
MAX_BYTES = 64 * 1024 * 1024
"""Most that a repository, or an answer, may take on disk."""

_POLL_S = 0.1
_GRACE_S = 2.0
_PROTOCOLS = "https:ssh:file"
"""What git may speak, redirections and the user's own rewriting of addresses included."""

_OF_ANOTHER_REPOSITORY = (
    # `git rev-parse --local-env-vars`: set within a hook, they would lead git back into that tree
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "fetch.fsckObjects=true",
    "fetch.recurseSubmodules=false",
    "gc.auto=0",
    "maintenance.auto=false",
)

Slow = Callable[[], None]
"""Called once where git takes longer than people wait in silence."""


class GitFailure(Exception):
    """Git is missing, refused, or was stopped; the text says why."""


def git(
    *words: str | Path,
    limit_s: float,
    watched: Path | None = None,
    on_slow: Slow = lambda: None,
    most: int = 0,
) -> bytes:
    """What git prints, with the literal words of a command; `watched` may not grow too large.

    `most`: the highest exit status that is an answer of the command, and no failure.

    Raises:
        GitFailure: it is not there, ends with an error, or takes too long or too much.
    """
    program = shutil.which("git")
    if program is None:
        raise GitFailure("`git` is not on the PATH")
    with tempfile.TemporaryDirectory(prefix="topoplan-") as name:
        scratch = Path(name).resolve()
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        child = _started((program, *settings, "--literal-pathspecs", *words), scratch)
        try:
            _wait(child, limit_s, [scratch, *([watched] if watched else [])], on_slow)
        except BaseException:
            _stop(child)
            raise
        if not 0 <= child.returncode <= most:
            raise GitFailure(_complaint((scratch / "err").read_bytes(), child.returncode))
        return (scratch / "out").read_bytes()


def _started(command: Sequence[str | Path], scratch: Path) -> subprocess.Popen[bytes]:
    """Git, writing to files: an answer without end then meets the limit of its size."""
    with (scratch / "out").open("wb") as out, (scratch / "err").open("wb") as err:
        return subprocess.Popen(  # noqa: S603 - git itself, with words that were checked
            command,
            cwd=scratch,
            # else a repository around the folder for temporary files would lend its settings
            env={**_environment(os.environ), "GIT_CEILING_DIRECTORIES": str(scratch.parent)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """The user's own, proxies and keys included, without whatever asks or leads elsewhere."""
    kept = {name: text for name, text in own.items() if name not in _OF_ANOTHER_REPOSITORY}
    if not kept.keys() & {"GIT_SSH", "GIT_SSH_COMMAND"}:
        kept["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes"
    return {
        **kept,
        "GCM_INTERACTIVE": "never",
        "GIT_ALLOW_PROTOCOL": _PROTOCOLS,
        "GIT_ASKPASS": "true",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "SSH_ASKPASS_REQUIRE": "never",
    }


def _wait(
    child: subprocess.Popen[bytes], limit_s: float, growing: Sequence[Path], on_slow: Slow
) -> None:
    started, told, ended = monotonic(), False, False
    while not ended:
        with suppress(subprocess.TimeoutExpired):
            child.wait(_POLL_S)
            ended = True
        took = monotonic() - started
        if sum(map(_size, growing)) > MAX_BYTES:
            raise GitFailure(f"it is larger than {MAX_BYTES // 1024**2} MiB")
        if took > limit_s and not ended:
            raise GitFailure(f"it took longer than {limit_s:g} s")
        if took > PATIENCE_S and not (told or ended):
            told = True
            on_slow()


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):  # git moves its temporary files while they are counted
            total += path.lstat().st_size
    return total


def _stop(child: subprocess.Popen[bytes]) -> None:
    """End git and whatever it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        with suppress(subprocess.TimeoutExpired):
            child.wait(_GRACE_S)
            return


def _complaint(stderr: bytes, exit_code: int) -> str:
    lines = [line for line in stderr.decode(errors="replace").splitlines() if line.strip()]
    fatal = [line.partition(": ")[2] for line in lines if line.startswith(("fatal: ", "error: "))]
    return next(iter(fatal or lines[-1:]), f"git ended with {exit_code}")
