"""Two snapshots to a review: what each lacks, gained or has otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from planner.catalog import Edition, compare_sets
from planner.changes.review import (
    Basis,
    DemandChange,
    Direction,
    EndpointChange,
    FactsChange,
    FileChange,
    FindingChanges,
    Replacement,
    Review,
    WaiverChange,
)
from planner.changes.rights import planned_rights
from planner.changes.risks import between_planfiles, by_arguments, by_planfile
from planner.changes.snapshot import (
    Demand,
    Endpoint,
    Facts,
    Finding,
    Levels,
    Reached,
    Right,
    Snapshot,
    Waiver,
)
from planner.cost import Bill, Comparison
from planner.topology import stricter

_T = TypeVar("_T")

_NO_FINDINGS = FindingChanges((), (), (), ())
_RECORDS = {"topoplan.bases", "topoplan.lock"}
"""They change with every other file, and say nothing that those don't."""


def compare(before: Snapshot, after: Snapshot, *, serving: frozenset[str] = frozenset()) -> Review:
    """All that differs; a snapshot compared with itself differs in nothing.

    `serving`: the resource types that answer requests, by which a Terraform plan is judged.
    """
    secrets = _sets(before.secrets, after.secrets)
    rights = _sets(*_rights(before, after))
    replacements, basis = _replacements(before, after, serving)
    return Review(
        before=before,
        after=after,
        endpoints=tuple(_endpoints(before.endpoints, after.endpoints)),
        bill=_bill(before, after),
        findings=_findings(before.findings, after.findings),
        policy=(*_policy(before, after), *_budget(before, after)),
        waivers=tuple(_waivers(before.waivers, after.waivers)),
        facts=_facts(before.facts, after.facts),
        secrets_added=tuple(sorted(secrets[0])),
        secrets_removed=tuple(sorted(secrets[1])),
        rights_added=_sorted(rights[0]),
        rights_removed=_sorted(rights[1]),
        replacements=replacements,
        basis=basis,
        files=tuple(_files(before, after)),
        unknown=tuple(_unknown(before, after, basis)),
    )


def _endpoints(
    before: Mapping[str, Endpoint] | None, after: Mapping[str, Endpoint] | None
) -> Iterator[EndpointChange]:
    if before is None or after is None:
        return
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        if not _same(was, now):
            yield _endpoint(name, was, now)


def _same(before: Endpoint | None, after: Endpoint | None) -> bool:
    """Whether nothing differs; a route that one side doesn't know is no difference."""
    if before is None or after is None:
        return before is after
    routes = (before.route, after.route)
    alike = None in routes or before.route == after.route
    rest = (before.verdict, before.data, before.reaches)
    return alike and rest == (after.verdict, after.data, after.reaches)


def _endpoint(name: str, before: Endpoint | None, after: Endpoint | None) -> EndpointChange:
    was: Mapping[str, Reached] = before.reaches if before else {}
    now: Mapping[str, Reached] = after.reaches if after else {}
    both = [(was[stop], now[stop]) for stop in now if stop in was]
    return EndpointChange(
        name,
        before,
        after,
        reached=tuple(one for stop, one in now.items() if stop not in was),
        left=tuple(one for stop, one in was.items() if stop not in now),
        moved=tuple(pair for pair in both if _places(pair[0]) != _places(pair[1])),
        rerouted=tuple(
            pair
            for pair in both
            if pair[0].path != pair[1].path and _places(pair[0]) == _places(pair[1])
        ),
    )


def _places(one: Reached) -> object:
    return one.processing, one.at_rest


def _bill(before: Snapshot, after: Snapshot) -> Comparison | None:
    """Both bills in the currency of the later one, at its rate."""
    if before.bill is None or after.bill is None:
        return None
    was = _at_rate_of(after.bill, before.bill)
    names = (_named(before.facts), _named(after.facts))
    return Comparison(was, after.bill, *names)


def _at_rate_of(wanted: Bill, bill: Bill) -> Bill:
    """A bill at another's rate: what money costs is no change of the spec."""
    return bill if bill.exchange == wanted.exchange else bill.at(None).at(wanted.exchange)


def _named(facts: Facts | None) -> str:
    return f"{facts.id} ({facts.sha256[:12]})" if facts else ""


def _findings(
    before: tuple[Finding, ...] | None, after: tuple[Finding, ...] | None
) -> FindingChanges:
    if before is None or after is None:
        return _NO_FINDINGS
    was = {one.fingerprint: one for one in before}
    now = {one.fingerprint: one for one in after}
    both = [(was[mark], one) for mark, one in now.items() if mark in was]
    return FindingChanges(
        new=tuple(one for mark, one in now.items() if mark not in was),
        gone=tuple(one for mark, one in was.items() if mark not in now),
        signed=tuple(late for early, late in both if late.waived and not early.waived),
        unsigned=tuple(late for early, late in both if early.waived and not late.waived),
    )


