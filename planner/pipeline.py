"""The order of the passes, written once.

text -> Spec -> Topology -> Layout -> Bill -> findings -> Plan
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import TypeVar

from planner import catalog as facts
from planner.catalog import Catalog
from planner.cost import Bill, estimate, rate_of
from planner.diagnostics import Diagnostic, Outcome, Severity, SourceText, Span, Verdict
from planner.errors import SpecError, UsageError
from planner.layout import Layout, lay_out
from planner.rules import check, verdicts
from planner.spec import AUTO, PolicyFile, Revision, Spec, Templates, read, sources_of
from planner.topology import Policy, Signing, Topology, resolve, resolve_policy, signing_of
from planner.values import value

_T = TypeVar("_T")


@value
class Plan:
    """All that is known about one spec."""

    spec: Spec
    topology: Topology
    layout: Layout
    bill: Bill
    findings: tuple[Diagnostic, ...]
    verdicts: Mapping[str, Verdict]
    """Endpoint to its worst verdict over processing, storage and operators."""
    catalog: Catalog
    today: date
    """Decides whether a waiver or an agreement has expired."""

    @property
    def sources(self) -> Mapping[PurePath, SourceText]:
        """The files that the spec was read from, its own first, then those that it extends."""
        return self.spec.sources

    @property
    def file(self) -> PurePath:
        """The spec's own file."""
        return next(iter(self.sources))

    def named(self, path: PurePath) -> str:
        """A file's path from the folder of the spec: the same wherever topoplan runs."""
        if path in self.spec.pinned:
            return str(path)
        return PurePath(os.path.relpath(path, self.file.parent)).as_posix()

    def in_currency(self, currency: str | None = None) -> Plan:
        """The plan with its bill as it is shown: in a currency, by default in that of the spec.

        Everything that judges looks at US dollars; this is for printing.

        Raises:
            UsageError: neither the spec nor the catalogue has a rate of exchange for it.
        """
        wanted = currency or self.topology.terms.currency
        if wanted == self.bill.currency:
            return self
        rate = rate_of(wanted, self.topology.terms, self.catalog)
        if rate is None:
            known = sorted({*self.catalog.currencies, *self.topology.terms.rates})
            raise UsageError(
                f"no rate of exchange for `{wanted}`",
                mend=f"one of {', '.join(known)}, or a rate of your own below `prices.rates`",
            )
        return replace(self, bill=self.bill.at(rate))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Findings that stand against going on: errors that nobody waived."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR and f.waived is None)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Findings that somebody should look at, and that stand against nothing."""
        found = (f for f in self.findings if f.severity is Severity.WARNING)
        return tuple(f for f in found if f.waived is None)

    @property
    def over_budget(self) -> bool:
        return any(finding.code == "COST004" for finding in self.errors)

    @property
    def exit_code(self) -> int:
        """0 nothing to object, 3 a rule is violated, 4 nothing but the budget is."""
        if any(finding.code != "COST004" for finding in self.errors):
            return 3
        return 4 if self.over_budget else 0


def plan(
    path: str | Path,
    *,
    catalog: Catalog | None = None,
    today: date | None = None,
    templates: Templates | None = None,
    routed: Callable[[Spec, Catalog, date], Spec] | None = None,
    revision: Revision | None = None,
) -> Plan:
    """Plan the topology that the YAML file at `path` describes.

    `today` decides only whether a waiver has expired; prices hold at the catalogue's own instant.
    `templates` say which commits of files in git a tree was locked at. `routed` gives a spec's open
    routes, `auto`, their targets; without it they are an error. `revision`: the file, and those
    beside it that it extends, are read as they were at that commit.

    Raises:
        SpecError: the spec can't be read, or names things that the catalogue lacks.
    """
    today = today or datetime.now(UTC).date()
    templates = templates or Templates()
    spec = _value(read(Path(path), templates, revision=revision), templates)
    catalog = catalog or facts.load()
    if routed is not None and any(one.route == AUTO for one in spec.endpoints.values()):
        spec = routed(spec, catalog, today)
    return plan_of(spec, catalog, today=today, templates=templates)


def plan_of(
    spec: Spec, catalog: Catalog, *, today: date, templates: Templates | None = None
) -> Plan:
    """Plan the topology of a spec that was read.

    Raises:
        SpecError: it names things that the catalogue lacks.
    """
    topology = _value(resolve(spec, catalog), templates or Templates())
    layout = lay_out(topology)
    bill = estimate(topology, layout, catalog)
    findings = check(topology, bill, catalog, today=today)
    judged = verdicts(topology, findings)
    return Plan(spec, topology, layout, bill, findings, judged, catalog, today)


def findings_of(
    spec: Spec, catalog: Catalog, *, today: date
) -> tuple[Topology, tuple[Diagnostic, ...]]:
    """What the rules say of a spec that nobody prices: half a plan, for who asks many times.

    No rule about money has anything to say.

    Raises:
        SpecError: it names things that the catalogue lacks.
    """
    topology = _value(resolve(spec, catalog), Templates())
    return topology, check(topology, Bill(()), catalog, today=today)


@value
class Rulebook:
    """A policy alone, which holds for whatever a Terraform plan builds."""

    levels: tuple[Policy, ...]
    signing: Signing
    at: Span
    sources: Mapping[PurePath, SourceText]
    catalog: Catalog


def rulebook(
    path: str | Path, *, catalog: Catalog | None = None, templates: Templates | None = None
) -> Rulebook:
    """The policy of a file that has nothing else, or of a spec.

    Raises:
        SpecError: it can't be read, or names places that the catalogue lacks.
        UsageError: it has no policy.
    """
    catalog = catalog or facts.load()
    templates = templates or Templates()
    spec = _value(read(Path(path), templates, PolicyFile), templates)
    levels = _value(resolve_policy(spec, catalog), templates)
    if not levels:
        raise UsageError(f"{path} has no policy", mend="write what must hold below `policy:`")
    signing = signing_of(spec, levels, catalog)
    return Rulebook(levels, signing, spec.key_span("policy"), spec.sources, catalog)


def _value(outcome: Outcome[_T], templates: Templates) -> _T:
    if outcome.value is None:
        raise SpecError(outcome.diagnostics, sources_of(outcome.diagnostics, templates))
    return outcome.value
