"""Names of the spec to things of the catalogue, with a note of every name that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from planner.catalog import Catalog, Machine, Operator, Reach, Regime, Region
from planner.diagnostics import STATED, Diagnostic, Fix, Row, Severity, Span, unknown_name
from planner.spec import EUROPES, Spec
from planner.topology.europes import ambiguous
from planner.topology.nearest import instead
from planner.topology.policy import Allowance
from planner.values import value

Route = tuple[str | int, ...]


@value
class Lookup:
    """A spec, the catalogue to read it by, and the problems found so far."""

    spec: Spec
    catalog: Catalog
    problems: list[Diagnostic] = field(default_factory=list)

    def span(self, *route: str | int) -> Span:
        return self.spec.span(*route)

    def region(self, cloud: str, name: str, *route: str | int) -> Region | None:
        """The region, or None and a problem."""
        regions = self.catalog.regions.get(cloud, {})
        if name not in regions:
            self.problems.append(
                unknown_name(
                    code="TOP101",
                    kind="region",
                    name=name,
                    known=regions,
                    at=self.span(*route),
                    where=f" on {cloud}",
                )
            )
        return regions.get(name)

    def machine(
        self, cloud: str, name: str | None, accelerator: str, region: str, *route: str
    ) -> Machine | None:
        """The named machine, or the smallest that carries the accelerator in the region."""
        carrying = self.catalog.machines_with(cloud, accelerator)
        if not carrying:
            self._without_machines(cloud, accelerator, region, *route, "accelerator")
            return None
        if name is None:
            return min(carrying, key=lambda machine: self._size(machine, region))
        machine = self.catalog.machine(cloud, name)
        if machine is None:
            self._unknown("TOP102", "machine", name, [m.name for m in carrying], *route, "machine")
        elif machine.accelerator != accelerator:
            self._wrong_machine(machine, accelerator, region, *route)
            return None
        return machine

    def _without_machines(self, cloud: str, accelerator: str, region: str, *route: str) -> None:
        known = self.catalog.accelerators()
        if accelerator not in known:
            self._unknown("TOP102", "accelerator", accelerator, known, *route)
            return
        message = f"the catalogue knows no machine of {cloud} with {accelerator}"
        self.error("TOP102", message, *route, fixes=self._instead(cloud, accelerator, region))

    def _instead(self, cloud: str, accelerator: str, region: str) -> tuple[Fix, ...]:
        """Where to find it, and what is found here; of a region that nobody knows, of the cloud."""
        here = self.catalog.regions[cloud].get(region)
        if here is not None:
            return tuple(instead(cloud, here, accelerator, self.catalog))
        sold = sorted({one.accelerator for one in self.catalog.machines(cloud)} - {""})
        return (Fix(f"{cloud} has {', '.join(sold)}"),) if sold else ()

    def _size(self, machine: Machine, region: str) -> tuple[bool, bool, bool, int, int, str]:
        """Machines that the region offers come first, then whole GPUs, fewer GPUs, fewer vCPUs.

        Those whose number of GPUs no source has come last.
        """
        missing = self.catalog.offering(machine.cloud, region, machine.name) is None
        is_shared = machine.gpu_fraction is not None and machine.gpu_fraction < 1
        unknown = machine.gpus is None
        return missing, unknown, is_shared, machine.gpus or 0, machine.vcpus or 0, machine.name

    def countries(self, places: Iterable[str], *route: str | int) -> Allowance:
        """The countries that places of a policy stand for; unknown ones are problems."""
        written = tuple(places)
        found: set[str] = set()
        for index, place in enumerate(written):
            found |= self._place(place, *route, index)
        return Allowance(frozenset(found), written, self.span(*route))

    def regime(self, name: str, *route: str | int) -> Regime | None:
        """The law or contract, or None and a problem."""
        regime = self.catalog.regime(name)
        if regime is None:
            self._unknown("TOP120", "regime", name, self.catalog.regimes, *route)
        return regime

    def _place(self, place: str, *route: str | int) -> frozenset[str]:
        if place.upper() in EUROPES:
            self.problems.append(ambiguous(place, self.span(*route), self.catalog))
            return frozenset()
        if not place.startswith("bloc:"):
            if place in self.catalog.countries:
                return frozenset({place})
            self._unknown("TOP106", "country", place, self.catalog.countries, *route)
            return frozenset()
        members = self.catalog.bloc(place.removeprefix("bloc:"), self.catalog.evaluated_at.date())
        if members is None:
            blocs = [f"bloc:{name}" for name in self.catalog.blocs]
            self._unknown("TOP106", "bloc", place, blocs, *route)
        return members or frozenset()

    def _unknown(
        self, code: str, kind: str, name: str, known: Iterable[str], *route: str | int
    ) -> None:
        at = self.span(*route)
        self.problems.append(unknown_name(code=code, kind=kind, name=name, known=known, at=at))

    def _wrong_machine(
        self, machine: Machine, accelerator: str, region: str, *route: str | int
    ) -> None:
        carrying = self.catalog.machines_with(machine.cloud, accelerator)
        sold = [m for m in carrying if self.catalog.offering(machine.cloud, region, m.name)]
        names = ", ".join(f"`{m.name}`" for m in sold or carrying)
        fixes = [Fix(f"machines with {accelerator}: {names}")]
        if machine.accelerator:
            fixes.append(Fix(f"`{machine.name}` needs `accelerator: {machine.accelerator}`"))
        if not sold:
            fixes.extend(self._instead(machine.cloud, accelerator, region))
        self.error(
            "TOP103",
            f"`{machine.name}` carries {machine.accelerator or 'no GPU'}, not {accelerator}",
            *route,
            "machine",
            fixes=tuple(fixes),
        )

    def operator(self, name: str, *route: str | int) -> Operator:
        """Who runs something by the spec's own words; of an unknown name, no owner is known."""
        known = self.catalog.operator(name)
        return known or Operator(
            id=name,
            kind="stated",
            legal_entity=name,
            home="",
            parent="",
            parent_country="",
            us_cloud_act="",
            note="",
            row=self.stated(*route),
        )

    def stated(self, *route: str | int) -> Row:
        """The spec itself as the source of a fact that only the user vouches for."""
        at = self.span(*route)
        return Row(at.path.name, at.line, "", STATED)

    def unknown_reach(self, *route: str) -> Reach:
        """Nobody says: nothing is certain and everything possible."""
        world = frozenset(self.catalog.countries)
        return Reach(frozenset(), world, self.stated(*route), "no source covers this call")

    def error(
        self, code: str, message: str, *route: str | int, fixes: tuple[Fix, ...] = ()
    ) -> None:
        """Note something that can't be resolved."""
        self.problems.append(
            Diagnostic(
                code=code,
                severity=Severity.ERROR,
                message=message,
                at=self.span(*route),
                fixes=fixes,
            )
        )
