"""Examples live once for real: applied, found to be settled, and destroyed without a rest.

Of those that are built alike one does. The lives run side by side: most of their time Terraform
waits for load balancers and clusters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

import planner
from planner import Plan
from planner.applying import Applied, Choices, Destroyed, Narrator, Workplace, apply, destroy
from planner.sandbox import emulated_backend
from tests.conftest import ROOT
from tests.examples.conftest import EXAMPLES
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

_LIVING = [name for name in EXAMPLES if name != "owning-pays"]
"""`owning-pays` stands on the very modules of `hybrid-hot-path`: its life would show nothing."""


@dataclass(frozen=True, slots=True)
class Life:
    """What became of an example; `left` is what its state lists in the end."""

    applied: Applied
    destroyed: Destroyed
    left: str


@pytest.fixture(scope="module")
def lives(
    request: pytest.FixtureRequest,
    terraform: TerraformRunner,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Mapping[Path, Future[Life]]]:
    """The life of each example that a test was chosen for."""
    chosen = _chosen(request)
    with emulated_backend() as states, ThreadPoolExecutor(len(chosen)) as threads:
        place = Workplace(terraform.binary, terraform.environment, states)
        yield {
            example: threads.submit(
                _live,
                planner.plan(example / "topology.yaml"),
                tmp_path_factory.mktemp(example.name),
                place,
                terraform,
            )
            for example in chosen
        }


def _chosen(request: pytest.FixtureRequest) -> list[Path]:
    items = [item for item in request.session.items if item.path == request.path]
    names = [item.callspec.params["example"] for item in items if isinstance(item, pytest.Function)]
    return [ROOT / "examples" / str(name) for name in names]


def _live(plan: Plan, folder: Path, place: Workplace, terraform: TerraformRunner) -> Life:
    """Apply and destroy as the commands do, in the emulated AWS of the session."""
    tree = planner.render(plan)
    agreeing = Narrator(lambda _: None, lambda _: None, lambda _: True, lambda *_: None)
    applied = apply(plan, tree, folder, place, Choices(), agreeing)
    destroyed = destroy(plan, tree, folder, place, Choices(), agreeing)
    return Life(applied, destroyed, terraform(folder / "infra", "state", "list"))


@pytest.mark.parametrize("example", _LIVING, indirect=True)
def test_an_example_is_applied_settles_and_leaves_nothing_behind(
    example: Path, lives: Mapping[Path, Future[Life]]
) -> None:
    life = lives[example].result()

    assert life.applied.applied is not None
    assert life.applied.applied.add > 0
    assert life.applied.settled
    assert life.destroyed.destroyed == life.applied.applied.add
    assert life.left == ""
