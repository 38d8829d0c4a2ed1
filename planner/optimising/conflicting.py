"""A problem that nothing solves to the fewest demands that nothing keeps together.

Any conflict has a member in each set of demands whose sacrifice would mend the whole, so that a
smallest conflict is a smallest set that meets all such corrections (Reiter, A theory of diagnosis
from first principles, Artificial Intelligence 32, 1987; Ignatiev, Previti, Liffiton and
Marques-Silva, Smallest MUS extraction with minimal hitting set dualization, CP 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from planner.optimising.answers import Demand, Infeasible, Minimality
from planner.optimising.formulating import Formulation, Row
from planner.optimising.narrowing import narrowed, surroundings
from planner.optimising.problem import Need, Problem
from planner.optimising.running import Aim, run
from planner.optimising.searching import affordable, least
from planner.optimising.supposing import demands, demands_of, free, with_only
from planner.values import value

_FEW = 30
"""Of so many demands the smallest conflict is looked for, whatever part of them has one."""
_CHECKS = 400
"""So many corrections are found before a conflict that is irreducible has to do."""
_COVER_S = 10.0

Demands = tuple[Demand, ...]
Keeps = Callable[[Collection[Demand]], bool]


class OutOfTime(Exception):
    """There is no time left to tell whether demands can be kept."""


@value
class Core:
    """Demands that nothing keeps together, and whether that could be said with fewer."""

    demands: Demands
    minimality: Minimality


@dataclass(slots=True)
class _Clock:
    """Seconds that the solver may still take."""

    seconds: float


@dataclass(slots=True)
class _Judge:
    """Whether some of a problem's demands can be kept, asked again and again."""

    problem: Problem
    clock: _Clock
    known: dict[frozenset[Demand], bool] = field(default_factory=dict)

    def keeps(self, kept: Collection[Demand]) -> bool:
        """Whether there is a choice.

        Raises:
            OutOfTime: that could not be told.
        """
        key = frozenset(kept)
        if key not in self.known:
            self.known[key] = self._asked(key)
        return self.known[key]

    def _asked(self, kept: frozenset[Demand]) -> bool:
        problem = with_only(self.problem, kept)
        problem = free(problem) if problem.budget is None else problem
        around = surroundings(problem)
        needs = [narrowed(need, around) for need in problem.needs]
        found, seconds = affordable(problem, needs, seconds=self.clock.seconds)
        self.clock.seconds = max(0.0, self.clock.seconds - seconds)
        if found is None:
            raise OutOfTime
        return found


def conflict(problem: Problem, *, seconds: float) -> Infeasible:
    """What stands against each other in a problem that has no solution, and no unknown price."""
    every, clock = demands(problem), _Clock(seconds)
    try:
        alone = [(need, _Judge(_only(problem, need), clock)) for need in problem.needs]
        unserved = tuple(need.id for need, judge in alone if not judge.keeps(()))
        if unserved:
            return Infeasible((), "smallest", unserved)
        found = _whole(problem, every, alone, clock)
    except OutOfTime:
        found = Core(every, "sufficient")
    return Infeasible(found.demands, found.minimality, (), _at_least(problem, found, clock))


def _whole(
    problem: Problem, every: Demands, alone: Sequence[tuple[Need, _Judge]], clock: _Clock
) -> Core:
    """The core of needs that can't be served alone, else of such as get in each other's way."""
    judge = _Judge(problem, clock)
    own = [(tuple(demands_of(need)), one.keeps) for need, one in alone]
    parts = [(part, keeps) for part, keeps in own if not keeps(part)]
    if not parts:
        parts = [(part, judge.keeps) for part in _parts(problem, every, judge)]
    found = min((core(*part) for part in parts), key=lambda one: len(one.demands))
    if len(parts[0][0]) == len(every):
        return found
    try:
        return _against_all(found, every, judge)
    except OutOfTime:
        return replace(found, minimality="irreducible")


def _only(problem: Problem, need: Need) -> Problem:
    return replace(problem, needs=(need,), budget=None)


def _parts(problem: Problem, every: Demands, judge: _Judge) -> Iterator[Demands]:
    """Sets of demands that have a conflict each, none with one of another set."""
    unpaid = tuple(demand for demand in every if demand.kind != "budget")
    if judge.keeps(unpaid):
        yield every
        return
    for subjects in _coupled(problem, unpaid):
        part = tuple(demand for demand in unpaid if demand.subject in subjects)
        if not judge.keeps(part):
            yield part


