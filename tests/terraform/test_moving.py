"""A node under a new name: Terraform is told, and the cloud's own names stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planner
from planner.errors import StaleError
from planner.terraform import LOCK, Tree, as_built, write
from tests.applying.specs import SINGLE, planned
from tests.conftest import ROOT
from tests.terraform_fixtures import TerraformRunner

HYBRID = (ROOT / "examples/hybrid-hot-path/topology.yaml").read_text()


def _written(folder: Path, text: str) -> Tree:
    """The tree of a spec, written over the one before."""
    tree = planner.render(as_built(planned(folder, text), folder / "tree"))
    write(tree, folder / "tree")
    return tree


def _with_gateway(name: str) -> str:
    assert "\n  main: {region" in HYBRID
    return HYBRID.replace("\n  main: {region", f"\n  {name}: {{region")


FRONT = _with_gateway("front")


def test_a_renamed_gateway_moves_with_everything_that_is_made_for_it(tmp_path: Path) -> None:
    before = _written(tmp_path, HYBRID)

    tree = _written(tmp_path, FRONT)

    moved = tree.files["infra/moved.tf"]
    assert "infra/moved.tf" not in before.files
    for kind in ("gateway_{}", "bedrock_access_{}", "secret_{}_master"):
        assert (
            f"from = module.{kind.format('main')}\n  to   = module.{kind.format('front')}" in moved
        )
    assert 'module "gateway_front"' in tree.files["infra/main.tf"]


def test_what_stands_in_the_cloud_keeps_its_name(tmp_path: Path) -> None:
    _written(tmp_path, HYBRID)

    main = _written(tmp_path, FRONT).files["infra/main.tf"]

    assert "-prod-main" in main
    assert "-prod-front" not in main


def test_a_renamed_pool_keeps_the_label_that_its_nodes_have(tmp_path: Path) -> None:
    pool = next(iter(planned(tmp_path, HYBRID).topology.gpu_pools)).name
    before = _written(tmp_path, HYBRID).files[f"workloads/{pool}/serving.yaml"]
    renamed = HYBRID.replace(f"{pool}/", "warm/").replace(f"\n  {pool}:", "\n  warm:")

    tree = _written(tmp_path, renamed)

    label = next(line for line in before.splitlines() if f"prod-{pool}" in line)
    assert label in tree.files["workloads/warm/serving.yaml"]
    assert f"from = module.gpu_pool_{pool}" in tree.files["infra/moved.tf"]


def test_a_rename_is_remembered_when_the_tree_is_written_again(tmp_path: Path) -> None:
    _written(tmp_path, HYBRID)
    once = _written(tmp_path, FRONT)

    again = _written(tmp_path, FRONT)
    changed = _written(tmp_path, FRONT.replace("owner: ", "owner: x-"))

    assert again.digest == once.digest
    assert changed.files["infra/moved.tf"] == once.files["infra/moved.tf"]
    assert json.loads(once.files[LOCK])["renamed"] == [["gateways.main", "gateways.front"]]


def test_a_second_rename_leads_all_the_way_back(tmp_path: Path) -> None:
    for name in ("main", "front", "edge"):
        tree = _written(tmp_path, _with_gateway(name))

    assert "-prod-main" in tree.files["infra/main.tf"]
    assert "to   = module.gateway_edge" in tree.files["infra/moved.tf"]
    assert "from = module.gateway_main" in tree.files["infra/moved.tf"]


def test_a_rename_that_is_taken_back_moves_back(tmp_path: Path) -> None:
    before = _written(tmp_path, HYBRID)
    _written(tmp_path, FRONT)

    tree = _written(tmp_path, HYBRID)

    assert tree.files["infra/main.tf"] == before.files["infra/main.tf"]
    assert "from = module.gateway_front\n" in tree.files["infra/moved.tf"]
    assert "from = module.gateway_main\n" not in tree.files["infra/moved.tf"]


def test_another_name_with_other_words_is_another_node(tmp_path: Path) -> None:
    _written(tmp_path, HYBRID)

    tree = _written(tmp_path, FRONT.replace("zones: 2", "zones: 3"))

    assert FRONT.replace("zones: 2", "zones: 3") != FRONT
    assert "infra/moved.tf" not in tree.files


def test_where_two_could_be_meant_none_is(tmp_path: Path) -> None:
    provider = (
        "  two: {kind: bedrock, region: eu-central-1, mode: geo, models: {m: claude-haiku-4-5}}\n"
    )
    _written(tmp_path, SINGLE + provider + provider.replace("two", "three"))

    tree = _written(tmp_path, SINGLE + provider.replace("two", "four"))

    assert "renamed" not in json.loads(tree.files[LOCK])


def test_a_new_node_may_not_take_a_name_that_is_built(tmp_path: Path) -> None:
    _written(tmp_path, SINGLE)
    renamed = SINGLE.replace("summarise:", "digest:")
    _written(tmp_path, renamed)
    both = renamed.replace(
        "providers:", "  summarise: {kind: chat, route: [bedrock-fra/haiku]}\nproviders:"
    )

    with pytest.raises(StaleError, match=r"endpoints\.digest was built as `summarise`") as refused:
        _written(tmp_path, both)

    assert refused.value.mend.startswith("give endpoints.summarise another name")


def test_a_tree_of_another_topology_lends_no_names(tmp_path: Path) -> None:
    _written(tmp_path, SINGLE)

    tree = _written(tmp_path, SINGLE.replace("notes", "other").replace("summarise:", "digest:"))

    assert "infra/moved.tf" not in tree.files


@pytest.mark.terraform
def test_terraform_has_nothing_to_replace_after_a_rename(
    tmp_path: Path, terraform: TerraformRunner
) -> None:
    text = SINGLE.replace("notes", "renamed")
    _written(tmp_path, text)
    root = tmp_path / "tree/infra"
    (root / "backend_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
    terraform(root, "init")
    terraform(root, "apply", "-auto-approve", "-no-color")

    _written(tmp_path, text.replace("summarise:", "digest:"))
    terraform(root, "init")
    shown = terraform(root, "plan", "-no-color", "-out=plan.tfplan")
    terraform(root, "apply", "-no-color", "plan.tfplan")

    assert "module.bedrock_access_of_summarise.aws_iam_policy" in shown
    assert "has moved to" in shown
    assert "will be destroyed" not in shown
    assert "must be replaced" not in shown
    terraform(root, "destroy", "-auto-approve", "-no-color")
