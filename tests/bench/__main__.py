"""`python -m tests.bench`: what topoplan takes, as a table in Markdown."""

from __future__ import annotations

import tempfile
import time
from itertools import pairwise
from pathlib import Path

from planner import resources
from planner.catalog import Catalog
from planner.pipeline import Plan, plan
from planner.rules import check, rules
from tests.bench.generated import spec, tight_spec
from tests.bench.measuring import Cost, cheapest
from tests.bench.planfiles import write_planfile
from tests.bench.roots import lived_examples

_EXAMPLE = Path(__file__).parents[2] / "examples" / "hybrid-hot-path" / "topology.yaml"
_SIZES = (20, 200, 2000)
_PROVED = 1100
"""Endpoints of a spec whose data takes ten thousand hops."""
_PLANFILE_MIB = 100
_SEARCHED = 200
_CHOICES = ((20, 40, 30), (200, 40, 30))
"""Needs, candidates of each, and pools."""
_SEEDS = range(1, 6)
_SEARCHES = ("check", "relax", "core")


def main() -> None:
    print("| cold process | CPU s | peak MiB |")
    print("|---|---:|---:|")
    _show("`topoplan --help`", cheapest(10, "--help"))
    _show(f"`topoplan check` of {_EXAMPLE.parent.name}", cheapest(10, "check", _EXAMPLE))
    _show(f"`topoplan cost` of {_EXAMPLE.parent.name}", cheapest(10, "cost", _EXAMPLE))
    with tempfile.TemporaryDirectory() as folder:
        plans = {size: _planned(Path(folder), size) for size in _SIZES}
        searches = {name: _searched(Path(folder), name) for name in _SEARCHES}
        resources, large = _priced(Path(folder))
        reviewed = _reviewed(Path(folder))
    for size, cost in plans.items():
        _show(f"`topoplan plan` of {size:,} endpoints", cost)
    _show(f"`topoplan diff` of {_SEARCHED} endpoints that all change, as a comment", reviewed)
    for name, cost in searches.items():
        _show(f"`topoplan {name}` of {_SEARCHED} endpoints that violate", cost)
    _show(f"`topoplan cost --planfile` of {_PLANFILE_MIB} MiB, {resources:,} resources", large)
    for sizes in _CHOICES:
        _show_chosen(*sizes)
    print(f"\nThe catalogue, loaded and asked for one price: {_catalog_ms():.0f} ms of CPU.")
    hops, seconds = _proved()
    print(f"All {len(rules())} rules over {hops:,} hops: {seconds:.2f} s of CPU.")
    steps = ", ".join(_step(plans, *pair) for pair in pairwise(_SIZES))
    print(f"CPU for each further endpoint: {steps}.")
    examples = lived_examples()
    seconds = sum(life.all_s for life in examples)
    print(
        f"The lives of {len(examples)} examples under emulated providers: {seconds:.0f} s of CPU."
    )


def _show_chosen(needs: int, candidates: int, pools: int) -> None:
    """What proven optima take, of the quickest and the slowest of five problems."""
    sizes = tuple(map(str, (needs, candidates, pools)))
    costs = [cheapest(1, *sizes, str(seed), module="tests.bench.choices") for seed in _SEEDS]
    what = f"an optimum of {needs} needs, {candidates} candidates each, {pools} pools"
    _show(f"{what}: the quickest", min(costs, key=lambda cost: cost.cpu_s))
    _show(f"{what}: the slowest", max(costs, key=lambda cost: cost.cpu_s))


def _catalog_ms() -> float:
    """The least of ten loads, each of a catalogue that has read nothing."""
    return 1000 * min(_loaded() for _ in range(10))


def _loaded() -> float:
    started = time.process_time()
    catalog = Catalog(resources.data())
    assert catalog.sha256
    assert catalog.hourly("aws", "eu-north-1", "p5.48xlarge", "on_demand") is not None
    return time.process_time() - started


def _proved() -> tuple[int, float]:
    """Hops that data of endpoints takes, and the least of three checks of them all."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "topology.yaml"
        file.write_text(spec(_PROVED))
        made = plan(file)
    topology = made.topology
    walked = (path for e in topology.endpoints for path in topology.graph.paths(e.id))
    hops = sum(bool(path.hops) for path in walked)
    return hops, min(_checked(made) for _ in range(3))


def _checked(made: Plan) -> float:
    started = time.process_time()
    check(made.topology, made.bill, made.catalog, today=made.today)
    return time.process_time() - started


def _planned(folder: Path, endpoints: int) -> Cost:
    """The cost of a first plan; a later one would also compare trees."""
    file = folder / f"{endpoints}.yaml"
    file.write_text(spec(endpoints))
    return cheapest(3, "plan", file, "--out", folder / f"{endpoints}-tree")


def _searched(folder: Path, *command: str) -> Cost:
    """The cost of a search where nothing passes."""
    file = folder / "tight.yaml"
    file.write_text(tight_spec(_SEARCHED))
    return cheapest(3, *command, file)


def _priced(folder: Path) -> tuple[int, Cost]:
    """The bill of a large Terraform plan, and how many resources it has."""
    file = folder / "plan.json"
    resources = write_planfile(file, _PLANFILE_MIB)
    return resources, cheapest(3, "cost", "--planfile", file)


def _reviewed(folder: Path) -> Cost:
    """The cost of the comment on a change of every endpoint: two plans, two trees, and the text."""
    before, after = folder / "before.yaml", folder / "after.yaml"
    before.write_text(spec(_SEARCHED))
    after.write_text(spec(_SEARCHED).replace("mode: geo", "mode: global"))
    return cheapest(3, "diff", before, after, "--format", "markdown")


def _step(plans: dict[int, Cost], fewer: int, more: int) -> str:
    """What each endpoint between two sizes costs; the same for every step where time is linear."""
    each_ms = 1000 * (plans[more].cpu_s - plans[fewer].cpu_s) / (more - fewer)
    return f"{each_ms:.1f} ms from {fewer:,} to {more:,}"


def _show(what: str, cost: Cost) -> None:
    print(f"| {what} | {cost.cpu_s:.2f} | {cost.peak_mib:.0f} |")


if __name__ == "__main__":
    main()
