"""Regimes that a policy names, as levels of the policy of their own.

A regime holds like a level that its author had written out: findings name it, and what it leaves
empty demands nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import cast

from planner.catalog import Catalog, Regime
from planner.diagnostics import Span
from planner.spec import Policy as PolicyClause
from planner.spec import Requirement
from planner.topology.lookup import Lookup, Route
from planner.topology.policy import Allowance, Policy, Stance, Transfer


def regime_levels(clause: PolicyClause, route: Route, lookup: Lookup) -> Iterator[Policy]:
    """A level for each regime that a clause names; unknown ones are problems."""
    for index, name in enumerate(clause.regimes):
        below = (*route, "regimes", index)
        regime = lookup.regime(name, *below)
        if regime is not None:
            yield _level(regime, lookup.span(*below), lookup.catalog)


def held(
    levels: tuple[Policy, ...], *, data: frozenset[str] | None, as_of: date
) -> tuple[Policy, ...]:
    """The levels as data of some classes is held to them; of all classes where `data` is None.

    A regime that doesn't bind the data says nothing, and what it allows is opened by the transfers
    of all levels that it has a ground for.
    """
    transfers = tuple(
        transfer
        for level in levels
        for transfer in level.transfers
        if transfer.expires is None or transfer.expires >= as_of
    )
    return tuple(_held(level, transfers, data) for level in levels)


def _held(level: Policy, transfers: tuple[Transfer, ...], data: frozenset[str] | None) -> Policy:
    if data is not None and not level.binds(data):
        return Policy(at=level.at)
    if level.regime is None or not level.regime.grounds or not transfers:
        return level
    return replace(
        level,
        processing=_opened(level.processing, transfers),
        at_rest=_opened(level.at_rest, transfers),
    )


def _opened(allowance: Allowance | None, transfers: tuple[Transfer, ...]) -> Allowance | None:
    if allowance is None:
        return None
    grounds = [each for each in transfers if each.mechanism in allowance.grounds]
    return replace(
        allowance,
        countries=allowance.countries.union(*(each.to.countries for each in grounds)),
        written=(*allowance.written, *(word for each in grounds for word in each.to.written)),
    )


def _level(regime: Regime, at: Span, catalog: Catalog) -> Policy:
    level = Policy(
        at=at,
        regime=regime,
        processing=_open_ended(regime.processing, regime, at, catalog),
        at_rest=_open_ended(regime.at_rest, regime, at, catalog),
        homes=_allowance(regime.homes, regime, at, catalog),
        parents=_allowance(regime.parents, regime, at, catalog),
        log_retention_days=regime.log_retention_days,
        human_review=cast("Stance", regime.human_review or None),
        training=cast("Stance", regime.training or None),
        keys="customer" if regime.keys else None,
        key_custody=_allowance(regime.key_custody, regime, at, catalog),
        support=_allowance(regime.support, regime, at, catalog),
        certifications=regime.certifications,
        requires=cast("tuple[Requirement, ...]", regime.requires),
        advance_notice=regime.advance_notice,
    )
    if regime.declares or level != Policy(at=at, regime=regime):
        return level
    return replace(level, unchecked=(f"regimes: {regime.name}",))


def _open_ended(
    places: tuple[str, ...], regime: Regime, at: Span, catalog: Catalog
) -> Allowance | None:
    """Where a regime lets data be: in its countries, and in those that it holds to be adequate."""
    if not places:
        return None
    adequate = (f"bloc:{regime.adequacy}",) if regime.adequacy else ()
    allowed = _allowance((*places, *adequate), regime, at, catalog)
    return replace(allowed, grounds=regime.grounds) if allowed else None


def _allowance(
    places: tuple[str, ...], regime: Regime, at: Span, catalog: Catalog
) -> Allowance | None:
    if not places:
        return None
    found = frozenset[str]().union(*(catalog.countries_of(place) or () for place in places))
    return Allowance(found, places, at, regime=regime.name)
