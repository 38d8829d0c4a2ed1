"""`python -m tests.bench`: what topoplan takes, as a table in Markdown."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.generated import spec
from tests.bench.measuring import Cost, cheapest

_EXAMPLE = Path(__file__).parents[2] / "examples" / "hybrid-hot-path" / "topology.yaml"
_SIZES = (20, 200, 2000)


def main() -> None:
    print("| cold process | CPU s | peak MiB |")
    print("|---|---:|---:|")
    _show("`topoplan --help`", cheapest(10, "--help"))
    _show(f"`topoplan check` of {_EXAMPLE.parent.name}", cheapest(10, "check", _EXAMPLE))
    with tempfile.TemporaryDirectory() as folder:
        plans = {size: _planned(Path(folder), size) for size in _SIZES}
    for size, cost in plans.items():
        _show(f"`topoplan plan` of {size:,} endpoints", cost)
    print(f"\nTen times the endpoints take {_growth(plans):.1f} times the CPU, start-up set aside.")


def _planned(folder: Path, endpoints: int) -> Cost:
    """The cost of a first plan; a later one would also compare trees."""
    file = folder / f"{endpoints}.yaml"
    file.write_text(spec(endpoints))
    return cheapest(3, "plan", file, "--out", folder / f"{endpoints}-tree")


def _growth(plans: dict[int, Cost]) -> float:
    """CPU of the last tenfold step over that of the step before; 10 is linear."""
    small, middle, large = (plans[size].cpu_s for size in _SIZES)
    return (large - middle) / (middle - small)


def _show(what: str, cost: Cost) -> None:
    print(f"| {what} | {cost.cpu_s:.2f} | {cost.peak_mib:.0f} |")


if __name__ == "__main__":
    main()
