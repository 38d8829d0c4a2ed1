"""Terraform's failures as errors of ours: what, where, why, and how to mend it."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import indent
from urllib.parse import urlsplit

from planner.errors import TerraformError
from planner.terraform.events import TerraformDiagnostic
from planner.values import value

_LOG_IN = "log in (such as `aws sso login`, or AWS_PROFILE), then run the same command again"
_MENDS = (
    (
        r"ExpiredToken|token.{0,40}expired|session has expired",
        f"your AWS session is over: {_LOG_IN}",
    ),
    (
        r"No valid credential sources|failed to refresh cached credentials|NoCredentialProviders",
        _LOG_IN,
    ),
    (
        r"InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|AuthFailure",
        "AWS does not know these credentials: see what `aws sts get-caller-identity` says",
    ),
    (
        r"AccessDenied|UnauthorizedOperation|not authorized to perform",
        "let whoever runs this do the action that is named above, then run the same command again",
    ),
    (
        r"InsufficientInstanceCapacity|Insufficient capacity",
        "AWS has no such machine free in this zone: add zones, reserve capacity, or try later",
    ),
    (
        r"VcpuLimitExceeded|LimitExceeded|ServiceQuotaExceeded",
        "ask for a higher quota (AWS console, Service Quotas), then run the same command again",
    ),
    (
        r"could not connect to registry|failed to query available provider",
        "let this machine reach the registry, or set TOPOPLAN_TF_MIRROR to a provider mirror",
    ),
    (
        r"NoSuchBucket|S3 bucket .* does not exist",
        "create the bucket that `state` in the spec names, or correct the name",
    ),
    (
        r"Saved plan is stale",
        "the state has changed since the plan was made: run the same command again",
    ),
    (r"no space left on device", "free some disk space, then run the same command again"),
)


class StateLocked(TerraformError):
    """Somebody else holds the lock of the state, or a killed run has left it behind."""

    def __init__(self, lock: Lock, unlock: str) -> None:
        super().__init__(
            f"the state is locked by {lock.who} since {lock.created}, for {lock.operation}"
            f" (lock {lock.id})",
            mend=f"wait until that run ends; if it is dead: {unlock}",
        )
        self.lock = lock
        self.unlock = unlock


@value
class Lock:
    """Who holds the lock of a state, in Terraform's words."""

    id: str
    who: str
    operation: str
    created: str


def failure(
    command: str,
    program: str,
    folder: Path,
    diagnostics: Sequence[TerraformDiagnostic],
    stderr: str,
) -> TerraformError:
    """The error for a command that failed; `program` is what a user types to run Terraform."""
    errors = _telling(diagnostics)
    whole = "\n".join(f"{error.summary}\n{error.detail}" for error in errors) or _unboxed(stderr)
    lock = _lock(whole)
    if lock is not None:
        return StateLocked(lock, f"{program} -chdir={folder} force-unlock {lock.id}")
    saved = _rescued_state(program, folder)
    said = "\n".join(map(_shown, errors)) or whole or "it says nothing"
    return TerraformError(
        f"{program} {command} failed\n{indent(said, '  ')}",
        mend=saved or _mend(whole, program, folder),
    )


def interrupted(
    command: str, program: str, folder: Path, *, times: int, finished: bool
) -> TerraformError:
    """The error for a command that the user broke off."""
    saved = _rescued_state(program, folder)
    if finished:
        return TerraformError(
            f"interrupted; {program} {command} had already finished and its state is sound",
            mend="run the same command again to go on",
        )
    if times > 1:
        return TerraformError(
            f"interrupted {times} times: {program} {command} was not left to finish, and what it "
            "was doing at that moment may be missing in the state",
            mend=saved or f"compare with the cloud: {program} -chdir={folder} plan",
        )
    return TerraformError(
        f"interrupted: {program} {command} stopped in good order and its state is sound",
        mend=saved or "run the same command again: it goes on where this one stopped",
    )


def refuse_dead_endpoint(environ: Mapping[str, str]) -> None:
    """Asks an emulated AWS whether it is there: the provider would try for half a minute.

    Raises:
        TerraformError: nothing listens at an AWS_ENDPOINT_URL of the environment.
    """
    if environ.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() == "true":
        return
    for name in sorted(environ):
        if name.startswith("AWS_ENDPOINT_URL") and _refuses(environ[name]):
            raise TerraformError(
                f"nothing listens at {name}={environ[name]}",
                mend=f"start what should listen there, or unset {name} to use the real AWS",
            )


def _refuses(url: str) -> bool:
    """Whether the port is closed. What can't be told, such as behind a proxy, is not refused."""
    address = urlsplit(url)
    try:
        port = address.port or (443 if address.scheme == "https" else 80)
        with socket.create_connection((address.hostname or "", port), timeout=2):
            return False
    except ConnectionRefusedError:
        return True
    except (OSError, ValueError):
        return False


def _telling(diagnostics: Sequence[TerraformDiagnostic]) -> list[TerraformDiagnostic]:
    """The errors, each once, without the echo that an interrupted step gives."""
    errors = dict.fromkeys(d for d in diagnostics if d.severity == "error")
    return [error for error in errors if error.summary != "execution halted"]


def _shown(error: TerraformDiagnostic) -> str:
    head = f"{error.summary} ({error.where})" if error.where else error.summary
    return f"{head}\n{indent(error.detail, '  ')}".rstrip()


def _unboxed(stderr: str) -> str:
    """Terraform's message without the box it draws around it."""
    lines = (re.sub(r"^[╷│╵]\s?", "", line).rstrip() for line in stderr.splitlines())
    return "\n".join(line for line in lines if line)


def _lock(text: str) -> Lock | None:
    if "Lock Info:" not in text:
        return None
    found = dict(re.findall(r"^\s*(ID|Who|Operation|Created):\s+(\S.*?)\s*$", text, re.MULTILINE))
    return Lock(
        id=found.get("ID", "unknown"),
        who=found.get("Who", "unknown"),
        operation=found.get("Operation", "unknown").removeprefix("OperationType").lower(),
        created=found.get("Created", "unknown"),
    )


def _rescued_state(program: str, folder: Path) -> str:
    """Terraform writes the state here when it can't reach the backend."""
    if not (folder / "errored.tfstate").exists():
        return ""
    return f"save the state first: {program} -chdir={folder} state push errored.tfstate"


def _mend(text: str, program: str, folder: Path) -> str:
    if re.search(r"Backend configuration changed|Backend initialization required", text):
        return f"to move the state to the new place: {program} -chdir={folder} init -migrate-state"
    if re.search(r"Inconsistent dependency lock file|use\s+terraform init -upgrade", text):
        return f"{program} -chdir={folder} init -upgrade"
    for pattern, mend in _MENDS:
        if re.search(pattern, text, re.IGNORECASE):
            return mend
    return "mend what is named above, then run the same command again"
