"""What the hops of a plan are held against: the levels of a policy, or the sets of a proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from planner.catalog import Catalog
from planner.diagnostics import Span, Verdict
from planner.inspecting.hops import Kind, PlannedHop
from planner.rules import named, operator_verdict, weigh
from planner.topology import Allowance, Policy, Stop
from planner.values import value


@value
class Objection:
    """What stands against a hop: how surely, in words, and where it was demanded."""

    verdict: Verdict
    why: str
    at: Span
    offending: tuple[str, ...] = ()


class Demands(Protocol):
    """Whatever judges a hop that ends somewhere known."""

    @property
    def at(self) -> Span:
        """Where they stand."""

    def against(self, hop: PlannedHop) -> Iterator[Objection]:
        """What stands against a hop that ends at a stop; nothing where it is covered."""


@value
class ByPolicy:
    """Every level has to hold, and any resource may hold the data that it binds."""

    levels: tuple[Policy, ...]
    catalog: Catalog
    at: Span

    def against(self, hop: PlannedHop) -> Iterator[Objection]:
        stop = hop.stop
        if stop is not None:
            for level in self.levels:
                yield from self._by_level(stop, level)

    def _by_level(self, stop: Stop, level: Policy) -> Iterator[Objection]:
        yield from self._countries(stop, level)
        yield from _regions(stop, level)
        verdict, why = operator_verdict(stop, level)
        if verdict is not Verdict.PROVEN:
            yield Objection(verdict, why, level.at)

    def _countries(self, stop: Stop, level: Policy) -> Iterator[Objection]:
        for what, reach, allowed in (
            ("processed", stop.processing, level.processing),
            ("kept", stop.at_rest, level.at_rest),
        ):
            if reach is not None and allowed is not None:
                verdict, outside = weigh(reach, allowed.countries)
                if verdict is not Verdict.PROVEN:
                    yield self._outside(verdict, what, outside, allowed)
            denied = level.countries_denied
            if reach is not None and denied is not None and reach.possible & denied.countries:
                is_sure = bool(reach.certain & denied.countries)
                verdict = Verdict.VIOLATED if is_sure else Verdict.UNPROVEN
                yield self._denied(verdict, what, reach.possible & denied.countries, denied)

    def _outside(
        self, verdict: Verdict, what: str, outside: frozenset[str], allowed: Allowance
    ) -> Objection:
        may = "is" if verdict is Verdict.VIOLATED else "may be"
        why = f"data {may} {what} in {named(outside, self.catalog)}, outside `{allowed}`"
        return Objection(verdict, why, allowed.at, tuple(sorted(outside)))

    def _denied(
        self, verdict: Verdict, what: str, found: frozenset[str], denied: Allowance
    ) -> Objection:
        may = "is" if verdict is Verdict.VIOLATED else "may be"
        why = f"data {may} {what} in {named(found, self.catalog)}, which is denied"
        return Objection(verdict, why, denied.at, tuple(sorted(found)))


def _regions(stop: Stop, level: Policy) -> Iterator[Objection]:
    if level.regions is None or stop.region is None:
        return
    refused = level.regions.refuses(stop.region.cloud, stop.region.name)
    if refused is not None:
        name = f"{stop.region.cloud}:{stop.region.name}"
        yield Objection(Verdict.VIOLATED, f"region {name} is refused: {refused}", level.regions.at)


@value
class ByProof:
    """Every place, model, deployment and host has to be one that the proof went to."""

    known: Mapping[Kind, frozenset[str]]
    at: Span

    def against(self, hop: PlannedHop) -> Iterator[Objection]:
        known = self.known.get(hop.kind, frozenset())
        if hop.name not in known:
            ours = ", ".join(sorted(known)) if len(known) <= _MANY else f"{len(known)} others"
            why = f"{_TITLES[hop.kind]} {hop.name} is not one of the proof's: {ours or 'none'}"
            yield Objection(Verdict.VIOLATED, why, self.at, (hop.name,))


_MANY = 6
"""More of a kind than this are counted, not listed."""

_TITLES: Mapping[Kind, str] = {
    "region": "region",
    "copy": "a copy to",
    "model": "the right to call",
    "deployment": "the deployment",
    "guardrail": "the guardrail",
    "host": "the host",
}
