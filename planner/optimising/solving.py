"""A problem of choice to its cheapest answer, with proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from planner.optimising.answers import (
    Answer,
    Infeasible,
    LeftOut,
    Optimum,
    Undecided,
    Unpriceable,
)
from planner.optimising.checking import check, subjects
from planner.optimising.conflicting import conflict
from planner.optimising.narrowing import Narrowed, Surroundings, narrowed, surroundings
from planner.optimising.problem import Need, Problem
from planner.optimising.reckoning import Choice, reckoned
from planner.optimising.searching import TIE, Best, Nothing, search
from planner.optimising.supposing import demands, free_where_unknown


def solve(problem: Problem, *, time_limit_s: float = 60.0, gap: Decimal = Decimal(0)) -> Answer:
    """The choice that costs least, as expected.

    `gap` is the part of the money, 0..1, that a better choice may still save. At 0 the optimum is
    proven to a tenth of a cent, and of choices that cost the same it is always the same one,
    whatever the order of the problem's parts. `time_limit_s` holds for each search of the solver.

    Raises:
        ValueError: the problem contradicts itself, such as by a pool that it does not have.
    """
    return Session().solve(problem, time_limit_s=time_limit_s, gap=gap)


def sweep(
    problems: Iterable[Problem], *, time_limit_s: float = 60.0, gap: Decimal = Decimal(0)
) -> Iterator[Answer]:
    """The answers to problems that differ in a few parts, each begun from the one before."""
    session = Session()
    for problem in problems:
        yield session.solve(problem, time_limit_s=time_limit_s, gap=gap)


class Session:
    """Solves problems that differ in a few parts.

    What was made of a need is used again for as long as the need is the same object, and the last
    choice is where the next search starts: both save time, and neither moves an optimum.
    """

    def __init__(self) -> None:
        self._made: dict[int, tuple[Need, Narrowed]] = {}
        self._around: Surroundings | None = None
        self._choice: Choice | None = None

    def solve(
        self,
        problem: Problem,
        *,
        time_limit_s: float = 60.0,
        gap: Decimal = Decimal(0),
        is_explained: bool = True,
    ) -> Answer:
        """As `solve` does; unless it is to be explained, a conflict is of all demands."""
        check(problem)
        ordered = canonical(problem)
        needs = self._narrowed(ordered)
        best = search(ordered, needs, seconds=time_limit_s, gap=gap, start=self._choice)
        if isinstance(best, Best):
            self._choice = best.choice
        if gap and isinstance(best, Best) and _is_open(problem, best):
            best = search(ordered, needs, seconds=time_limit_s, start=best.choice)
        answer = _answer(problem, ordered, needs, best, time_limit_s)
        if answer is not None:
            return answer
        if not is_explained:
            return Infeasible(demands(problem), "sufficient")
        return _in_order(problem, conflict(free_where_unknown(ordered), seconds=time_limit_s))

    def _narrowed(self, problem: Problem) -> list[Narrowed]:
        around = surroundings(problem)
        known = self._made if around == self._around else {}
        self._around = around
        self._made = {
            id(need): known.get(id(need)) or (need, narrowed(need, around))
            for need in problem.needs
        }
        return [made for _, made in self._made.values()]


def canonical(problem: Problem) -> Problem:
    """The same problem, in an order that doesn't depend on how it was written down."""
    return replace(
        problem,
        needs=tuple(sorted(problem.needs, key=lambda one: one.id)),
        pools=tuple(sorted(problem.pools, key=lambda one: one.id)),
        shared=tuple(sorted(problem.shared, key=lambda one: one.id)),
        quotas=tuple(sorted(problem.quotas, key=lambda one: one.id)),
    )


def _is_open(problem: Problem, best: Best) -> bool:
    """Whether a choice is over the budget, and a better one may not be."""
    budget = problem.budget
    return budget is not None and best.bound <= budget < best.reckoned.monthly.expected


def _answer(
    problem: Problem,
    ordered: Problem,
    needs: list[Narrowed],
    best: Best | Nothing,
    seconds: float,
) -> Optimum | Unpriceable | Undecided | None:
    """What a search comes to; None: there is no choice that keeps all demands."""
    if isinstance(best, Nothing) and not best.is_proven:
        return Undecided(best.bound)
    if isinstance(best, Best) and _is_open(problem, best):
        return Undecided(best.bound)
    missing = any(one.missing for one in needs)
    supposed = _supposed(ordered, seconds) if missing else None
    if isinstance(best, Best) and _is_affordable(problem, best):
        return _optimum(problem, needs, best, supposed)
    if isinstance(supposed, Best) and _is_affordable(problem, supposed):
        targets = {(name, one) for name, p in supposed.choice.items() for one in p.targets}
        every = _left_out(problem, needs, could_matter=True)
        unpriced = tuple(one for one in every if (one.need, one.candidate) in targets)
        return Unpriceable(unpriced, best.bound if isinstance(best, Best) else None)
    return None


def _supposed(problem: Problem, seconds: float) -> Best | Nothing:
    """What the problem would come to if all that has no price were free."""
    free = free_where_unknown(problem)
    around = surroundings(free)
    needs = [narrowed(need, around) for need in free.needs]
    return search(free, needs, seconds=seconds)


def _is_affordable(problem: Problem, best: Best) -> bool:
    return problem.budget is None or best.reckoned.monthly.expected <= problem.budget


def _optimum(
    problem: Problem, needs: list[Narrowed], best: Best, supposed: Best | Nothing | None
) -> Optimum:
    bill = reckoned(problem, best.choice)
    bound = min(best.bound, bill.monthly.expected)
    # what is no cheaper with all of that free can't be bettered by any price
    is_moot = isinstance(supposed, Best) and supposed.bound >= bill.monthly.expected - TIE
    return Optimum(
        bill.served,
        bill.bought,
        bill.shared,
        bill.monthly,
        bound,
        best.is_least,
        _left_out(problem, needs, could_matter=not is_moot),
        supposed.bound if supposed is not None else None,
    )


def _left_out(
    problem: Problem, needs: list[Narrowed], *, could_matter: bool
) -> tuple[LeftOut, ...]:
    missing = {one.need.id: one.missing for one in needs}
    return tuple(
        LeftOut(need.id, one.id, missing[need.id][one.id], could_matter)
        for need in problem.needs
        for one in need.candidates
        if one.id in missing[need.id]
    )


def _in_order(problem: Problem, found: Infeasible) -> Infeasible:
    """A conflict in the order in which the problem was written down."""
    place = _places(problem)
    return replace(
        found,
        conflict=tuple(sorted(found.conflict, key=lambda one: place[one.subject])),
        unserved=tuple(sorted(found.unserved, key=lambda one: place[one])),
    )


def _places(problem: Problem) -> Mapping[str, int]:
    return {name: at for at, name in enumerate((*subjects(problem), ""))}
