"""On what ground data leaves the law that protects it, country by country, on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from planner.catalog import Adequacy, Reach, Regime
from planner.rules.holders import agreed_at
from planner.rules.levels import fixed, processing_levels, storage_levels, within
from planner.rules.reached import binding
from planner.rules.rule import Case
from planner.topology import Endpoint, Path, Policy, Role, Transfer
from planner.values import value


@value
class Grounds:
    """What opens countries under one regime, for the data of one endpoint."""

    level: Policy
    regime: Regime
    home: frozenset[str]
    """Where the regime needs no ground."""
    adequate: Mapping[str, Adequacy]
    """By country, those that have ended too."""
    transfers: tuple[Transfer, ...]
    """Those on a ground that the regime knows, those that have ended too."""
    today: date

    def transfer(self, country: str) -> Transfer | None:
        """The transfer that still opens a country; one with an assessment before others."""
        opening = [
            each
            for each in self.transfers
            if country in each.to.countries and not (each.expires and each.expires < self.today)
        ]
        return max(opening, key=lambda each: bool(each.assessment), default=None)

    def adequacy(self, country: str, certificates: frozenset[str]) -> Adequacy | None:
        """The adequacy that covers an operator with some certificates in a country today."""
        found = self.adequate.get(country)
        if found is None or (found.until and found.until < self.today):
            return None
        return found if not found.covers or found.covers in certificates else None

    def opens(self, country: str, certificates: frozenset[str]) -> bool:
        return bool(self.adequacy(country, certificates) or self.transfer(country))


@value
class Leaving:
    """Data of an endpoint that may leave a regime's own countries."""

    endpoint: Endpoint
    path: Path
    grounds: Grounds
    certificates: frozenset[str]
    """Names of those that are stated for the stop and have not expired."""
    reaches: tuple[Reach, ...]

    @property
    def certain(self) -> frozenset[str]:
        """The countries abroad that no source contradicts."""
        return frozenset[str]().union(*(one.certain for one in self.reaches)) - self.grounds.home

    @property
    def possible(self) -> frozenset[str]:
        """All countries abroad that any source says."""
        return frozenset[str]().union(*(one.possible for one in self.reaches)) - self.grounds.home

    @property
    def groundless(self) -> frozenset[str]:
        """Countries abroad that nothing opens."""
        opens = self.grounds.opens
        return frozenset(one for one in self.possible if not opens(one, self.certificates))

    @property
    def not_forbidden(self) -> frozenset[str]:
        """Countries that no fixed level forbids; of the others, the rules of residency tell."""
        found: set[str] = set()
        stop = self.path.stop
        for reach, levels in (
            (stop.processing, fixed(processing_levels(self.endpoint, self.path))),
            (stop.at_rest, fixed(storage_levels(self.endpoint, self.path))),
        ):
            if reach:
                found |= reach.possible & within(levels) if levels else reach.possible
        return frozenset(found)


def leaving(case: Case) -> Iterator[Leaving]:
    """Every stop abroad, for each regime that asks for a ground; state holds names, not data."""
    known: dict[tuple[str, str], Grounds] = {}
    bound = {one.name for one in case.topology.endpoints if any(map(_wants_one, one.policies))}
    for endpoint, path in case.protected:
        if endpoint.name not in bound:
            continue
        reaches = tuple(one for one in (path.stop.processing, path.stop.at_rest) if one)
        if not reaches or path.stop.role is Role.STATE:
            continue
        for level in binding(endpoint, path):
            if level.regime is None or not _wants_one(level):
                continue
            key = (endpoint.name, level.regime.name)
            if key not in known:
                known[key] = _grounds(level, level.regime, endpoint, case)
            if any(one.possible - known[key].home for one in reaches):
                yield Leaving(endpoint, path, known[key], _certificates(path, case), reaches)


def _wants_one(level: Policy) -> bool:
    return level.regime is not None and bool(level.regime.grounds)


def _grounds(level: Policy, regime: Regime, endpoint: Endpoint, case: Case) -> Grounds:
    catalog = case.catalog
    return Grounds(
        level=level,
        regime=regime,
        home=frozenset[str]().union(
            *(catalog.countries_of(one) or () for one in regime.processing)
        ),
        adequate=catalog.adequacy(regime.adequacy),
        transfers=tuple(
            transfer
            for policy in endpoint.policies
            for transfer in policy.transfers
            if transfer.mechanism in regime.grounds
        ),
        today=case.today,
    )


def _certificates(path: Path, case: Case) -> frozenset[str]:
    agreements = agreed_at(path.stop, case)
    stated = agreements.certificates if agreements else ()
    return frozenset(one.name for one in stated if not one.expires or one.expires >= case.today)
