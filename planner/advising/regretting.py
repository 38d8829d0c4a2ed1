"""Advice to the regrets that a topology is heading for, each a finding with its page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import lru_cache

from planner.advising.advice import Advice
from planner.diagnostics import Diagnostic
from planner.values import value

_FOLDER = "planner.advising.patterns"


@value
class Regret:
    """A code that is never reused, what would be regretted, and its judge.

    The module's docstring is its page, as that of a rule is. A regret is advice: it decides no exit
    code, and nobody has to waive it.
    """

    code: str
    title: str
    since: str
    judge: Callable[[Advice], Iterator[Diagnostic]]

    @property
    def page(self) -> str:
        """The docstring of its module."""
        return importlib.import_module(self.judge.__module__).__doc__ or ""


@lru_cache(maxsize=1)
def regrets() -> tuple[Regret, ...]:
    """Every regret, by code."""
    package = importlib.import_module(_FOLDER)
    modules = (f"{_FOLDER}.{one.name}" for one in pkgutil.iter_modules(package.__path__))
    found: list[Regret] = [importlib.import_module(name).REGRET for name in modules]
    return tuple(sorted(found, key=lambda one: one.code))


def regretted(advice: Advice) -> tuple[Diagnostic, ...]:
    """What a topology, as it is, is heading for; in the order of the codes."""
    return tuple(finding for one in regrets() for finding in one.judge(advice))
