"""Feature without cover.

## What it checks
Each of an endpoint's `features` at each provider of its route: whether the feature keeps data of
its own, beyond what `retention_days` allows or in spite of zero retention that `agreements` name;
and, for health data under a `baa`, whether that covers the feature.

## Why it matters
Zero retention and a business associate agreement cover features, not vendors. Files, batches and
vector stores stay until somebody deletes them, whatever was signed.

## Example
`features: [files]` with OpenAI under `agreements: {zero_retention: …}`.

## Mend
Do without the feature, or keep that data in a store of your own.

## Sources
The catalogue's `features.csv`; the vendors' tables of eligible features named there.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import FeatureCover
from planner.diagnostics import Diagnostic, Verdict
from planner.rules.demands import Demand, demanded, finding
from planner.rules.handling import Ground
from planner.rules.retention.kept_longer_than_allowed import least_limit
from planner.rules.rule import Case, Rule
from planner.rules.verdicts import worst
from planner.topology import Endpoint, Path, Provider

_Judged = tuple[str, Verdict, str, Ground]
"""A feature, the verdict on it, why, and what shows that."""


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, _ in case.handled:
        called = _called(endpoint, path) if endpoint.features else None
        if called is None:
            continue
        judged: list[_Judged] = [
            (feature, *verdict, cover.row if cover else called.at)
            for feature in endpoint.features
            for cover in [case.catalog.feature_cover(called.kind, feature)]
            for verdict in _verdicts(endpoint, path, called, cover)
        ]
        if judged:
            yield _finding(endpoint, path, called, judged)


def _called(endpoint: Endpoint, path: Path) -> Provider | None:
    """The provider of the route that a path ends at."""
    sites = (target.site for target in endpoint.targets if target.id == path.stop.id)
    return next((site for site in sites if isinstance(site, Provider)), None)


def _verdicts(
    endpoint: Endpoint, path: Path, called: Provider, cover: FeatureCover | None
) -> Iterator[tuple[Verdict, str]]:
    limit = 0 if called.agreements.zero_retention is not None else least_limit(endpoint)
    if limit is not None:
        yield from _kept(cover, limit)
    if called.agreements.baa is not None and "phi" in path.data:
        yield from _under_a_baa(cover)


def _kept(cover: FeatureCover | None, limit: int) -> Iterator[tuple[Verdict, str]]:
    if cover is None or cover.zero_retention is None:
        yield Verdict.UNPROVEN, "no source says how long it keeps what it is given"
    elif not cover.zero_retention and (cover.kept_days is None or cover.kept_days > limit):
        kept = "" if cover.kept_days is None else f" for {cover.kept_days} day(s)"
        yield Verdict.VIOLATED, f"it keeps data of its own{kept}, whatever was agreed"


def _under_a_baa(cover: FeatureCover | None) -> Iterator[tuple[Verdict, str]]:
    if cover is None or cover.baa is None:
        yield Verdict.UNPROVEN, "no source says that the BAA covers it"
    elif not cover.baa:
        yield Verdict.VIOLATED, "the BAA doesn't cover it"


def _finding(endpoint: Endpoint, path: Path, called: Provider, judged: list[_Judged]) -> Diagnostic:
    verdict = worst(each for _, each, _, _ in judged)
    decisive = [each for each in judged if each[1] is verdict]
    says = "; ".join(f"`{feature}`: {why}" for feature, _, why, _ in decisive)
    return finding(
        RULE.code,
        verdict,
        _demand(endpoint, called),
        endpoint,
        path,
        says=says,
        facts=[(f"`{feature}`: {why}", ground) for feature, _, why, ground in judged],
        fixes=("do without the feature", "keep that data in a store of your own"),
        offending=tuple(dict.fromkeys(feature for feature, *_ in decisive)),
    )


def _demand(endpoint: Endpoint, called: Provider) -> Demand:
    law = "a feature that keeps data needs the same cover as the call"
    limits = demanded(endpoint, law, lambda policy: policy.retention_days is not None)
    return limits or Demand(law, (called.agreements.at,))


RULE = Rule("RET003", "feature without cover", "0.2.0", judge)