def _coupled(problem: Problem, every: Demands) -> list[set[str]]:
    """Ids of needs, with the quotas and bounded pools that they share, directly or not."""
    scarce = {demand.subject for demand in every if demand.kind in ("quota", "nodes")}
    groups: list[set[str]] = []
    for need in problem.needs:
        shared = {name for one in need.candidates for name in (one.quota, one.pool) if name}
        mine = {need.id} | shared & scarce
        for group in [group for group in groups if group & mine]:
            mine |= group
            groups.remove(group)
        groups.append(mine)
    return groups


def _against_all(found: Core, every: Demands, judge: _Judge) -> Core:
    """A core of some demands, held against cores that others may have."""
    if len(found.demands) == 1 or found.minimality != "smallest":
        return found
    if len(every) <= _FEW:
        return core(every, judge.keeps)
    for demand in every:
        if demand.kind in ("quota", "nodes", "budget") and not judge.keeps((demand,)):
            return Core((demand,), "smallest")
    two = 2
    return found if len(found.demands) == two else replace(found, minimality="irreducible")


def core(every: Demands, keeps: Keeps) -> Core:
    """The least demands of some that can't be kept together."""
    try:
        small = _irreducible((), every, keeps, is_new=False)
    except OutOfTime:
        return Core(every, "sufficient")
    try:
        fewest = _fewest(every, small, keeps)
    except OutOfTime:
        fewest = None
    return Core(small, "irreducible") if fewest is None else Core(fewest, "smallest")


def _irreducible(given: Demands, part: Demands, keeps: Keeps, *, is_new: bool) -> Demands:
    """Those of a part that conflict with what is given, none of which can be left out.

    QuickXplain: Junker, Preferred explanations and relaxations for over-constrained problems,
    AAAI 2004.
    """
    if is_new and not keeps(given):
        return ()
    if len(part) == 1:
        return part
    first, second = part[: len(part) // 2], part[len(part) // 2 :]
    right = _irreducible((*given, *first), second, keeps, is_new=True)
    left = _irreducible((*given, *right), first, keeps, is_new=bool(right))
    return (*left, *right)


def _fewest(every: Demands, small: Demands, keeps: Keeps) -> Demands | None:
    """A smallest conflict; None: there were too many corrections to look through."""
    corrections: list[frozenset[int]] = []
    for _ in range(_CHECKS):
        met = _smallest_meeting(corrections, len(every))
        if len(met) >= len(small):
            return small
        tried = tuple(every[at] for at in met)
        if not keeps(tried):
            return tried
        kept = frozenset(_grown(tried, every, keeps))
        corrections.append(frozenset(i for i, one in enumerate(every) if one not in kept))
    return None


def _grown(kept: Demands, more: Demands, keeps: Keeps) -> Demands:
    """Demands with all of some further ones that can be kept beside them."""
    if keeps((*kept, *more)):
        return (*kept, *more)
    if len(more) == 1:
        return kept
    half = len(more) // 2
    return _grown(_grown(kept, more[:half], keeps), more[half:], keeps)


def _smallest_meeting(sets: Iterable[frozenset[int]], count: int) -> list[int]:
    """Of numbers below `count` the fewest that have one in each set, the lowest where they can."""
    step = 1 / (2 * count * count)
    costs = [1 + at * step for at in range(count)]
    rows = [Row(1, count, dict.fromkeys(sorted(one), 1.0)) for one in sets]
    program = Formulation(costs, (), [0.0] * count, [1.0] * count, rows, {}, {}, 0)
    found = run(program, Aim(costs, within=step / 4), seconds=_COVER_S)
    if found.status != "solved" or found.values is None:
        raise OutOfTime
    return [at for at, chosen in enumerate(found.values) if chosen]


def _at_least(problem: Problem, found: Core, clock: _Clock) -> Decimal | None:
    rest = [demand for demand in found.demands if demand.kind != "budget"]
    if len(rest) == len(found.demands):
        return None
    problem = with_only(problem, rest)
    around = surroundings(problem)
    needs = [narrowed(need, around) for need in problem.needs]
    return least(problem, needs, seconds=clock.seconds)