def _policy(before: Snapshot, after: Snapshot) -> Iterator[DemandChange]:
    """Keys whose value differs, those of endpoints that changed alike together."""
    if before.policy is None or after.policy is None:
        return
    common = [name for name in after.endpoints or {} if name in (before.endpoints or {})]
    changed: dict[tuple[str, object, object], list[str]] = {}
    said: dict[tuple[str, object, object], tuple[Demand | None, Demand | None]] = {}
    for name in common:
        for key in _keys(before.policy, after.policy):
            was, now = before.policy.get((name, key)), after.policy.get((name, key))
            if _value(was) != _value(now):
                change = (key, _value(was), _value(now))
                changed.setdefault(change, []).append(name)
                said.setdefault(change, (was, now))
    for change, names in changed.items():
        was, now = said[change]
        yield DemandChange(
            change[0],
            tuple(names),
            was.words if was else "",
            now.words if now else "",
            _direction(change[0], was, now),
        )


def _keys(before: Levels, after: Levels) -> dict[str, None]:
    return dict.fromkeys(key for _, key in (*after, *before))


def _value(demand: Demand | None) -> object:
    return None if demand is None else demand.value


def _direction(key: str, before: Demand | None, after: Demand | None) -> Direction:
    if before is None or after is None:
        return "narrower" if before is None else "wider"
    strict = stricter(key, before.value, after.value)
    if strict is None:
        return "other"
    return "narrower" if strict == after.value else "wider"


def _budget(before: Snapshot, after: Snapshot) -> Iterator[DemandChange]:
    if before.policy is None or after.policy is None or before.budget == after.budget:
        return
    direction: Direction = "other"
    if before.budget is None or after.budget is None:
        direction = "narrower" if before.budget is None else "wider"
    yield DemandChange("budget", (), before.budget or "", after.budget or "", direction)


def _waivers(
    before: tuple[Waiver, ...] | None, after: tuple[Waiver, ...] | None
) -> Iterator[WaiverChange]:
    if before is None or after is None:
        return
    was, now = ({one.key: one for one in side} for side in (before, after))
    for key in dict.fromkeys((*now, *was)):
        if was.get(key) != now.get(key):
            yield WaiverChange(was.get(key), now.get(key))


def _facts(before: Facts | None, after: Facts | None) -> FactsChange | None:
    if before is None or after is None or before.sha256 == after.sha256:
        return None
    compared = None
    if before.catalog is not None and after.catalog is not None:
        editions = (Edition(one.id, one.catalog, "") for one in (before, after) if one.catalog)
        compared = compare_sets(*editions)
    return FactsChange(_named(before), _named(after), compared)


def _rights(
    before: Snapshot, after: Snapshot
) -> tuple[frozenset[Right] | None, frozenset[Right] | None]:
    """Rights as specs grant them, or those of a Terraform plan beside what it finds."""
    if after.planned is not None and before.planned is not None:
        return planned_rights(before.planned, "after"), planned_rights(after.planned, "after")
    if after.planned is not None:
        was, now = planned_rights(after.planned, "before"), planned_rights(after.planned, "after")
        return (before.rights or frozenset()) | was, (after.rights or frozenset()) | now
    return before.rights, after.rights


def _sets(
    before: frozenset[_T] | None, after: frozenset[_T] | None
) -> tuple[frozenset[_T], frozenset[_T]]:
    """What is new, and what is gone."""
    if before is None or after is None:
        return frozenset(), frozenset()
    return after - before, before - after


def _sorted(rights: frozenset[Right]) -> tuple[Right, ...]:
    return tuple(sorted(rights, key=lambda right: (right.who, right.may, right.where)))


def _replacements(
    before: Snapshot, after: Snapshot, serving: frozenset[str]
) -> tuple[tuple[Replacement, ...], Basis]:
    if before.planned is not None and after.planned is not None:
        return between_planfiles(before.planned, after.planned), "planfile"
    if after.planned is not None:
        return by_planfile(after.planned, serving), "planfile"
    if before.built is not None and after.built is not None:
        return by_arguments(before.built.modules, after.built.modules), "arguments"
    return (), "unknown"


def _files(before: Snapshot, after: Snapshot) -> Iterator[FileChange]:
    if before.built is None or after.built is None:
        return
    was, now = before.built.files, after.built.files
    for path in sorted({*was, *now} - _RECORDS):
        if path not in was:
            yield FileChange(path, "added", now[path])
        elif path not in now:
            yield FileChange(path, "removed", was[path])
        elif was[path] != now[path]:
            yield FileChange(path, "changed", now[path])


def _unknown(before: Snapshot, after: Snapshot, basis: Basis) -> Iterator[str]:
    """What one side can't tell, so that nothing is said of it."""
    parts = {
        "endpoints and hops": (before.endpoints, after.endpoints),
        "bills": (before.bill, after.bill),
        "findings": (before.findings, after.findings),
        "policies and waivers": (before.policy, after.policy),
        "secrets": (before.secrets, after.secrets),
        "facts": (before.facts, after.facts),
        "generated files": (before.built, after.built),
    }
    for what, sides in parts.items():
        if None in sides:
            both = zip((before.name, after.name), sides, strict=True)
            silent = dict.fromkeys(name for name, part in both if part is None)
            yield f"{what}: {' and '.join(silent)} can't tell"
    if basis == "unknown":
        yield "what an apply replaces: neither a Terraform plan nor two trees are given"
