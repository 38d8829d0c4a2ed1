"""What an apply does to what stands, by arguments and by Terraform's own word."""

from __future__ import annotations

import pytest

from planner.changes import Forced, Module, Risk, Snapshot, built_of, compare
from planner.planfile import read_planfile
from planner.resources import folder
from planner.terraform import replaced_by_plans, replacing, serving_types
from tests.changes.declared import declared
from tests.changes.made import BASE, CHANGES, PLANFILE, planned_review, review, snapshot

CLOUDS = ("aws", "azure", "gcp", "scaleway")


def risk_of(name: str, address: str) -> Risk | None:
    found = {one.address: one.risk for one in review(CHANGES[name]).replacements}
    return found.get(address)


def test_a_pool_that_is_bought_otherwise_is_an_outage() -> None:
    assert risk_of("a-pool-on-spot", "module.gpu_pool_hot") is Risk.OUTAGE


def test_a_larger_machine_of_a_pool_on_aws_is_changed_in_place() -> None:
    assert risk_of("a-larger-machine", "module.gpu_pool_hot") is Risk.IN_PLACE


def test_a_new_revision_of_a_gateway_is_no_replacement() -> None:
    assert "aws_ecs_task_definition" in replaced_by_plans("aws", "gateway")["config"]
    assert risk_of("a-new-fallback", "module.gateway_main") is Risk.IN_PLACE


def test_a_renamed_pool_is_deleted_and_another_is_new() -> None:
    assert risk_of("a-renamed-pool", "module.gpu_pool_hot") is Risk.DELETE
    assert risk_of("a-renamed-pool", "module.gpu_pool_warm") is Risk.SAFE


def test_the_worst_stands_first() -> None:
    weights = [one.risk.weight for one in review(CHANGES["a-renamed-pool"]).replacements]

    assert weights == sorted(weights, reverse=True)


def test_what_a_replaced_network_holds_is_replaced_too() -> None:
    other = BASE.replace("state: {", "network: {cidr: 10.64.0.0/16}\nstate: {")

    found = {one.address: one for one in review(other).replacements}

    assert found["module.network_eu_central_1"].risk is Risk.OUTAGE
    assert found["module.gpu_pool_hot"].risk is Risk.OUTAGE
    assert "network" in found["module.gpu_pool_hot"].because


def test_what_bears_the_name_of_the_topology_changes_with_it() -> None:
    found = {
        one.address: one
        for one in review(BASE.replace("topology: inbox", "topology: box")).replacements
    }

    assert found["module.key_eu_central_1"].replaces == ("aws_kms_alias",)
    assert "aws_iam_role" in found["module.network_eu_central_1"].replaces


def test_a_module_of_which_nothing_is_handed_on_replaces_no_other() -> None:
    found = {
        one.address: one
        for one in review(BASE.replace("topology: inbox", "topology: box")).replacements
    }

    assert "network" not in found["module.gateway_main"].because


def _with(module: Module) -> Snapshot:
    built = built_of((module,), {}, "")
    return Snapshot("x", None, None, None, None, built=built)


def test_an_argument_that_nobody_takes_for_more_changes_in_place() -> None:
    before, after = (Module("module.a", "bucket", "x", {"days": days}) for days in "12")

    (found,) = compare(_with(before), _with(after)).replacements

    assert (found.risk, found.because) == (Risk.IN_PLACE, ("days",))


def test_of_what_is_replaced_the_part_that_answers_requests_stands_first() -> None:
    found = {one.address: one for one in review(CHANGES["a-pool-on-spot"]).replacements}

    assert found["module.gpu_pool_hot"].replaces[0] == "aws_eks_node_group"


def test_a_terraform_plan_has_the_last_word() -> None:
    made = planned_review()

    assert made.basis == "planfile"
    assert made.replacements[0].risk is Risk.OUTAGE
    assert made.replacements[0].because == ("capacity_type",)


def test_what_is_made_before_the_old_one_goes_is_no_outage() -> None:
    pool, *others = PLANFILE["resource_changes"]
    change = {**pool["change"], "actions": ["create", "delete"]}
    made = planned_review({**PLANFILE, "resource_changes": [{**pool, "change": change}, *others]})

    found = {one.address: one.risk for one in made.replacements}
    assert found["module.gpu_pool_hot.aws_eks_node_group.this"] is Risk.REPLACE


def test_a_right_that_a_plan_widens_is_named_with_what_it_stood_for() -> None:
    made = planned_review()

    assert [right.may for right in made.rights_added] == ["bedrock:InvokeModel on *"]
    assert "foundation-model/a" in made.rights_removed[0].may


def test_two_plans_differ_where_what_they_leave_differs() -> None:
    def side(document: object) -> Snapshot:
        tree = read_planfile(document)  # type: ignore[arg-type]  # a document of a test
        return Snapshot("plan.json", None, None, None, None, planned=tree)

    less = {**PLANFILE, "resource_changes": PLANFILE["resource_changes"][:2]}

    assert compare(side(PLANFILE), side(PLANFILE)).is_empty
    found = {one.address: one.risk for one in compare(side(less), side(PLANFILE)).replacements}
    assert found == {
        "module.gateway_main.aws_s3_object.config": Risk.SAFE,
        "aws_kms_key.new": Risk.SAFE,
    }


@pytest.mark.parametrize("cloud", CLOUDS)
def test_what_is_said_of_modules_is_in_the_modules(cloud: str) -> None:
    every: set[str] = set()
    for module in sorted(path for path in (folder("modules") / cloud).iterdir() if path.is_dir()):
        forced = replacing(cloud, module.name)
        types = declared(cloud, module.name, "resource")
        every |= types
        assert {*forced.replacing, *forced.handing_on} <= declared(
            cloud, module.name, "variable"
        ), module
        rows = replaced_by_plans(cloud, module.name)
        assert {kind for kinds in rows.values() for kind in kinds} <= types, module

    assert forced.serving <= every


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_pool_answers_requests_on_every_cloud(cloud: str) -> None:
    serving = replacing(cloud, "gpu_pool").serving

    assert serving & declared(cloud, "gpu_pool", "resource")
    assert serving <= serving_types()


def test_terraform_that_is_not_ours_replaces_nothing_that_is_known() -> None:
    assert replacing("oracle", "gpu_pool") == Forced()


def test_a_snapshot_without_a_tree_says_that_nobody_can_tell() -> None:
    bare = Snapshot("x", None, None, None, None)
    made = compare(bare, snapshot(BASE, "topology.yaml"))

    assert made.basis == "unknown"
    assert any("what an apply replaces" in one for one in made.unknown)
