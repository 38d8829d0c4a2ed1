"""The goldens are the examples: `expected/` beside a spec is what topoplan makes of it.

That is what `check` and `cost` print, and the tree without its modules, which are those of
`modules/`, and without its lock, which holds digests of all that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import hcl2
import pytest
import yaml
from hcl2 import SerializationOptions

import planner
from planner import Plan, Tree
from planner.advising import advise, thresholds
from planner.terraform import LOCK, write
from planner.views import show_advice, show_bill, show_check
from tests.terraform_fixtures import TerraformRunner


@pytest.fixture
def tree(plan: Plan) -> Tree:
    return planner.render(plan)


ADVISED = ("eu-support-assistant", "hybrid-hot-path", "owning-pays")
"""Examples of which it is kept what they are advised to become."""


@pytest.fixture
def shown(example: Path, plan: Plan, tree: Tree) -> Mapping[str, str]:
    """Path below `expected/` to its text."""
    reviewed = {
        path: text
        for path, text in tree.files.items()
        if not path.startswith("modules/") and path != LOCK
    }
    return {
        **(_advised(plan) if example.name in ADVISED else {}),
        "bill.txt": f"{show_bill(plan, 'text')}\n",
        "check.txt": f"{show_check(plan, 'text')}\n",
        **reviewed,
    }


def _advised(plan: Plan) -> Mapping[str, str]:
    advice = advise(plan, thresholds())
    names = [one.name for one in advice.endpoints]
    return {
        "advice.md": f"{show_advice(advice, names, 'markdown')}\n",
        "advice.txt": f"{show_advice(advice, names, 'text')}\n",
    }


def test_an_example_shows_what_is_made_of_it(
    example: Path, shown: Mapping[str, str], golden: Callable[[Path, str], None]
) -> None:
    for path, text in shown.items():
        golden(example / "expected" / path, text)


def test_an_example_shows_nothing_else(
    example: Path, shown: Mapping[str, str], request: pytest.FixtureRequest
) -> None:
    there = [path for path in (example / "expected").rglob("*") if path.is_file()]
    left = [path for path in there if str(path.relative_to(example / "expected")) not in shown]
    if request.config.getoption("--update"):
        for path in left:
            path.unlink()
        return

    assert left == []


def test_nothing_stands_against_an_example(plan: Plan) -> None:
    assert [finding.message for finding in plan.errors] == []
    assert plan.topology.budget is not None


def test_the_tree_is_the_same_from_whatever_folder_it_is_made(
    example: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(example.parent)

    elsewhere = planner.render(planner.plan(f"{example.name}/topology.yaml"))

    assert elsewhere.digest == tree.digest


@pytest.mark.terraform
def test_terraform_fmt_finds_nothing_to_do(
    tree: Tree, tmp_path: Path, terraform: TerraformRunner
) -> None:
    write(tree, tmp_path)

    terraform(tmp_path, "fmt", "-check", "-recursive", "-diff")


def test_each_yaml_file_can_be_read(tree: Tree) -> None:
    for path, text in tree.files.items():
        if path.endswith(".yaml"):
            assert all(yaml.safe_load_all(text)), path


def test_pods_find_the_nodes_of_their_pool_and_its_load_balancer_finds_the_pods(
    tree: Tree,
) -> None:
    served = {
        (pod["nodeSelector"]["topoplan.dev/pool"], port["nodePort"])
        for manifests in _serving_manifests(tree)
        for pod in [manifests["Deployment"]["spec"]["template"]["spec"]]
        for port in manifests["Service"]["spec"]["ports"]
    }

    assert served == {(pool["name"], pool["serving"]["port"]) for pool in _pools(tree)}


@pytest.mark.parametrize("example", ["hybrid-hot-path"], indirect=True)
def test_the_label_that_pods_look_for_is_the_one_that_the_module_gives(tree: Tree) -> None:
    module = tree.files["modules/aws/gpu_pool/main.tf"]

    assert re.search(r'"topoplan\.dev/pool"\s*= var\.name$', module, re.MULTILINE)


def _serving_manifests(tree: Tree) -> Iterator[dict[str, Any]]:
    """The manifests of each pool on AWS by their kind."""
    for path, text in tree.files.items():
        if path.endswith("/service.yaml") and "nodePort" in text:
            both = f"{tree.files[path.replace('service.yaml', 'serving.yaml')]}---\n{text}"
            yield {manifest["kind"]: manifest for manifest in yaml.safe_load_all(both)}


def _pools(tree: Tree) -> list[dict[str, Any]]:
    """The arguments of each call of the module gpu_pool."""
    options = SerializationOptions(strip_string_quotes=True)
    document = hcl2.loads(tree.files["infra/main.tf"], serialization_options=options)
    calls = [call for block in document["module"] for call in block.values()]
    return [call for call in calls if call["source"] == "../modules/aws/gpu_pool"]
