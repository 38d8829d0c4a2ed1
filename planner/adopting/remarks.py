"""What an adoption has to say: what it could not express, and what it would not leave as it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.diagnostics import Diagnostic, Fix, Severity, Span

LEFT_OUT = "ADO001"
MISSING = "ADO002"
ASSUMED = "ADO003"
LOST = "ADO004"
RENAMED = "ADO005"
DANGLING = "ADO101"
NAIVE = "ADO102"
LONG_TIMEOUT = "ADO103"
MISSPELT = "ADO104"
MASTER_KEY = "ADO105"
IN_CLEAR = "ADO106"
WIDER_FALLBACK = "ADO107"
SPREAD = "ADO108"
RETRIES = "ADO109"
MIXED = "ADO110"
COPIES = "ADO111"

EXPLANATIONS: Mapping[str, str] = MappingProxyType(
    {
        LEFT_OUT: "What stands there has no place in a spec, and nothing takes its place.",
        MISSING: "A spec needs a fact that the files don't hold. `TODO` stands in its place, which "
        "`topoplan check` refuses until somebody writes the fact.",
        ASSUMED: "The files don't say which of several it is. The widest is taken, since a proof "
        "that holds for that holds for all of them. Of a variable that no file sets the default is "
        "taken.",
        LOST: "A setting that no key of a spec says: the rendered configuration won't have it.",
        RENAMED: "Names of a spec have small letters, digits and hyphens, and at most 31 of them.",
        DANGLING: "A fallback names a group that the file doesn't have. LiteLLM doesn't check it: "
        "it shows when the primary is out.",
        NAIVE: "The fallback stands in a group of its own, and nothing says when a target is left "
        "alone. A target that is alone in its group is never cooled down, so that each request "
        "asks the failing one first, and waits for it.",
        LONG_TIMEOUT: "A call may wait for minutes before the next target is asked. LiteLLM's own "
        "default is 6000 seconds.",
        MISSPELT: "LiteLLM ignores keys that it doesn't know, and says nothing.",
        MASTER_KEY: "The key that callers show belongs below `general_settings`. Elsewhere it is "
        "ignored, and the gateway answers anybody.",
        IN_CLEAR: "A key stands in the file. It is not written into the spec; it should be "
        "withdrawn, since files are copied.",
        WIDER_FALLBACK: "Prompts that are too long, or that a filter refuses, go to another group, "
        "which no spec has a word for. Whatever that group reaches is not in the proof.",
        SPREAD: "Targets of one rank share the load. In a spec a route is a primary and its "
        "fallbacks, in their order.",
        RETRIES: "Retries of the gateway, the router and the vendor's client multiply, and each "
        "asks the failing target again. In a spec the next target is the retry.",
        MIXED: "Targets of one route process in different places. Without a policy nothing keeps "
        "data from going to the widest of them.",
        COPIES: "Something keeps or receives prompts that the spec would have to name as a store.",
    }
)


def remark(code: str, message: str, at: Span, *fixes: str) -> Diagnostic:
    """Something that was left out, assumed or lost."""
    severity = Severity.NOTE if code in (ASSUMED, RENAMED) else Severity.WARNING
    return Diagnostic(
        code=code,
        severity=severity,
        message=message,
        at=at,
        fixes=tuple(Fix(fix) for fix in fixes),
    )


def fault(code: str, message: str, at: Span, *fixes: str) -> Diagnostic:
    """Something that is wrong in the file itself."""
    return Diagnostic(
        code=code,
        severity=Severity.ERROR,
        message=message,
        at=at,
        fixes=tuple(Fix(fix) for fix in fixes),
    )
