"""A problem to its Pareto front: what it costs to be quicker, or stricter.

By epsilon-constraint (Haimes, Lasdon and Wismer, On a bicriterion formulation of the problems of
integrated system identification and system optimization, 1971): the worst value that a route has
is forbidden, and the rest solved anew, until nothing is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from planner.optimising.answers import Optimum, Undecided
from planner.optimising.narrowing import ANYWHERE, latency
from planner.optimising.problem import Need, Problem
from planner.optimising.searching import TIE
from planner.optimising.solving import Session
from planner.values import value

Strictness = Mapping[tuple[str, str], Decimal]
"""Need and candidate to a number, higher ones stricter; nothing where nobody knows."""


@value
class Point:
    """An optimum that nothing betters in one respect without being worse in the other."""

    optimum: Optimum
    worst: Decimal | None
    """The latency of the slowest primary, or the strictness of the least strict target; None:
    somewhere nobody knows."""


@value
class Front:
    """Optima from the cheapest to the quickest, or to the strictest."""

    points: tuple[Point, ...]
    is_complete: bool
    """Whether nothing lies between them or beyond; else there were more than asked for, or time
    ran out."""


def latency_front(problem: Problem, *, most: int = 20, time_limit_s: float = 60.0) -> Front:
    """Cost against the latency of the slowest primary target, `most` points of it."""
    levels = sorted(set(_latencies(problem)), reverse=True)
    bounded = partial(_quicker, problem)
    return _front(problem, levels, bounded, _slowest, most=most, seconds=time_limit_s)


def strictness_front(
    problem: Problem, strictness: Strictness, *, most: int = 20, time_limit_s: float = 60.0
) -> Front:
    """Cost against the strictness of the least strict of all targets, `most` points of it."""
    levels = sorted(set(strictness.values()))
    bounded, worst = partial(_stricter, problem, strictness), partial(_least_strict, strictness)
    return _front(problem, levels, bounded, worst, most=most, seconds=time_limit_s)


def _front(
    problem: Problem,
    levels: Sequence[Decimal],
    bounded: Callable[[Decimal], Problem],
    worst: Callable[[Optimum], Decimal | None],
    *,
    most: int,
    seconds: float,
) -> Front:
    """Solve with each bound that the last optimum doesn't keep; levels come from worst to best."""
    session, points = Session(), list[Point]()
    left = list(levels)
    while len(points) <= most:
        found = session.solve(problem, time_limit_s=seconds, is_explained=False)
        if not isinstance(found, Optimum) or not found.proven:
            ended = not isinstance(found, Optimum | Undecided)
            return Front(tuple(points), ended)
        point = Point(found, worst(found))
        if points and _cost(point) - _cost(points[-1]) <= TIE:
            points.pop()
        points.append(point)
        if point.worst in left:
            left = left[left.index(point.worst) + 1 :]
        if not left:
            return Front(tuple(points), is_complete=True)
        problem = bounded(left[0])
    return Front(tuple(points[:most]), is_complete=False)


def _cost(point: Point) -> Decimal:
    return point.optimum.monthly.expected


def _latencies(problem: Problem) -> Iterator[Decimal]:
    for need in problem.needs:
        for place in need.places or (ANYWHERE,):
            known = (latency(one, place) for one in need.candidates if one.leads)
            yield from (one for one in known if one is not None)


def _quicker(problem: Problem, bound: Decimal) -> Problem:
    def hurried(need: Need) -> Need:
        own = need.primary_latency_ms
        return replace(need, primary_latency_ms=bound if own is None else min(own, bound))

    return replace(problem, needs=tuple(hurried(need) for need in problem.needs))


def _slowest(optimum: Optimum) -> Decimal | None:
    found = [one.latency_ms for one in optimum.served]
    known = [one for one in found if one is not None]
    return max(known) if known and len(known) == len(found) else None


def _stricter(problem: Problem, strictness: Strictness, bound: Decimal) -> Problem:
    def narrow(need: Need) -> Need:
        levels = ((one, strictness.get((need.id, one.id))) for one in need.candidates)
        kept = tuple(one for one, level in levels if level is not None and level >= bound)
        return replace(need, candidates=kept)

    return replace(problem, needs=tuple(narrow(need) for need in problem.needs))


def _least_strict(strictness: Strictness, optimum: Optimum) -> Decimal | None:
    found = [strictness.get((s.need, target)) for s in optimum.served for target in s.targets]
    known = [one for one in found if one is not None]
    return min(known) if known and len(known) == len(found) else None
