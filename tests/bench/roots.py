"""`python -m tests.bench.roots`: what each command of a root takes in the sandbox.

CPU is that of Terraform, of real providers and of this process, which serves the emulated ones.
Each row is the cheapest of some lives, since CPU too depends on what else the machine does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import planner
from planner import Plan, resources
from planner.applying import Workplace, homes_of, workplace
from planner.terraform import write

_EXAMPLES = Path(__file__).parents[2] / "examples"
_OF_OTHER_CLOUDS = ("gcp-h100-pool", "azure-data-zone", "eu-operator-only")
_WITH_AWS = "mixed-three-clouds"
"""With the real provider of AWS, most of whose time is waiting, and moto."""
_BACKEND = 'terraform {\n  backend "http" {}\n}\n'
_RUNS = 3
_LIFE: Mapping[str, tuple[str, ...]] = {
    "validate": ("validate",),
    "plan": ("plan", "-out=tfplan"),
    "apply": ("apply", "tfplan"),
    "second plan": ("plan", "-detailed-exitcode"),
    "destroy": ("destroy", "-auto-approve"),
}


@dataclass(frozen=True, slots=True)
class Life:
    """What the commands of one root, or of several, took in seconds; `init` is not among them."""

    name: str
    cpu_s: Mapping[str, float]
    wall_s: float

    @property
    def all_s(self) -> float:
        return sum(self.cpu_s.values())


def main() -> None:
    """The table of the roots without AWS, their sum, and one with AWS."""
    print(f"| CPU s | {' | '.join(_LIFE)} | all | wall s |")
    print(f"|---|{'---:|' * (len(_LIFE) + 2)}")
    examples = lived_examples()
    for life in (*examples, _summed("these examples", examples), *_lived_modules()):
        _show(life)
    life, beside_s = _lived_with_aws()
    _show(life)
    print(f"\nThe emulated AWS of {life.name} took {beside_s:.0f} s of CPU beside that.")


def lived_examples() -> list[Life]:
    """The lives of the examples without AWS."""
    plans = {name: _planned(name) for name in _OF_OTHER_CLOUDS}
    with _workplace(plans.values()) as place:
        return [
            _cheapest(_of_example(place, name, plan) for _ in range(_RUNS))
            for name, plan in plans.items()
        ]


def _lived_modules() -> list[Life]:
    """For each cloud but AWS, the lives of its modules' examples one after the other."""
    plans = [_planned(name) for name in _OF_OTHER_CLOUDS]
    clouds = sorted({name for plan in plans for name in homes_of(plan)})
    with _workplace(plans) as place:
        return [_cheapest(_of_modules(place, name) for _ in range(_RUNS)) for name in clouds]


def _lived_with_aws() -> tuple[Life, float]:
    """The life of the example that has AWS too, and what the emulated AWS took beside it."""
    plan = _planned(_WITH_AWS)
    with _workplace([plan]) as place:
        life = _of_example(place, _WITH_AWS, plan)
        before = _cpu_s()
    # it is waited for, and so counted, where the sandbox ends
    return life, _cpu_s() - before


def _planned(example: str) -> Plan:
    return planner.plan(_EXAMPLES / example / "topology.yaml")


@contextmanager
def _workplace(plans: Iterable[Plan]) -> Iterator[Workplace]:
    """The sandbox as `apply --sandbox` has it, for the clouds of all these plans."""
    homes = {name: home for plan in plans for name, home in homes_of(plan).items()}
    own = {name: held for name, held in os.environ.items() if not name.startswith("TF_")}
    with workplace(own, homes, majors={}, sandbox=True, say=lambda _: None) as place:
        yield place


def _cheapest(lives: Iterable[Life]) -> Life:
    return min(lives, key=lambda life: life.all_s)


def _of_example(place: Workplace, name: str, plan: Plan) -> Life:
    with tempfile.TemporaryDirectory() as folder:
        return _live(place, name, [_written(plan, Path(folder))])


def _written(plan: Plan, folder: Path) -> Path:
    write(planner.render(plan), folder)
    return folder / "infra"


def _of_modules(place: Workplace, cloud: str) -> Life:
    with tempfile.TemporaryDirectory() as folder:
        modules = shutil.copytree(resources.folder("modules"), Path(folder) / "modules")
        roots = sorted(modules.glob(f"{cloud}/*/examples/basic"))
        return _live(place, f"{len(roots)} modules of {cloud}", roots)


def _live(place: Workplace, name: str, roots: Iterable[Path]) -> Life:
    return _summed(name, [_live_one(place, root) for root in roots])


def _live_one(place: Workplace, root: Path) -> Life:
    (root / "backend_override.tf").write_text(_BACKEND, encoding="utf-8")
    _run(place, root, "init", f"-backend-config=address={place.states}{root}")
    started = time.perf_counter()
    taken = {step: _run(place, root, *words) for step, words in _LIFE.items()}
    return Life(root.name, taken, time.perf_counter() - started)


def _summed(name: str, lives: Iterable[Life]) -> Life:
    lives = list(lives)
    cpu_s = {step: sum(life.cpu_s[step] for life in lives) for step in _LIFE}
    return Life(name, cpu_s, sum(life.wall_s for life in lives))


def _run(place: Workplace, root: Path, *words: str) -> float:
    """Seconds of CPU that a command took; it ends the benchmark where it fails."""
    before = _cpu_s()
    done = subprocess.run(
        (place.binary.path, *words),
        cwd=root,
        env={**place.environ, "CHECKPOINT_DISABLE": "1", "TF_INPUT": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"terraform {' '.join(words)} in {root}: {done.stdout}{done.stderr}")
    return _cpu_s() - before


def _cpu_s() -> float:
    """Seconds of CPU, user and system, of this process and of those that it has waited for."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def _show(life: Life) -> None:
    steps = " | ".join(f"{life.cpu_s[step]:.1f}" for step in _LIFE)
    print(f"| {life.name} | {steps} | {life.all_s:.1f} | {life.wall_s:.1f} |", flush=True)


if __name__ == "__main__":
    main()
