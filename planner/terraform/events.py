"""What Terraform says with `-json`: one event a line.

The format: https://developer.hashicorp.com/terraform/internals/machine-readable-ui
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from planner.values import value


@value
class TerraformDiagnostic:
    """An error or a warning of Terraform; `address` and `file` are empty where it names none."""

    severity: str
    summary: str
    detail: str = ""
    address: str = ""
    file: str = ""
    line: int | None = None

    @property
    def where(self) -> str:
        """The resource and the place in the files, as far as they are known."""
        place = f"{self.file}:{self.line}" if self.line is not None else self.file
        return ", ".join(word for word in (self.address, place) if word)


@value
class Event:
    """A step of a run. Values of outputs are left out, so that no secret passes through here."""

    kind: str
    """Terraform's own word, such as `apply_start`; `text` for a line that is not JSON, `interrupt`
    for what we have to say about one."""
    message: str
    address: str = ""
    action: str = ""
    elapsed_s: int | None = None
    diagnostic: TerraformDiagnostic | None = None
    counts: Mapping[str, int] | None = None
    """Of a `change_summary`: add, change, remove, import."""


def read_event(line: str) -> Event | None:
    """One line of output; None for an empty one."""
    text = line.strip()
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return Event("text", text) if text else None
    about = said.get("hook") or said.get("change") or {}
    changes = said.get("changes") or {}
    return Event(
        kind=str(said.get("type", "log")),
        message=str(said.get("@message", "")).strip(),
        address=(about.get("resource") or {}).get("addr", ""),
        action=about.get("action", ""),
        elapsed_s=about.get("elapsed_seconds"),
        diagnostic=read_diagnostic(said["diagnostic"]) if "diagnostic" in said else None,
        counts={k: v for k, v in changes.items() if isinstance(v, int)} or None,
    )


def read_diagnostic(said: Mapping[str, Any]) -> TerraformDiagnostic:
    """A diagnostic, as events and `validate -json` spell it."""
    place = said.get("range") or {}
    return TerraformDiagnostic(
        severity=said.get("severity", "error"),
        summary=said.get("summary", ""),
        detail=said.get("detail", "").strip(),
        address=said.get("address", ""),
        file=place.get("filename", ""),
        line=(place.get("start") or {}).get("line"),
    )
