"""Findings as SARIF 2.1.0, the format that code hosts show beside the lines of a pull request.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath
from urllib.parse import quote

from planner.diagnostics import Diagnostic, Severity, Span
from planner.rules import rules

Named = Callable[[PurePath], str]

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif_document(
    findings: Iterable[Diagnostic], named: Named = PurePath.as_posix
) -> dict[str, object]:
    """One run; waived findings are kept as suppressed results with the waiver's reason.

    `named` is how the document names the files of the spec: as the user did unless said otherwise.
    """
    from importlib.metadata import version  # noqa: PLC0415 - 25 ms that only this format pays

    found = tuple(findings)
    titles = {rule.code: rule.title for rule in rules()}
    codes = sorted({finding.code for finding in found})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "topoplan",
                        "version": version("topoplan"),
                        "rules": [_rule(code, titles.get(code, code)) for code in codes],
                    }
                },
                # columns count characters, as editors show them
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, codes, named) for finding in found],
            }
        ],
    }


def _rule(code: str, title: str) -> dict[str, object]:
    return {"id": code, "shortDescription": {"text": title}}


def _result(finding: Diagnostic, codes: list[str], named: Named) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVEL[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding.at, named)],
        "partialFingerprints": {"topoplan/v2": finding.fingerprint},
        "properties": _properties(finding),
    }
    if finding.also:
        result["relatedLocations"] = [
            _location(label.span, named) | {"message": {"text": label.text}}
            for label in finding.also
        ]
    if finding.waived is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waived}]
    return result


def _properties(finding: Diagnostic) -> dict[str, object]:
    """What the standard has no words for."""
    known = {
        "verdict": None if finding.verdict is None else str(finding.verdict),
        "endpoint": finding.endpoint,
        "path": list(finding.path),
        "offending": list(finding.offending),
        "facts": list(map(str, finding.facts)),
        "fixes": [fix.title for fix in finding.fixes],
    }
    return {name: found for name, found in known.items() if found}


def _location(span: Span, named: Named) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(named(span.path))},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
            },
        }
    }
