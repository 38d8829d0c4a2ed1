"""Findings as the JSON documents `topoplan/check/v1` and `topoplan/proof/v1`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.diagnostics import Diagnostic, Edit, Fact, Fix, Proof, Row, Span, Step, Verdict
from planner.rules import weigh
from planner.topology import Allowance, Endpoint, Path, Topology
from planner.units import Money


def check_document(
    findings: Iterable[Diagnostic], verdicts: Mapping[str, Verdict]
) -> dict[str, object]:
    """The keys of the `check` contract."""
    return {
        "schema": "topoplan/check/v1",
        "findings": [finding_document(finding) for finding in findings],
        "verdicts": {name: str(verdict) for name, verdict in verdicts.items()},
    }


def finding_document(finding: Diagnostic) -> dict[str, object]:
    """One finding, with the keys of the `check` contract."""
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "verdict": None if finding.verdict is None else str(finding.verdict),
        "message": finding.message,
        "at": span_document(finding.at),
        "endpoint": finding.endpoint,
        "path": list(finding.path),
        "offending": list(finding.offending),
        "facts": [_row(row) for row in finding.facts],
        "proof": None if finding.because is None else _proof(finding.because),
        "fixes": [_fix(fix) for fix in finding.fixes],
        "fingerprint": finding.fingerprint,
        "waived": finding.waived,
    }


def span_document(span: Span) -> dict[str, object]:
    return {"file": str(span.path), "line": span.line, "column": span.column}


def _row(row: Row) -> dict[str, object]:
    return {"row": f"{row.file}:{row.line}", "as_of": row.as_of, "source": row.source}


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "title": fix.title,
        "at": None if fix.span is None else span_document(fix.span),
        "text": fix.text,
        "edits": [edit_document(edit) for edit in fix.edits],
        "monthly_change": None if fix.month is None else money_document(fix.month),
        "rechecked": fix.rechecked,
    }


def edit_document(edit: Edit) -> dict[str, object]:
    """A change of the spec: a null `value` takes away what stands at `route`."""
    return {"route": list(edit.route), "value": edit.value, "at": span_document(edit.at)}


def money_document(amount: Money) -> dict[str, str]:
    return {"amount": f"{amount.rounded():f}", "currency": amount.currency}


def _proof(proof: Proof) -> dict[str, object]:
    match proof:
        case Fact(says, Span() as span):
            return {"says": says, "at": span_document(span)}
        case Fact(says, Row() as row):
            return {"says": says, **_row(row)}
        case Step(says, by, premises):
            return {"says": says, "by": by, "premises": [_proof(p) for p in premises]}
    raise AssertionError(proof)


def proof_document(topology: Topology, verdicts: Mapping[str, Verdict]) -> dict[str, object]:
    """Every hop of every endpoint with its bounds, the constraint and the verdict on it."""
    return {
        "schema": "topoplan/proof/v1",
        "endpoints": {
            endpoint.name: {
                "data": sorted(endpoint.data),
                "verdict": str(verdicts[endpoint.name]),
                "hops": list(_hops(endpoint, topology)),
            }
            for endpoint in topology.endpoints
        },
    }


def _hops(endpoint: Endpoint, topology: Topology) -> Iterable[dict[str, object]]:
    for path in topology.graph.paths(endpoint.id):
        if path.hops:
            words: dict[str, object] = {"path": list(path.names()), "node": path.stop.title}
            yield {**words, **_bounds(endpoint, path)} if path.hops[-1].carries_data else words


def _bounds(endpoint: Endpoint, path: Path) -> Mapping[str, object]:
    """Where a stop processes and keeps data, and the verdict of each level on that."""
    levels = endpoint.policies if endpoint.is_protected else ()
    reaches = {"processing": path.stop.processing, "at_rest": path.stop.at_rest}
    return {
        what: {
            "certain": sorted(reach.certain),
            "possible": sorted(reach.possible),
            **_row(reach.row),
            "verdicts": [
                {"allowed": str(a), "verdict": str(weigh(reach, a.countries)[0])}
                for a in (getattr(level, what) for level in levels)
                if isinstance(a, Allowance)
            ],
        }
        for what, reach in reaches.items()
        if reach is not None
    }
