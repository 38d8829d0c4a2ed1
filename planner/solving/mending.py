"""Findings to findings with fixes that were re-checked.

A fix is offered only if the whole spec, changed by it and checked by every rule, has its finding no
more and no error that is new. Most are turned down sooner, on the spec cut down to the endpoint.
They are ranked by new warnings, by what they give up, by the month, and by the size of the edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from planner.diagnostics import Diagnostic, Edit, Fix, Verdict
from planner.pipeline import Plan
from planner.solving.agreeing import demands
from planner.solving.judging import Judge, form_of, replanned
from planner.solving.options import alone
from planner.solving.proposing import Proposal, proposals
from planner.solving.rechecking import Rechecked, rechecked
from planner.topology import Endpoint

OFFERED = 3
"""Most fixes of a finding."""
_WORK = 1500
"""Endpoints that are checked anew for one plan: a second or two, whatever a spec looks like."""
_EVERY_PLAN = 3
"""What a plan costs beside its endpoints, in endpoints."""
_PROOF = ("SOV", "RET", "OPS", "KEY", "SUP", "REG", "NET", "EVD")
"""Codes of the rules that prove where data goes and who can get at it."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """A fix and the findings that are gone with it."""

    fix: Fix
    gone: frozenset[str]
    rank: tuple[object, ...]


def mended(plan: Plan) -> Plan:
    """The plan with the best fixes of each finding that stands against a verdict."""
    troubled = [finding for finding in plan.findings if stands_against(finding)]
    if not troubled:
        return plan
    search = _Search(plan, Judge(plan.catalog, plan.today))
    for finding in _first_alike(troubled, plan):
        search.look_for(finding)
    findings = (search.told(f) if stands_against(f) else f for f in plan.findings)
    return replace(plan, findings=tuple(findings))


def stands_against(finding: Diagnostic) -> bool:
    """Whether a finding is one of the proof that nobody waived."""
    unsettled = finding.verdict not in (None, Verdict.PROVEN)
    return unsettled and finding.waived is None and finding.code.startswith(_PROOF)


def _first_alike(troubled: Iterable[Diagnostic], plan: Plan) -> Iterator[Diagnostic]:
    """One finding of those that have the same trouble for endpoints of one form."""
    met = set()
    for finding in troubled:
        form = form_of(plan.spec, finding.endpoint) if finding.endpoint else ""
        alike = (finding.code, form, finding.path[-1:], finding.offending)
        if alike not in met:
            met.add(alike)
            yield finding


@dataclass
class _Search:
    """The offers made so far, and the work that is left."""

    plan: Plan
    judge: Judge
    left: int = _WORK
    offers: list[_Offer] = field(default_factory=list)
    _cuts: dict[str, Plan] = field(default_factory=dict)
    _known: dict[tuple[bool, str], Rechecked | None] = field(default_factory=dict)

    def look_for(self, finding: Diagnostic) -> None:
        """Add the best fixes of a finding, unless enough are known."""
        if self.left <= 0 or len(self._for(finding)) >= OFFERED:
            return
        endpoint = self._about(finding)
        base = self._cut(endpoint, finding) if endpoint else None
        if endpoint is None or base is None:
            return
        tried = list(self._tried(base, endpoint, finding))
        for proposal, found in sorted(tried, key=lambda each: _rank(*each)):
            if len(self._for(finding)) >= OFFERED:
                return
            self._offer(proposal, found, base, finding)
        if not self._for(finding):
            self._demand(base, finding)

    def told(self, finding: Diagnostic) -> Diagnostic:
        """A finding with its offers; without any, it says where to ask."""
        offers = self._for(finding)[:OFFERED]
        fixes = tuple(offer.fix for offer in offers)
        if not fixes and self.left <= 0 and finding.endpoint:
            fixes = (Fix(f"`topoplan solve SPEC {finding.endpoint}` searches a route"),)
        return replace(finding, fixes=(*fixes, *finding.fixes))

    def _for(self, finding: Diagnostic) -> list[_Offer]:
        found = [offer for offer in self.offers if finding.fingerprint in offer.gone]
        return sorted(found, key=lambda offer: offer.rank)

    def _about(self, finding: Diagnostic) -> Endpoint | None:
        """The endpoint that a finding is about, or the first that has to do with its node."""
        endpoints = self.plan.topology.endpoints
        if finding.endpoint:
            return next(one for one in endpoints if one.name == finding.endpoint)
        node = finding.path[-1].split("/")[0] if finding.path else ""
        return next((one for one in endpoints if node in _nodes_of(one, self.plan)), None)

    def _cut(self, endpoint: Endpoint, finding: Diagnostic) -> Plan | None:
        """The plan of the endpoint alone, if it has the finding; else of all."""
        if len(self.plan.topology.endpoints) == 1:
            return self.plan
        if endpoint.name not in self._cuts:
            alone = self._plan_of_one(endpoint)
            self._cuts[endpoint.name] = alone or self.plan
        found = self._cuts[endpoint.name]
        has_it = any(f.fingerprint == finding.fingerprint for f in found.findings)
        return found if has_it else self.plan

    def _plan_of_one(self, endpoint: Endpoint) -> Plan | None:
        self.left -= _EVERY_PLAN
        spec = alone(self.plan.spec, endpoint.name, self.plan.catalog)
        return replanned(spec, self.plan.catalog, self.plan.today)

    def _tried(
        self, base: Plan, endpoint: Endpoint, finding: Diagnostic
    ) -> Iterator[tuple[Proposal, Rechecked]]:
        """The proposals that mend a finding on the spec that it was cut down to."""
        here = next(one for one in base.topology.endpoints if one.name == endpoint.name)
        choice = self.judge.choice(alone(self.plan.spec, here.name, base.catalog), here)
        for proposal in proposals(self.plan, here, choice, finding):
            found = self._mends(base, proposal.edits, finding)
            if found is not None:
                yield proposal, found

    def _mends(self, base: Plan, edits: tuple[Edit, ...], finding: Diagnostic) -> Rechecked | None:
        asked = (base is self.plan, repr(edits))
        if asked not in self._known and self.left > 0:
            self.left -= len(base.topology.endpoints) + _EVERY_PLAN
            self._known[asked] = rechecked(base, edits)
        found = self._known.get(asked)
        passes = found and finding.fingerprint in found.gone and not found.new_errors
        return found if passes else None

    def _offer(self, proposal: Proposal, found: Rechecked, base: Plan, finding: Diagnostic) -> None:
        """Offer a proposal that mends the whole spec too, unless a better one is alike."""
        if any(offer.rank[-1] == proposal.alike for offer in self._for(finding)):
            return
        whole = found if base is self.plan else self._mends(self.plan, proposal.edits, finding)
        if whole is None:
            return
        fix = _fix(proposal, whole)
        self.offers.append(_Offer(fix, whole.gone, (*_rank(proposal, whole), proposal.alike)))

    def _demand(self, base: Plan, finding: Diagnostic) -> None:
        """Say which agreement would settle a finding: nobody can write it but the user."""
        for title, edits in demands(base.spec, finding):
            found = self._mends(base, edits, finding)
            if found is not None:
                gone = frozenset({finding.fingerprint})
                self.offers.append(_Offer(Fix(title, rechecked=True), gone, (title,)))
                return


def _nodes_of(endpoint: Endpoint, plan: Plan) -> set[str]:
    paths = plan.topology.graph.paths(endpoint.id)
    return {path.stop.id.split("/")[0].split(":")[0] for path in paths}


def _rank(proposal: Proposal, found: Rechecked) -> tuple[object, ...]:
    # less than a unit of money apart is as dear: nobody moves a region for the price of an alarm
    month = round(found.month.amount) if found.month else 0
    return (
        found.new_warnings,
        proposal.gives_up,
        found.month is None,
        month,
        len(proposal.edits),
        proposal.title,
    )


def _fix(proposal: Proposal, found: Rechecked) -> Fix:
    """The fix, with a span and a text where a single word is changed."""
    first, *more = proposal.edits
    is_word = not more and isinstance(first.value, str | int)
    return Fix(
        proposal.title,
        first.at if is_word else None,
        str(first.value) if is_word else None,
        edits=proposal.edits,
        month=found.month,
        rechecked=True,
    )
