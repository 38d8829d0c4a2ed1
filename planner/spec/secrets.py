"""Credentials in a spec: found before anything else is said, and never shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, SourceText, Span
from planner.spec import complaints
from planner.spec.complaints import error

_CREDENTIAL = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"sk-(?:(?=[A-Za-z_-]*[0-9])[\w-]{16,}|[\w-]{20,})"  # OpenAI, Anthropic, LiteLLM, …
    r"|(?:AKIA|ASIA)[A-Z0-9]{16}"  # AWS
    r"|AIza[A-Za-z0-9_-]{30,}"  # Google
    r"|(?:gsk|hf|r8|fw|tgp|lsv2_pt|lsv2_sk)_[A-Za-z0-9_]{20,}"
    r"|(?:csk|xai|pplx|nvapi)-[A-Za-z0-9_-]{24,}"
    r"|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[A-Za-z0-9_-]{20,}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,}"  # Slack
    r"|eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"  # JSON web token
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r")"
)
_SHOWN = 3


def credentials(source: SourceText) -> Iterator[Diagnostic]:
    """An error for everything that looks like a credential, comments included.

    It names the first letters only.
    """
    for found in _CREDENTIAL.finditer(source.text):
        yield error(
            complaints.CREDENTIAL,
            f"this looks like a credential (`{found[0][:_SHOWN]}…`); a spec never holds any",
            _span(source, found),
            fixes=(Fix("revoke it, and put its successor into the cloud's secret store"),),
        )


def _span(source: SourceText, found: re.Match[str]) -> Span:
    line = source.text.count("\n", 0, found.start()) + 1
    column = found.start() - source.text.rfind("\n", 0, found.start())
    return Span(source.path, line, column, line, column + len(found[0]))


def masked(text: str) -> str:
    """The text with every credential struck out, of the same length."""
    return _CREDENTIAL.sub(lambda found: _struck(found[0]), text)


def _struck(credential: str) -> str:
    return credential[:_SHOWN] + "*" * (len(credential) - _SHOWN)
