"""`python -m tests.bench.capacity [--csv FILE]`: the capacity model against published runs.

FILE is a CSV with the columns of `planner/data/benchmarks.csv`. Without a column `use` its runs are
unmarked, though constants may have been fitted to some of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from math import exp, log
from pathlib import Path
from statistics import median
from typing import TypeVar

from planner.capacity import Deadline, Load, Point, Unjudged, expected, point, smallest
from planner.catalog import Source, load, published_runs
from planner.values import value

T = TypeVar("T")
K = TypeVar("K", str, tuple[str, str, str, str])

_WORST = 10


@value
class Verdict:
    """What the model said of a run, and what was measured."""

    point: Point
    regime: str
    estimated: float
    """Output tokens in a second."""
    is_inside: bool
    """Whether the measurement lies in the estimate's range."""

    @property
    def ratio(self) -> float:
        """Measured for one that is estimated."""
        return float(self.point.measured) / self.estimated

    @property
    def off(self) -> float:
        """By which factor the two differ, less one: 0.5 is half as much again, or two thirds."""
        return exp(abs(log(self.ratio))) - 1

    @property
    def use(self) -> str:
        if self.point.is_outdated:
            return "outdated"
        return {"fit": "fitted", "held": "held out"}.get(self.point.run["use"], "unmarked")

    @property
    def group(self) -> tuple[str, str, str, str]:
        one = self.point
        return one.model.name, one.run["gpu"], one.engine.name, self.use


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.capacity")
    parser.add_argument("--csv", type=Path, help="published runs other than the shipped ones")
    path = parser.parse_args().csv
    print(report(path.read_text(encoding="utf-8") if path else None))
    print(f"One question for the smallest replica: {_asked_ms():.2f} ms of CPU.")


def _asked_ms() -> float:
    """The least of a hundred questions after a first one, which reads the constants."""
    return 1000 * min(_asked() for _ in range(100))


def _asked() -> float:
    catalog = load()
    model, gpu = catalog.open_model("llama-3.3-70b-instruct"), catalog.accelerator("H100")
    node = catalog.machine("aws", "p5.48xlarge")
    assert model, "the catalogue lacks it"
    assert gpu, "the catalogue lacks it"
    assert node, "the catalogue lacks it"
    work = Load(Decimal("3.6e6"), Decimal(512), Decimal(256))
    started = time.process_time()
    smallest(model, "fp8", node, gpu, work, Deadline(p95_ms=12_000))
    return time.process_time() - started


def report(text: str | None = None) -> str:
    """The error table of a CSV, of the shipped runs without one, as Markdown."""
    points = [point(run, load()) for run in published_runs(text)]
    verdicts = [verdict(one) for one in points if isinstance(one, Point)]
    unjudged = [one for one in points if isinstance(one, Unjudged)]
    parts = (
        _uses(verdicts),
        _regimes(verdicts),
        _groups(verdicts),
        _worst(verdicts),
        _unjudged(unjudged),
        _sources(verdicts),
    )
    return "\n".join(line for part in parts for line in (*part, ""))


def verdict(one: Point) -> Verdict:
    regime, tokens = expected(one)
    is_inside = tokens.low <= one.measured <= tokens.high
    return Verdict(one, regime, float(tokens.expected), is_inside)


def _uses(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield "## Published throughput against the model"
    yield ""
    yield "Runs are split by model, accelerator and engine: those held out fit no constant."
    yield "Error: the median factor between measured and estimated, less one."
    yield ""
    yield "| runs | | median error | inside the range |"
    yield "|---|---:|---:|---:|"
    yield from (_row(name, found) for name, found in _by(verdicts, lambda one: one.use))


def _regimes(verdicts: Sequence[Verdict]) -> Iterator[str]:
    held = [one for one in verdicts if one.use in {"held out", "unmarked"}]
    yield "| not fitted, by regime | | median error | inside the range |"
    yield "|---|---:|---:|---:|"
    yield from (_row(name, found) for name, found in _by(held, lambda one: one.regime))


def _groups(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield (
        "| model | accelerator | engine | use | runs | median error | inside "
        "| measured / estimated | source |"
    )
    yield "|---|---|---|---|---:|---:|---:|---|---|"
    for group, found in _by(verdicts, lambda one: one.group):
        ratios = sorted(one.ratio for one in found)
        spread = f"{ratios[0]:.2f}..{ratios[-1]:.2f}"
        cells = (*group, len(found), _error(found), _inside(found), spread, _named(found))
        yield "| " + " | ".join(map(str, cells)) + " |"


def _worst(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield "| farthest off | run | in / out | measured tokens/s | estimated | regime |"
    yield "|---|---|---|---:|---:|---|"
    for one in sorted(verdicts, key=lambda one: -one.off)[:_WORST]:
        run = one.point.run
        where = f"{one.point.model.name} on {run['gpus']} x {run['gpu']}, {run['engine']}"
        sizes = f"{run['isl']} / {run['osl']}"
        told = f"{one.point.measured:.0f} | {one.estimated:.0f} | {one.regime}, {one.use}"
        yield f"| {where} | {run['scenario']} | {sizes} | {told} |"


def _unjudged(unjudged: Sequence[Unjudged]) -> Iterator[str]:
    yield "| not judged | runs |"
    yield "|---|---:|"
    for why, found in _by(unjudged, lambda one: one.why):
        yield f"| {why} | {len(found)} |"


def _sources(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The address of each source that the catalogue has, the words of any other."""
    yield "| source | |"
    yield "|---|---|"
    for name in sorted({one.point.run["source"] for one in verdicts}):
        known = load().source(name)
        yield f"| {name} | {known.address if isinstance(known, Source) else ''} |"


def _row(name: str, found: Sequence[Verdict]) -> str:
    return f"| {name} | {len(found)} | {_error(found)} | {_inside(found)} |"


def _error(found: Sequence[Verdict]) -> str:
    return f"{100 * median(one.off for one in found):.0f} %"


def _inside(found: Sequence[Verdict]) -> str:
    return f"{100 * sum(one.is_inside for one in found) / len(found):.0f} %"


def _named(found: Sequence[Verdict]) -> str:
    return ", ".join(sorted({one.point.run["source"] for one in found}))


def _by(found: Iterable[T], key: Callable[[T], K]) -> list[tuple[K, list[T]]]:
    groups: dict[K, list[T]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return sorted(groups.items())


if __name__ == "__main__":
    main()
