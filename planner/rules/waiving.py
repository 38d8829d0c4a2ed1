"""Findings and waivers to findings that say who answers for them, if somebody does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from planner.diagnostics import Diagnostic, Severity
from planner.rules.policy.waiver_dead import dead, expired, forbidden, outdated
from planner.rules.rule import rules
from planner.topology import UNWRITTEN, Lineage, Policy, Signing, Waiver, is_outside
from planner.values import value

NEVER_WAIVED = frozenset({"CAP008", "CAP011", "REL007", "SPC003", "SPC006"})
"""Findings that no signature makes harmless: what can't be built or called, dead waivers, and
constraints that nothing checks."""

_OF_A_PLANFILE = frozenset({"EVD003"})
"""Findings against a Terraform plan: the rules can't tell whether a waiver covers one."""

SIGNED_OUTSIDE = frozenset({"SPC001"})
"""Findings that whoever caused them can't answer for: their constraint's owner can."""

_Subject = tuple[str, str]
"""A code, and what the finding is about."""


def waive(findings: Iterable[Diagnostic], signing: Signing, *, today: date) -> Iterator[Diagnostic]:
    """Every finding, with the waiver that covers it; then one for each waiver that covers none."""
    rights = _Rights.of(signing)
    signed: dict[_Subject, list[Waiver]] = {}
    for waiver in signing.waivers:
        if waiver.expires >= today and waiver.code not in NEVER_WAIVED:
            signed.setdefault((waiver.code, waiver.subject), []).append(waiver)
    used: set[Waiver] = set()
    standing: list[Diagnostic] = []
    for finding in findings:
        covering = _covering(finding, signed, rights)
        used.update(covering)
        if covering:
            yield replace(finding, waived=_signature(covering[0]))
        else:
            standing.append(finding)
            yield finding
    used.update(waiver for waiver in signing.waivers if waiver.code in _OF_A_PLANFILE)
    dead_ones = [waiver for waiver in signing.waivers if waiver not in used]
    meant = _by_subject(standing if dead_ones else ())
    for waiver in dead_ones:
        yield _dead(waiver, meant.get((waiver.code, waiver.subject), []), rights, today)


def _covering(
    finding: Diagnostic, signed: Mapping[_Subject, list[Waiver]], rights: _Rights
) -> list[Waiver]:
    named = (waiver for subject in _subjects(finding) for waiver in signed.get(subject, ()))
    return [
        waiver
        for waiver in named
        if waiver.fingerprint in (None, finding.fingerprint) and rights.allow(waiver, finding)
    ]


@value
class _Rights:
    """Who may sign for which findings."""

    forbidding: tuple[Policy, ...]
    """The levels that forbid some codes to others."""
    lineage: Lineage

    @staticmethod
    def of(signing: Signing) -> _Rights:
        levels = tuple(level for level in signing.levels if level.never_waive)
        return _Rights(levels, signing.lineage)

    def allow(self, waiver: Waiver, finding: Diagnostic) -> bool:
        if waiver.endpoint not in (None, finding.endpoint):
            return False
        if finding.code in SIGNED_OUTSIDE and not is_outside(waiver, finding, self.lineage):
            return False
        return self.refusal(waiver, finding.endpoint) is None

    def refusal(self, waiver: Waiver, endpoint: str | None) -> Policy | None:
        """The level that keeps a waiver off the findings of an endpoint.

        A level keeps off all but itself and those that it extends: a file that merely stands beside
        it in somebody's `extends` is not its own word.
        """
        for level in self.forbidding:
            is_meant = waiver.code in level.never_waive and level.endpoint in (None, endpoint)
            same = (waiver.at.path, waiver.endpoint) == (level.at.path, level.endpoint)
            if is_meant and not (same or is_outside(waiver, level, self.lineage)):
                return level
        return None


def _signature(waiver: Waiver) -> str:
    return f"{waiver.reason} ({waiver.owner}, until {waiver.expires})"


def _subjects(finding: Diagnostic) -> Iterator[_Subject]:
    """Code and subject of the waivers that cover a finding: of its endpoint, or of its node.

    A node is named as in a route, `providers.fra/sonnet`, or as a whole, `providers.fra`.
    """
    if finding.endpoint:
        yield finding.code, f"endpoints.{finding.endpoint}"
    for node in (*finding.path[:1], *last_nodes(finding.path)):
        yield from ((finding.code, subject) for subject in subjects(node))


def subjects(node: str) -> tuple[str, str]:
    """The names under which a waiver may speak of a node."""
    return node, node.partition("/")[0].partition(":")[0]


def last_nodes(path: tuple[str, ...]) -> Iterator[str]:
    """The last node, and those before it up to one that the spec writes: its owner comes along."""
    for end in range(len(path), 0, -2):
        yield path[end - 1]
        if end == 1 or path[end - 2] not in _UNWRITTEN:
            return


_UNWRITTEN = frozenset(f"-{edge}->" for edge in UNWRITTEN)


def _by_subject(findings: Iterable[Diagnostic]) -> dict[_Subject, list[Diagnostic]]:
    found: dict[_Subject, list[Diagnostic]] = {}
    for finding in findings:
        for subject in set(_subjects(finding)):
            found.setdefault(subject, []).append(finding)
    return found


def _dead(waiver: Waiver, meant: list[Diagnostic], rights: _Rights, today: date) -> Diagnostic:
    """That a waiver covers nothing: an error where what it was to cover, `meant`, is one."""
    worst = max((finding.severity for finding in meant), default=Severity.WARNING)
    severity = Severity.ERROR if worst is Severity.ERROR else Severity.WARNING
    if waiver.expires < today:
        return expired(waiver, severity)
    endpoints = [*(finding.endpoint for finding in meant), waiver.endpoint]
    levels = (rights.refusal(waiver, endpoint) for endpoint in endpoints)
    if (level := next(filter(None, levels), None)) is not None:
        return forbidden(waiver, level)
    why = _why_dead(waiver, meant)
    if waiver.fingerprint and meant and not why:
        now = ", ".join(sorted({finding.fingerprint for finding in meant}))
        return outdated(waiver, now, severity)
    return dead(waiver, why, severity)


def _why_dead(waiver: Waiver, meant: list[Diagnostic]) -> str:
    if waiver.code in NEVER_WAIVED:
        return f", as {waiver.code} can't be waived"
    if waiver.code not in {rule.code for rule in rules()}:
        return ", as no rule has this code"
    if meant and waiver.endpoint not in (None, *(finding.endpoint for finding in meant)):
        return f", as the policy of `{waiver.endpoint}` answers for no other endpoint"
    if waiver.code in SIGNED_OUTSIDE and meant:
        return ", as only a level outside of the one that widens can sign for it"
    return ""
