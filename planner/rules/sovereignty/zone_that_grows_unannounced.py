"""Zone that grows unannounced.

## What it checks
Where a level of the policy or one of its regimes asks for `advance_notice`: that no data goes to a
vendor's zone that the vendor may add places to without telling before, such as an Azure data zone,
a profile of Bedrock, or what a vendor calls Europe, and to none of which nobody says where it is.
An `advance_notice` among the node's `agreements` is evidence that the contract announces changes.

## Why it matters
The proof holds for the places of today. A contract that names them is broken on the day on which
the vendor opens another one.

## Example
`policy: {regimes: [DORA]}` with `mode: DataZoneStandard`.

## Mend
Take a deployment of one region, or a clause that announces changes; then state it.

## Sources
DORA article 30(2)(b); the catalogue's `open_zones.csv`, each row with its vendor's page.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix
from planner.rules.asking import Missing, finding, named_levels
from planner.rules.holders import agreed_at
from planner.rules.reached import binding
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Policy, Role


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path in case.protected:
        zone = _zone(path, case)
        if zone is None:
            continue
        levels = tuple(level for level in binding(endpoint, path) if level.advance_notice)
        agreements = agreed_at(path.stop, case)
        if levels and not (agreements and agreements.advance_notice):
            yield _finding(endpoint, path, levels, zone)


def _zone(path: Path, case: Case) -> Fact | None:
    """What says that the places of a stop may become more; None where nothing does."""
    stop = path.stop
    if stop.role is not Role.PROVIDER or stop.processing is None:
        return None
    if stop.open_zone is not None:
        return Fact("its vendor may add places to it, unannounced", stop.open_zone)
    if stop.processing.possible >= case.catalog.countries.keys():
        return Fact("no source says where it may run", stop.processing.row)
    return None


def _finding(endpoint: Endpoint, path: Path, levels: tuple[Policy, ...], zone: Fact) -> Diagnostic:
    missing = Missing(
        code=RULE.code,
        message=f"data of `{endpoint.name}` goes to a zone that may grow unannounced, where "
        f"{named_levels(levels)} asks for notice: {path.stop.title}",
        asked="notice before places change",
        lacks=zone,
        fixes=(
            Fix("take a deployment of one region"),
            Fix("agree on notice of changes, and state it: `agreements: {advance_notice: …}`"),
        ),
        offending=(path.stop.id,),
        facts=(path.stop.open_zone,) if path.stop.open_zone else (),
    )
    return finding(missing, endpoint, levels, at=path.at, path=path.names())


RULE = Rule("SOV028", "zone that grows unannounced", "0.2.0", judge)
