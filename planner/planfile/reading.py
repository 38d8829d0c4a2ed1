"""A file to a PlannedTree, or the reason why it is none, with the way to a file that is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import UsageError
from planner.planfile.planfile import PlannedTree, tree_of

if TYPE_CHECKING:
    from msgspec import Raw

    from planner.planfile.wire import Heading

_KNOWN_MAJOR = 1
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_VERSION = re.compile(r"(\d+)\.\d+")
_SHOWN = 80


def read_planfile_at(path: Path) -> PlannedTree:
    """The plan in a file that `terraform show -json` wrote.

    A hundred megabytes take about two seconds and half a gigabyte.

    Raises:
        UsageError: the file can't be read, or is no whole plan; `mend` says what makes one.
    """
    import msgspec  # noqa: PLC0415 - only a planfile needs it

    from planner.planfile.wire import Document, Heading  # noqa: PLC0415 - as above

    text = _text(path)
    try:
        _judge(path, msgspec.json.decode(text, type=Heading))
        return tree_of(msgspec.json.decode(text, type=Document))
    except RecursionError:
        raise _no_plan(path, "it is nested too deeply") from None
    except msgspec.ValidationError as error:
        raise _no_plan(path, _plain(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _broken(path, text, error) from None


def _text(path: Path) -> bytes:
    try:
        text = path.read_bytes()
    except OSError as error:
        raise UsageError(f"can't read {path}: {error.strerror}", mend=_mend(path)) from None
    if text.startswith(_ZIP):
        raise UsageError(
            f"{path} is the planfile itself, which only Terraform can read",
            mend=f"show it as JSON: terraform show -json {path} > plan.json",
        )
    if text.startswith(_UTF16_MARKS):
        raise UsageError(
            f"{path} is UTF-16, as `>` of Windows PowerShell writes it",
            mend="write it as UTF-8: terraform show -json plan.tfplan | Out-File -Encoding utf8 "
            "plan.json",
        )
    text = text.removeprefix(_UTF8_MARK)
    if not text.strip():
        raise UsageError(f"{path} is empty", mend=_mend(path))
    return text


def _judge(path: Path, heading: Heading) -> None:
    """Raises UsageError for JSON that is something else, or only a part of a plan."""
    planned = _is_there(heading.resource_changes) or _is_there(heading.planned_values)
    if heading.lineage is not None or (_is_there(heading.values) and not planned):
        raise _state(path)
    if not planned:
        raise _no_plan(path, "it has no `resource_changes`")
    if heading.format_version is not None:
        _judge_version(path, heading.format_version)
    if heading.errored:
        raise UsageError(
            f"{path} is of a plan that failed, and holds only a part",
            mend=f"mend what failed and plan again; then {_mend(path)}",
        )
    if not _is_there(heading.configuration):
        raise _no_plan(path, "it has no `configuration`")


def _is_there(part: Raw) -> bool:
    return memoryview(part).nbytes > 0


def _judge_version(path: Path, version: str) -> None:
    found = _VERSION.fullmatch(version)
    if found is None:
        raise _no_plan(path, f"its format_version is {version!r}")
    if int(found[1]) > _KNOWN_MAJOR:
        raise UsageError(
            f"{path} is in format {version}; this topoplan reads {_KNOWN_MAJOR}.x",
            mend="take a newer topoplan, or show the plan with an older Terraform",
        )


def _state(path: Path) -> UsageError:
    return UsageError(
        f"{path} is a state, not a plan",
        mend="plan first: terraform plan -out plan.tfplan && "
        "terraform show -json plan.tfplan > plan.json",
    )


def _no_plan(path: Path, why: str) -> UsageError:
    return UsageError(f"{path} is no Terraform plan: {why}", mend=_mend(path))


def _broken(path: Path, text: bytes, error: Exception) -> UsageError:
    if text.lstrip().startswith(b'{"@level"'):
        return UsageError(
            f"{path} is what `terraform plan -json` says while it works, not the plan",
            mend=_mend(path),
        )
    if not text.lstrip().startswith(b"{"):
        begins = text.lstrip()[:_SHOWN].decode(errors="replace").splitlines()[0]
        return UsageError(f"{path} is no JSON; it begins with {begins!r}", mend=_mend(path))
    return UsageError(f"{path} is no JSON, or not all of it: {_plain(error)}", mend=_mend(path))


def _plain(error: Exception) -> str:
    words = str(error)
    return words[:1].lower() + words[1:]


def _mend(path: Path) -> str:
    name = path.name if path.suffix == ".json" else "plan.json"
    return f"write it with: terraform show -json plan.tfplan > {name}"
