"""`python -m tests.bench.fitting`: the constants of the capacity model, fitted anew.

Coordinate search over the runs of `benchmarks.csv` whose `use` is `fit`, and over AIConfigurator's
estimates of mixtures, since no run of the first kind has few sequences of a mixture at once. What
is printed goes into `planner/data/capacity.toml` by hand. No run whose `use` is `held` is looked
at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import exp, log
from pathlib import Path

from planner.capacity import Constants, Point, constants, expected, point, predicted
from planner.catalog import load, published_runs

_ESTIMATES = Path(__file__).parents[1] / "capacity" / "aiconfigurator.csv"
_FEW = 16
"""Sequences at once: above them AIConfigurator is not asked."""

_FINEST, _STILL = 1.004, 1e-4
"""The smallest step, and the gain below which the steps get smaller."""

BOUNDS: Mapping[str, tuple[float, float]] = {
    "weights_efficiency": (0.6, 0.9),
    "cache_efficiency": (0.3, 0.9),
    "decode_efficiency": (0.2, 0.7),
    "prefill_efficiency": (0.3, 0.8),
    "reduce_seconds": (8e-6, 6e-5),
    "step_seconds": (2e-4, 3e-3),
    "layer_seconds": (5e-6, 6e-5),
    "sequence_seconds": (1e-6, 5e-5),
    "expert_memory": (0.3, 1.0),
    "expert_decode": (0.2, 1.0),
    "expert_prefill": (0.2, 1.0),
    "expert_layer_seconds": (5e-6, 2e-4),
    "burst_tail": (0.1, 2.0),
    "vllm": (0.7, 1.0),
    "sglang": (0.7, 1.0),
}
"""What is physically possible: a memory read at nine tenths of its bandwidth is a good one."""

MARGIN = 1.15
"""Beyond the extremes of the runs that a band is drawn from."""

STAGES: tuple[tuple[str, Callable[[Point], bool], tuple[str, ...]], ...] = (
    ("dense, steady", lambda one: not _is_moe(one) and one.prompts is None, tuple(BOUNDS)[:8]),
    ("mixtures, steady", lambda one: _is_moe(one) and one.prompts is None, tuple(BOUNDS)[8:12]),
    ("bursts", lambda one: one.prompts is not None, tuple(BOUNDS)[12:]),
)
"""Runs, and the constants that are fitted to them; those of earlier stages stand."""


def main() -> None:
    points = tuple(_fitted())
    found = {name: (low * high) ** 0.5 for name, (low, high) in BOUNDS.items()}
    for title, takes, names in STAGES:
        groups = _groups(one for one in points if takes(one))
        found = _searched(found, names, lambda tried, groups=groups: _error(groups, tried))  # type: ignore[misc]
        print(f"{title}: {_error(groups, found):.3f} is the mean |ln(measured / estimated)|")
    print()
    for name, number in found.items():
        print(f"{name:<24} {number:.3g}")
    print()
    for name, (low, high) in sorted(_bands(points, found).items()):
        print(f"{name:<24} {low:.2f} .. {high:.2f}")


def _bands(
    points: Iterable[Point], found: Mapping[str, float]
) -> Mapping[str, tuple[float, float]]:
    """By regime: the least and the most measured for one that is estimated, and a margin."""
    ratios: dict[str, list[float]] = {}
    for one in points:
        name, _ = expected(one)
        off = _off(one, _constants(found), _speeds(found))
        ratios.setdefault(name, []).append(off)
    return {
        name: (exp(min(offs)) / MARGIN, exp(max(offs)) * MARGIN) for name, offs in ratios.items()
    }


def _is_moe(one: Point) -> bool:
    return one.model.type == "moe"


def _fitted() -> Iterable[Point]:
    for run in (*published_runs(), *published_runs(_ESTIMATES.read_text(encoding="utf-8"))):
        one = point(run, load())
        if isinstance(one, Point) and _is_fitted(one):
            yield one


def _is_fitted(one: Point) -> bool:
    if one.run["scenario"] == "estimate":
        return one.model.type == "moe" and float(one.run["concurrency"]) <= _FEW
    return not (one.is_held or one.is_outdated)


def _groups(points: Iterable[Point]) -> tuple[tuple[Point, ...], ...]:
    """By what was run, so that a page with many rows weighs no more than one with few."""
    found: dict[tuple[str, ...], list[Point]] = {}
    for one in points:
        key = (one.model.name, one.run["gpu"], one.engine.name, one.run["scenario"][:5])
        found.setdefault(key, []).append(one)
    return tuple(tuple(group) for group in found.values())


def _error(groups: Iterable[tuple[Point, ...]], tried: Mapping[str, float]) -> float:
    known, speeds = _constants(tried), _speeds(tried)
    errors = [sum(abs(_off(one, known, speeds)) for one in group) / len(group) for group in groups]
    return sum(errors) / len(errors)


def _off(one: Point, known: Constants, speeds: Mapping[str, float]) -> float:
    return log(float(one.measured) / predicted(one, known, speeds[one.engine.name]))


def _speeds(tried: Mapping[str, float]) -> Mapping[str, float]:
    return {**tried, "tensorrt-llm": 1.0}


def _constants(tried: Mapping[str, float]) -> Constants:
    names = Constants.__dataclass_fields__
    return replace(constants(), **{name: one for name, one in tried.items() if name in names})


def _searched(
    start: Mapping[str, float], names: Iterable[str], error: Callable[[Mapping[str, float]], float]
) -> dict[str, float]:
    """Each constant in turn a step up or down within its bounds, in ever smaller steps."""
    best, least, step = dict(start), error(start), 1.6
    while step > _FINEST:
        before = least
        for name in names:
            low, high = BOUNDS[name]
            for factor in (step, 1 / step):
                tried = best | {name: min(max(best[name] * factor, low), high)}
                if (now := error(tried)) < least:
                    best, least = tried, now
        if before - least < _STILL:
            step **= 0.6
    return best


if __name__ == "__main__":
    main()
