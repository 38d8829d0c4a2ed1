"""How the resources of a Terraform plan are billed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planner.cost import PricedResource, grouped
from planner.errors import UsageError
from tests.cost.plans import cost, priced, resource

TEMPLATE = {"instance_type": "g6.12xlarge", "block_device_mappings": []}
SCALING = [{"min_size": 1, "max_size": 4, "desired_size": 2}]
GROUP = {"scaling_config": SCALING, "launch_template": [{}], "capacity_type": "ON_DEMAND"}


def only(found: PricedResource, item: str) -> Decimal:
    line = next(line for line in found.lines if line.item == item)
    assert line.quantity is not None, line.note
    return line.quantity.expected


# --- each resource is exactly one thing ---------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "values", "standing", "why"),
    [
        ("aws_kms_key.a", {}, "priced", ""),
        ("aws_iam_role.a", {}, "free", ""),
        ("aws_sqs_queue.a", {}, "usage", "requests"),
        ("aws_imagined_thing.a", {}, "unpriced", "how its type is billed is not in the catalogue"),
        ("random_id.a", {}, "free", ""),
        ("kubernetes_namespace.a", {}, "free", ""),
        ("kubernetes_service.a", {}, "unpriced", "the load balancer that it may ask for is not"),
        ("aws_api_gateway_model.a", {}, "free", ""),
        ("aws_api_gateway_rest_api.a", {}, "usage", "requests"),
        (
            "helm_release.a",
            {},
            "unpriced",
            "what its chart starts in the cloud is not in the plan",
        ),
        (
            "aws_instance.a",
            {"instance_type": "x9.huge", "root_block_device": [{"volume_size": 8}]},
            "unpriced",
            "no on_demand price of x9.huge in eu-central-1 in the catalogue",
        ),
        ("aws_kms_key.b", {"region": "eu-atlantis-1"}, "unpriced", "region eu-atlantis-1 is not"),
        ("aws_ebs_volume.a", {"type": "gp3", "size": -5}, "unpriced", "its `size` is no number of"),
        ("aws_ebs_volume.b", {"type": "gp3", "size": "NaN"}, "unpriced", "its `size` is no number"),
        ("aws_lb.a", {"load_balancer_type": "quantum"}, "unpriced", "its values are not what"),
        ("aws_eks_node_group.a", {"scaling_config": ["x"]}, "unpriced", "it states no `scaling"),
    ],
)
def test_a_resource_is_priced_free_billed_by_use_or_named(
    address: str, values: dict[str, object], standing: str, why: str
) -> None:
    found = priced(address, values)

    assert (found.standing, found.why[: len(why)]) == (standing, why)
    assert (standing == "unpriced") == any(line.monthly is None for line in found.lines)


def test_one_part_without_a_price_leaves_the_others_counted() -> None:
    disk = {"volume_size": 100, "volume_type": "gp3"}
    found = priced("aws_instance.a", {"instance_type": "x9.huge", "root_block_device": [disk]})

    assert found.standing == "unpriced"
    assert only(found, "disks") == 100


def test_a_total_that_leaves_something_out_says_at_least() -> None:
    fixed = cost(resource("aws_cloudwatch_dashboard.a", {}))
    by_use = cost(resource("aws_sqs_queue.a", {}))
    unknown = cost(resource("aws_imagined_thing.a", {}))

    assert [one.after.at_least for one in (fixed, by_use, unknown)] == [False, True, True]


def test_a_region_that_the_plan_does_not_say_is_no_reason_to_guess_one() -> None:
    nowhere: dict[str, Any] = {"aws": {}}
    lines = {
        one.type: one
        for one in cost(
            resource("aws_nat_gateway.a", {}), resource("aws_eip.a", {}), regions=nowhere
        ).after.resources
    }

    assert lines["aws_nat_gateway"].why == "its region can't be read from the plan"
    assert lines["aws_eip"].standing == "priced"  # the same price in every region


def test_a_value_that_is_known_only_after_the_apply_is_named() -> None:
    found = priced("aws_ebs_volume.a", {"type": "gp3"}, unknown={"size": True})

    assert found.why == "`size` is known only after the apply"


@pytest.mark.parametrize(
    ("address", "values", "unknown", "why"),
    [
        (
            "aws_launch_template.a",
            {
                "instance_type": "g6.xlarge",
                "block_device_mappings": [{"ebs": [{"volume_size": 200, "volume_type": "gp3"}]}],
            },
            {"block_device_mappings": [{"ebs": [{"iops": True}]}]},
            "`block_device_mappings.ebs.iops` is known only after the apply",
        ),
        (
            "aws_ebs_volume.a",
            {"type": "gp3", "size": 100},
            {"iops": True},
            "`iops` is known only after the apply",
        ),
        (
            "azurerm_kubernetes_cluster_node_pool.a",
            {"location": "eastus", "vm_size": "Standard_NC24ads_A100_v4", "node_count": None},
            {"node_count": True},
            "`node_count` is known only after the apply",
        ),
        (
            "google_container_node_pool.a",
            {"location": "europe-west3-a", "node_config": [{"machine_type": None}]},
            {"node_config": [{"machine_type": True}]},
            "`node_config.machine_type` is known only after the apply",
        ),
        (
            "google_compute_instance.a",
            {"zone": "europe-west3-a", "guest_accelerator": [{"type": "nvidia-l4"}]},
            {"machine_type": True},
            "`machine_type` is known only after the apply",
        ),
    ],
)
def test_a_stated_value_of_a_block_is_unknown_and_never_a_default(
    address: str, values: dict[str, Any], unknown: dict[str, Any], why: str
) -> None:
    group = resource(
        "aws_autoscaling_group.g",
        {"min_size": 1, "max_size": 1, "launch_template": [{}]},
        refers={"launch_template.id": "aws_launch_template.a.id"},
    )
    named = "aws_autoscaling_group.g" if "launch_template" in address else address
    found = cost(resource(address, values, unknown=unknown), group).after.resources
    lines = next(one for one in found if one.address == named)

    assert why in [line.note for line in lines.lines]


def test_a_value_of_a_block_that_the_files_leave_out_is_the_providers_own() -> None:
    found = priced(
        "aws_launch_template.a",
        {},
        unknown={"block_device_mappings": [{"ebs": [{"iops": True}]}]},
    )

    assert found.standing == "free"


def test_what_the_files_leave_to_the_provider_is_what_the_provider_takes() -> None:
    found = priced("azurerm_public_ip.a", {"location": "eastus"})

    assert found.standing == "priced"


# --- what hangs together ------------------------------------------------------------------------


def test_a_node_group_runs_the_machine_of_a_template_whose_id_nobody_knows_yet() -> None:
    found = priced(
        "aws_eks_node_group.a",
        GROUP,
        resource("aws_launch_template.gpu", TEMPLATE),
        refers={"launch_template.id": ["aws_launch_template.gpu.id", "aws_launch_template.gpu"]},
    )

    assert only(found, "nodes") == 2 * 730


def test_a_node_group_runs_the_machine_of_a_template_that_it_names_by_id() -> None:
    template = resource("aws_launch_template.gpu", {**TEMPLATE, "id": "lt-1"})
    found = priced("aws_eks_node_group.a", {**GROUP, "launch_template": [{"id": "lt-1"}]}, template)

    assert only(found, "nodes") == 2 * 730


def test_each_key_means_its_own_template() -> None:
    templates = [
        resource(f'aws_launch_template.gpu["{key}"]', {**TEMPLATE, "instance_type": machine})
        for key, machine in (("a", "g6.xlarge"), ("b", "g6.12xlarge"))
    ]
    refers = {"launch_template.id": ["aws_launch_template.gpu", "each.key"]}
    found = priced('aws_eks_node_group.g["b"]', GROUP, *templates, refers=refers)

    (nodes,) = (line for line in found.lines if line.item == "nodes")
    assert nodes.unit_price == Decimal("5.75429")


def test_a_template_that_is_not_in_the_plan_has_an_unknown_machine() -> None:
    found = priced("aws_eks_node_group.a", GROUP, unknown={"launch_template": [{"id": True}]})

    assert "its launch template is not in the plan" in found.why


def test_autoscaling_moves_a_service_between_its_bounds() -> None:
    task = resource("aws_ecs_task_definition.t", {"cpu": "2 vCPU", "memory": "4 GB"})
    target = resource(
        "aws_appautoscaling_target.s",
        {"min_capacity": 2, "max_capacity": 8},
        refers={"resource_id": ["aws_ecs_service.s.name", "aws_ecs_service.s"]},
    )
    found = priced(
        "aws_ecs_service.s",
        {"launch_type": "FARGATE", "desired_count": 3},
        task,
        target,
        refers={"task_definition": "aws_ecs_task_definition.t.arn"},
    )

    cpus = next(line for line in found.lines if line.item == "fargate-vcpu").quantity
    assert cpus is not None
    assert [cpus.low, cpus.expected, cpus.high] == [2 * 2 * 730, 3 * 2 * 730, 8 * 2 * 730]


def test_a_service_on_instances_costs_nothing_of_its_own() -> None:
    assert (
        priced("aws_ecs_service.s", {"launch_type": "EC2", "desired_count": 9}).standing == "free"
    )


def test_an_endpoint_is_billed_for_each_subnet_that_its_expression_mentions() -> None:
    subnets = [resource(f'aws_subnet.private["{zone}"]', {}) for zone in "abc"]
    found = priced(
        "aws_vpc_endpoint.logs",
        {"vpc_endpoint_type": "Interface"},
        *subnets,
        unknown={"subnet_ids": True},
        refers={"subnet_ids": ["aws_subnet.private"]},
    )

    assert only(found, "interface-endpoints") == 3 * 730


def test_an_endpoint_in_an_unknown_number_of_subnets_is_named() -> None:
    found = priced(
        "aws_vpc_endpoint.logs",
        {"vpc_endpoint_type": "Interface"},
        unknown={"subnet_ids": True},
        refers={"subnet_ids": ["local.subnets"]},
    )

    assert found.standing == "unpriced"
    assert "in how many subnets" in found.why


def test_a_deployment_stands_where_its_account_does() -> None:
    found = priced(
        "azurerm_cognitive_deployment.d",
        {"model": [{"name": "gpt-4o"}], "sku": [{"name": "ProvisionedManaged", "capacity": 15}]},
        resource("azurerm_cognitive_account.a", {"location": "Sweden Central"}),
        refers={"cognitive_account_id": "azurerm_cognitive_account.a.id"},
    )

    assert found.region == "swedencentral"
    assert only(found, "provisioned-units") == 15 * 730


def test_a_data_zone_is_never_priced_as_global() -> None:
    def told(sku: str) -> str:
        values = {"model": [{"name": "gpt-4o"}], "sku": [{"name": sku, "capacity": 10}]}
        account = resource("azurerm_cognitive_account.a", {"location": "swedencentral"})
        refers = {"cognitive_account_id": "azurerm_cognitive_account.a.id"}
        return priced("azurerm_cognitive_deployment.d", values, account, refers=refers).why

    assert "input 2.75," in told("DataZoneStandard")
    assert "input 2.5," in told("GlobalStandard")


def test_a_gpu_is_not_priced_by_another_regions_list() -> None:
    values = {"instance_type": "p5.4xlarge", "region": "eu-north-1", "root_block_device": []}

    assert "no on_demand price of p5.4xlarge in eu-north-1" in priced("aws_instance.a", values).why


def test_a_spot_price_is_no_promise() -> None:
    found = priced(
        "google_compute_instance.a",
        {
            "machine_type": "g2-standard-4",
            "zone": "us-central1-a",
            "boot_disk": [{"initialize_params": [{"size": 50, "type": "pd-ssd"}]}],
            "scheduling": [{"provisioning_model": "SPOT"}],
        },
    )

    (machine,) = (line for line in found.lines if line.item == "machine")
    assert (machine.status, machine.note) == ("assumed", "spot prices move daily: indicative")


# --- a plan is a change -------------------------------------------------------------------------


def test_what_stands_before_is_priced_as_it_was() -> None:
    was, now = {"type": "gp3", "size": 100}, {"type": "gp3", "size": 300}
    found = cost(
        resource("aws_ebs_volume.a", now, before=was),
        resource("aws_kms_key.old", None, before={}),
        resource("aws_kms_key.kept", {}, before={}),
        resource("aws_nat_gateway.a", {}, before={}, actions=("delete", "create")),
    )

    changed = {change.id for change in found.comparison.changes}
    assert changed == {"aws_ebs_volume.a/disks", "aws_kms_key.old/key"}
    assert found.replaced == ("aws_nat_gateway.a",)
    assert found.destroyed == ("aws_kms_key.old",)


def test_an_object_that_is_still_to_be_deleted_costs_what_it_did() -> None:
    deposed = {**resource("aws_nat_gateway.a", None, before={}), "deposed": "ab12"}
    found = cost(resource("aws_nat_gateway.a", {}, before={}), deposed)

    before = {one.address for one in found.before.resources}
    assert before == {"aws_nat_gateway.a", "aws_nat_gateway.a (deposed ab12)"}
    assert len(found.after.resources) == 1


def test_resources_are_grouped_by_what_they_share() -> None:
    found = cost(
        resource("aws_kms_key.a", {"tags": {"team": "chat"}}),
        resource("aws_nat_gateway.a", {"tags_all": {"team": "search"}, "tags": None}),
        resource("aws_imagined_thing.a", {}),
    ).after

    assert [(g.name, g.at_least) for g in grouped(found, "tag:team")] == [
        ("search", True),
        ("chat", True),
        ("(none)", True),
    ]
    assert {group.name for group in grouped(found, "region")} == {"eu-central-1"}
    assert {group.name for group in grouped(found, "module")} == {"(root)"}
    assert sum(group.resources for group in grouped(found, "type")) == 3


def test_what_no_plan_can_be_grouped_by_is_refused() -> None:
    with pytest.raises(UsageError, match="can't group by `colour`"):
        grouped(cost().after, "colour")
