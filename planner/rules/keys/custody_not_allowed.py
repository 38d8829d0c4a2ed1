"""Custody not allowed.

## What it checks
Who holds the keys of what is kept, against `keys: customer`, and where the keys are, against
`key_custody`. Buckets and logs that topoplan builds on AWS are encrypted with a key of your own in
their region; of all else, `agreements: {keys: …}` has to say it. What keeps nothing needs no key.

## Why it matters
Whoever holds the key can read the copy, and can be made to. A multi-region key opens a European
bucket from elsewhere.

## Example
`policy: {keys: customer}` with a hosted trace store of which nobody says who holds its keys.

## Mend
Have the copy encrypted with a key of your own inside the bounds, and name that in `agreements`.

## Sources
What `modules/aws/key` builds; for all else the spec's own evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Reach
from planner.diagnostics import Diagnostic, Span, Verdict
from planner.rules.demands import Demand, finding, reach_of
from planner.rules.handling import Keys
from planner.rules.levels import weigh, within
from planner.rules.residency import named
from planner.rules.rule import Case, Rule
from planner.rules.verdicts import worst
from planner.topology import Allowance, Endpoint, Path
from planner.values import value


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, handling in case.handled:
        kept_at = path.stop.at_rest
        if kept_at is None or handling.kept.most == 0:
            continue
        objections = tuple(_objections(endpoint, handling.keys, kept_at, case.catalog))
        if objections:
            yield _finding(endpoint, path, handling.keys, objections)


@value
class _Objection:
    """What stands against the keys of a node, and which levels it is held against."""

    verdict: Verdict
    says: str
    offending: tuple[str, ...]
    places: tuple[Span, ...]


def _objections(
    endpoint: Endpoint, keys: Keys, kept_at: Reach, catalog: Catalog
) -> Iterator[_Objection]:
    customers = tuple(policy.at for policy in endpoint.policies if policy.keys == "customer")
    levels = tuple(policy.key_custody for policy in endpoint.policies if policy.key_custody)
    if keys.custodian is None and (customers or levels):
        says = "no source says who holds the keys of what it keeps, or where they are"
        asking = (*customers, *(level.at for level in levels))
        yield _Objection(Verdict.UNPROVEN, says, ("unknown",), asking)
        return
    if keys.custodian == "provider" and customers:
        says = "its operator alone holds the keys of what it keeps"
        yield _Objection(Verdict.VIOLATED, says, ("provider",), customers)
    if levels:
        yield from _outside(keys, kept_at, levels, catalog)


def _outside(
    keys: Keys, kept_at: Reach, levels: tuple[Allowance, ...], catalog: Catalog
) -> Iterator[_Objection]:
    verdict, outside = weigh(reach_of(keys.countries, kept_at), within(levels))
    if verdict is not Verdict.PROVEN:
        may = "are" if verdict is Verdict.VIOLATED else "may be"
        says = f"the keys of what it keeps {may} in {named(outside, catalog)}"
        broken = tuple(level.at for level in levels if outside - level.countries)
        yield _Objection(verdict, says, tuple(sorted(outside)), broken)


def _finding(
    endpoint: Endpoint, path: Path, keys: Keys, objections: tuple[_Objection, ...]
) -> Diagnostic:
    verdict = worst(each.verdict for each in objections)
    decisive = [each for each in objections if each.verdict is verdict]
    places = tuple(dict.fromkeys(place for each in decisive for place in each.places))
    return finding(
        RULE.code,
        verdict,
        Demand("every level has to allow who holds the keys, and where", places),
        endpoint,
        path,
        says=", and ".join(each.says for each in decisive),
        facts=((keys.says, keys.ground),),
        fixes=(
            "encrypt it with a key of your own inside, and say so in `agreements: {keys: …}`",
            "keep nothing there",
        ),
        offending=tuple(word for each in decisive for word in each.offending),
    )


RULE = Rule("KEY001", "custody not allowed", "0.2.0", judge)
