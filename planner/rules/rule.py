"""A rule: one file that names one bad pattern, and how the rules are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from planner.catalog import Catalog
from planner.cost import Bill
from planner.diagnostics import Diagnostic
from planner.rules.handling import Handling, handlings
from planner.rules.levels import leaving
from planner.rules.operators import Way, unadmitted
from planner.rules.reached import protected, reached_paths
from planner.topology import UNPROTECTED, Endpoint, Path, Topology
from planner.values import value

GROUPS = (
    "sovereignty",
    "retention",
    "operations",
    "keys",
    "suppliers",
    "regimes",
    "network",
    "region",
    "capacity",
    "reliability",
    "cost",
    "policy",
    "evidence",
)


@dataclass(frozen=True)
class Case:
    """All that a rule may look at."""

    topology: Topology
    bill: Bill
    catalog: Catalog
    today: date
    """Decides only whether a waiver, an agreement or a certificate has expired."""

    @cached_property
    def reached(self) -> tuple[tuple[Endpoint, Path], ...]:
        """Every path of every endpoint of protected data under a policy, also of none of it."""
        return tuple(reached_paths(self.topology))

    @cached_property
    def protected(self) -> tuple[tuple[Endpoint, Path], ...]:
        """Every path of protected data of every endpoint under a policy; walked once for all."""
        return tuple(protected(self.reached))

    @cached_property
    def unadmitted(self) -> tuple[Way, ...]:
        """Every way of protected data to an operator that its policy doesn't admit."""
        return tuple(unadmitted(self.protected, self.topology.graph))

    @cached_property
    def leaving(self) -> tuple[tuple[Endpoint, Path], ...]:
        """Those of `protected` that aren't proven to stay where the policy allows."""
        return tuple(leaving(self.protected))

    @cached_property
    def handled(self) -> tuple[tuple[Endpoint, Path, Handling], ...]:
        """The paths that bring protected prompts to whoever handles them, and how."""
        known = handlings(self.topology, self.catalog)
        return tuple(
            (endpoint, path, known[path.stop.id])
            for endpoint, path in self.protected
            if path.stop.id in known and path.data - UNPROTECTED
        )


@value
class Rule:
    """A code that is never reused, the title of the bad pattern, and its judge.

    The module's docstring is the rule's page: What it checks, Why it matters, Example, Mend and
    Sources.
    """

    code: str
    title: str
    since: str
    judge: Callable[[Case], Iterator[Diagnostic]]

    @property
    def page(self) -> str:
        """The docstring of the rule's module."""
        return importlib.import_module(self.judge.__module__).__doc__ or ""


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule, by code: a rule is added by adding a file to a group's folder."""
    found = [_rule(name) for group in GROUPS for name in _modules(group)]
    return tuple(sorted(found, key=lambda rule: rule.code))


def _modules(group: str) -> Iterator[str]:
    package = importlib.import_module(f"planner.rules.{group}")
    for module in pkgutil.iter_modules(package.__path__):
        yield f"{package.__name__}.{module.name}"


def _rule(name: str) -> Rule:
    found: Rule = importlib.import_module(name).RULE
    return found
