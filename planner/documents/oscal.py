"""A check as OSCAL assessment results, which tools of auditors read.

https://pages.nist.gov/OSCAL-Reference/models/v1.2.3/assessment-results/json-reference/

Identities are derived from the spec's text and the digest of the facts, and the instant is that of
the facts: the same check gives the same document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5

from planner.diagnostics import Diagnostic, Row, Verdict
from planner.pipeline import Plan
from planner.rules import rules
from planner.values import value

_VERSION = "1.2.3"
_NAMESPACE = "urn:topoplan:oscal"
_RESIDENCY = "residency"
"""The objective that an endpoint's verdict speaks of."""


def oscal_document(plan: Plan) -> dict[str, object]:
    """One result: an observation and a finding for each endpoint and for each finding."""
    return _Results(plan).document()


class _Results:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        texts = (f"{plan.named(path)}\n{text.text}" for path, text in plan.sources.items())
        digest = hashlib.sha256("\n".join((plan.catalog.sha256, *texts)).encode()).hexdigest()
        self._root = uuid5(NAMESPACE_URL, f"{_NAMESPACE}:{digest}")
        self._instant = plan.catalog.evaluated_at.isoformat()

    def document(self) -> dict[str, object]:
        spec = {
            "uuid": self._id("spec"),
            "title": "The spec that was checked",
            "rlinks": [{"href": self._plan.named(self._plan.file)}],
        }
        return {
            "assessment-results": {
                "uuid": str(self._root),
                "metadata": {
                    "title": f"Residency of {self._plan.topology.slug}",
                    "last-modified": self._instant,
                    "version": self._plan.catalog.id,
                    "oscal-version": _VERSION,
                },
                "import-ap": {"href": f"#{spec['uuid']}"},
                "results": [self._result()],
                "back-matter": {"resources": [spec]},
            }
        }

    def _id(self, *words: str) -> str:
        return str(uuid5(self._root, "\x00".join(words)))

    def _result(self) -> dict[str, object]:
        found = [*self._of_endpoints(), *self._of_findings()]
        codes = [rule.code for rule in rules()]
        components = [self._component(name) for name in self._plan.verdicts]
        return {
            "uuid": self._id("result"),
            "title": "topoplan check",
            "description": "Every hop that data can take, against the constraints of the spec and "
            f"the facts of {self._plan.catalog.id}.",
            "start": self._instant,
            "end": self._instant,
            "local-definitions": {"components": components},
            "reviewed-controls": {
                "control-selections": [
                    {"include-controls": [{"control-id": code} for code in (*codes, _RESIDENCY)]}
                ]
            },
            "observations": [one.observation for one in found],
            "findings": [one.finding for one in found],
        }

    def _component(self, endpoint: str) -> dict[str, object]:
        return {
            "uuid": self._id("endpoint", endpoint),
            "type": "service",
            "title": endpoint,
            "description": f"The LLM call site {endpoint}.",
            "status": {"state": "operational"},
        }

    def _of_endpoints(self) -> Iterator[_Judged]:
        for name, verdict in self._plan.verdicts.items():
            says = f"Processing, storage and operators of {name} are {verdict}."
            yield self._judged(
                ("verdict", name),
                f"{name} is {verdict}",
                says,
                _RESIDENCY,
                {"verdict": str(verdict)},
                endpoint=name,
                holds=verdict is Verdict.PROVEN,
            )

    def _of_findings(self) -> Iterator[_Judged]:
        titles = {rule.code: rule.title for rule in rules()}
        for finding in self._plan.findings:
            yield self._judged(
                ("finding", finding.fingerprint, str(finding.at)),
                titles.get(finding.code, finding.code),
                finding.message,
                finding.code,
                _props(finding),
                endpoint=finding.endpoint,
                holds=False,
                facts=finding.facts,
                waived=finding.waived,
            )

    def _judged(
        self,
        identity: tuple[str, ...],
        title: str,
        says: str,
        objective: str,
        props: Mapping[str, str],
        *,
        endpoint: str | None,
        holds: bool,
        facts: tuple[Row, ...] = (),
        waived: str | None = None,
    ) -> _Judged:
        observation: dict[str, object] = {
            "uuid": self._id("observation", *identity),
            "description": _line(says),
            "props": [{"name": k, "ns": _NAMESPACE, "value": _line(v)} for k, v in props.items()],
            "methods": ["TEST"],
            "collected": self._instant,
        }
        if endpoint is not None:
            subject = {"subject-uuid": self._id("endpoint", endpoint), "type": "component"}
            observation["subjects"] = [subject]
        if facts:
            observation["relevant-evidence"] = [_evidence(row) for row in facts]
        status = {"state": "satisfied" if holds else "not-satisfied"}
        finding: dict[str, object] = {
            "uuid": self._id("finding", *identity),
            "title": _line(title),
            "description": _line(says),
            "target": {"type": "objective-id", "target-id": objective, "status": status},
            "related-observations": [{"observation-uuid": self._id("observation", *identity)}],
        }
        if waived is not None:
            finding["remarks"] = _line(f"Waived: {waived}")
        return _Judged(observation, finding)


@value
class _Judged:
    """An observation, and the finding that rests on it."""

    observation: dict[str, object]
    finding: dict[str, object]


def _line(text: str) -> str:
    """Text on one line, as OSCAL's strings are, without what can't be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _props(finding: Diagnostic) -> dict[str, str]:
    named = {
        "severity": finding.severity.name.lower(),
        "verdict": str(finding.verdict) if finding.verdict else "",
        "fingerprint": finding.fingerprint,
        "path": " ".join(finding.path),
    }
    return {name: text for name, text in named.items() if text}


def _evidence(row: Row) -> dict[str, object]:
    of = f" of {row.as_of}" if row.as_of else ""
    return {"description": f"{row.file}:{row.line}{of}, by {row.source or 'no source'}"}
