"""Terraform's plan held against the proof: real plans hold, and each way of tampering is seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.diagnostics import Verdict
from planner.planfile import PlannedResource, PlannedTree, read_planfile
from planner.terraform import (
    Binary,
    Terraform,
    inspect_against,
    verify,
    write,
)
from planner.terraform.sizes import proven_sizes
from tests.applying.specs import POOLS, SINGLE, planned

EXAMPLE = Path(__file__).parents[2] / "examples/eu-support-assistant/topology.yaml"
Document = dict[str, Any]
Tamper = Callable[[Document], None]


@pytest.fixture(scope="module")
def planned_by_terraform(
    terraform_binary: Binary,
    terraform_environment: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Document]:
    """`terraform show -json` of a plan's tree without its backend; `changed` edits main.tf."""

    def document(plan: planner.Plan, changed: Callable[[str], str] = lambda text: text) -> Document:
        folder = tmp_path_factory.mktemp("tree")
        write(planner.render(plan), folder)
        (folder / "infra/backend.tf").unlink()
        main = folder / "infra/main.tf"
        main.write_text(changed(main.read_text(encoding="utf-8")), encoding="utf-8")
        terraform = Terraform(terraform_binary, folder / "infra", terraform_environment)
        terraform.init({})
        terraform.plan(folder / "plan.tfplan")
        return terraform.show(folder / "plan.tfplan")

    return document


@pytest.fixture(scope="module")
def example() -> planner.Plan:
    return planner.plan(EXAMPLE)


@pytest.fixture(scope="module")
def document(example: planner.Plan, planned_by_terraform: Callable[..., Document]) -> Document:
    """What Terraform plans for the example; tests tamper with copies of it."""
    return planned_by_terraform(example)


def _objections(plan: planner.Plan, document: Document) -> list[str]:
    return [finding.message for finding in verify(plan, read_planfile(document)).findings]


def _after(document: Document, address: str) -> dict[str, Any]:
    """The values of a resource after the apply, to be tampered with."""
    (change,) = (c for c in document["resource_changes"] if c["address"] == address)
    values: dict[str, Any] = change["change"]["after"]
    return values


@pytest.mark.terraform
def test_the_plan_of_an_unchanged_tree_is_covered(
    example: planner.Plan, document: Document
) -> None:
    verification = verify(example, read_planfile(document))

    assert [finding.message for finding in verification.findings] == []
    assert verification.judged > 80


@pytest.mark.terraform
def test_every_size_of_the_proof_is_looked_for_where_terraform_says_it(
    example: planner.Plan, document: Document
) -> None:
    places = {resource.place for resource in read_planfile(document).resources}

    assert set(proven_sizes(example.layout)) <= places


_POLICY = 'module.gateway_main.aws_iam_role_policy.granted["bedrock"]'


def _allowing(**statement: object) -> Tamper:
    def tamper(document: Document) -> None:
        policy = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", **statement}}
        _after(document, _POLICY)["policy"] = json.dumps(policy)

    return tamper


def _setting(address: str, **values: object) -> Tamper:
    return lambda document: _after(document, address).update(values)


def _another(address: str, new_address: str) -> Tamper:
    """One more resource like the one at an address."""

    def tamper(document: Document) -> None:
        changes = document["resource_changes"]
        (like,) = (change for change in changes if change["address"] == address)
        changes.append({**deepcopy(like), "address": new_address})

    return tamper


def _without(address: str) -> Tamper:
    def tamper(document: Document) -> None:
        changes = document["resource_changes"]
        document["resource_changes"] = [c for c in changes if c["address"] != address]

    return tamper


_NAT = 'module.network_eu_central_1.aws_nat_gateway.this["eu-central-1a"]'
_WIDER = "arn:aws:bedrock:*::foundation-model/*"
_ELSEWHERE = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6"
_TAMPERED: Mapping[str, tuple[Tamper, str]] = {
    "a region of its own": (
        _setting("module.key_eu_central_1.aws_kms_key.this", region="us-east-1"),
        "region us-east-1 is not one of the proof's: eu-central-1",
    ),
    "a NAT gateway too many": (
        _another(_NAT, 'module.network_eu_central_1.aws_nat_gateway.this["eu-central-1c"]'),
        "network.eu-central-1/nat-gateways: 113.88 USD a month in the Terraform plan, 75.92 USD",
    ),
    "a NAT gateway too few": (
        _without(_NAT),
        "network.eu-central-1/nat-gateways: 37.96 USD a month in the Terraform plan, 75.92 USD",
    ),
    "a resource that no module declares": (
        _another(_NAT, "aws_nat_gateway.mine"),
        "aws_nat_gateway.mine: the tree does not declare it",
    ),
    "more replicas": (
        _setting("module.gateway_main.aws_appautoscaling_target.this", max_capacity=60),
        "its max_capacity is 60, and 6 in the proof",
    ),
    "a larger task": (
        _setting("module.gateway_main.aws_ecs_task_definition.this", cpu="4096"),
        "its cpu is 4096, and 1024 in the proof",
    ),
    "a public load balancer": (
        _setting("module.gateway_main.aws_lb.this", internal=False),
        "its internal is false, and true in the proof",
    ),
    "a secret copied to another region": (
        _setting(
            "module.secret_main_master.aws_secretsmanager_secret.this",
            replica=[{"region": "us-east-1"}],
        ),
        "it copies data to a place that the proof doesn't know",
    ),
    "a wider ARN": (_allowing(Action="bedrock:InvokeModel", Resource=_WIDER), _WIDER),
    "another region's model": (
        _allowing(Action=["bedrock:InvokeModel"], Resource=[_ELSEWHERE]),
        _ELSEWHERE,
    ),
    "every resource": (_allowing(Action="bedrock:Invoke*", Resource="*"), "it may invoke *,"),
    "every action": (_allowing(Action="*", Resource="*"), "it may invoke *,"),
    "all actions but one": (_allowing(NotAction="s3:*", Resource="*"), "it may invoke *,"),
    "all resources but one": (
        _allowing(Action="bedrock:*", NotResource=_ELSEWHERE),
        f"it may invoke everything but {_ELSEWHERE}",
    ),
}


@pytest.mark.terraform
@pytest.mark.parametrize(("tamper", "objection"), _TAMPERED.values(), ids=_TAMPERED)
def test_a_plan_that_was_tampered_with_is_not_covered(
    example: planner.Plan, document: Document, tamper: Tamper, objection: str
) -> None:
    tampered = deepcopy(document)
    tamper(tampered)

    assert objection in "\n".join(_objections(example, tampered))


@pytest.mark.terraform
def test_a_right_that_is_none_on_bedrock_is_not_judged(
    example: planner.Plan, document: Document
) -> None:
    harmless = deepcopy(document)
    _allowing(Action="logs:PutLogEvents", Resource="*")(harmless)

    assert _objections(example, harmless) == []


@pytest.mark.terraform
def test_a_region_that_cannot_be_read_is_unproven(
    example: planner.Plan, document: Document
) -> None:
    unreadable = deepcopy(document)
    del unreadable["configuration"]["provider_config"]["aws"]["expressions"]["region"]

    findings = verify(example, read_planfile(unreadable)).findings

    assert {finding.verdict for finding in findings} == {Verdict.UNPROVEN}


_ADDED = """
provider "aws" {
  alias  = "elsewhere"
  region = "us-east-1"
}
resource "aws_sns_topic" "copy" {
  provider = aws.elsewhere
  name     = "copy"
}
resource "terraform_data" "hook" {}
"""


@pytest.mark.terraform
def test_a_root_that_was_tampered_with_is_not_covered(
    planned_by_terraform: Callable[..., Document], tmp_path: Path
) -> None:
    plan = planned(tmp_path, SINGLE)
    wider = "arn:aws:bedrock:us-east-1::foundation-model/"

    def tampered(main: str) -> str:
        return main.replace("arn:aws:bedrock:eu-west-3::foundation-model/", wider) + _ADDED

    objections = "\n".join(_objections(plan, planned_by_terraform(plan, tampered)))

    assert "aws_sns_topic.copy: the tree does not declare it" in objections
    assert "aws_sns_topic.copy: region us-east-1 is not one of the proof's" in objections
    assert "terraform_data.hook: the tree does not declare it" in objections
    assert f"it may invoke {wider}anthropic.claude-haiku-4-5" in objections


def _resource(address: str, **values: object) -> PlannedResource:
    *_, type_, name = address.split(".")
    return PlannedResource(address, type_, name, None, "eu-central-1", ("create",), values)


@pytest.mark.parametrize(
    ("resource", "objection"),
    [
        (
            _resource("module.gpu_pool_hot.aws_launch_template.this", instance_type="p5.48xlarge"),
            "its instance_type is p5.48xlarge, and g6.12xlarge in the proof",
        ),
        (
            _resource(
                "module.gpu_pool_hot.aws_eks_node_group.this",
                scaling_config=[{"min_size": 1, "max_size": 40}],
            ),
            "its scaling_config.max_size is 40, and 4 in the proof",
        ),
        (
            _resource("module.gpu_cluster_eu_central_1.aws_launch_template.system"),
            "its instance_type is not known, and m7i.large in the proof",
        ),
        (
            _resource(
                "module.gpu_cluster_eu_central_1.aws_iam_role_policy_attachment.node",
                policy_arn="arn:aws:iam::aws:policy/AmazonBedrockFullAccess",
            ),
            "it attaches the policy AmazonBedrockFullAccess",
        ),
    ],
    ids=["machine", "nodes", "unknown machine", "managed policy"],
)
def test_a_pool_that_is_not_the_proofs_is_not_covered(
    tmp_path: Path, resource: PlannedResource, objection: str
) -> None:
    findings = verify(planned(tmp_path, POOLS), PlannedTree((resource,), {})).findings

    assert objection in "\n".join(finding.message for finding in findings)


def test_what_is_replaced_and_deleted_is_named_and_what_is_deleted_is_not_judged(
    tmp_path: Path,
) -> None:
    key = "module.key_eu_central_1.aws_kms_key.this"
    tree = PlannedTree(
        (
            PlannedResource(
                key, "aws_kms_key", "this", None, "eu-central-1", ("delete", "create"), {}
            ),
            PlannedResource("aws_vpc.old", "aws_vpc", "old", None, "us-east-1", ("delete",), {}),
        ),
        {},
    )

    verification = verify(planned(tmp_path), tree)

    assert (verification.replaced, verification.deleted) == ((key,), ("aws_vpc.old",))
    assert verification.judged == 1
    assert "aws_vpc.old" not in {path for finding in verification.findings for path in finding.path}


@pytest.mark.terraform
def test_a_host_in_the_gateways_settings_that_the_proof_does_not_know_is_refused(
    example: planner.Plan, document: Document
) -> None:
    tampered = deepcopy(document)
    task = _after(tampered, "module.gateway_main.aws_ecs_task_definition.this")
    host = {"name": "OPENAI_API_BASE", "value": "https://api.openai.com"}
    task["container_definitions"] = json.dumps([{"environment": [host]}])

    assert "the host api.openai.com is not one of the proof's" in "\n".join(
        _objections(example, tampered)
    )


@pytest.mark.terraform
def test_our_own_tree_can_be_judged_as_anybodys(example: planner.Plan, document: Document) -> None:
    inspection = inspect_against(example, read_planfile(document))
    unknown = [one for one in inspection.resources if one.standing == "unknown"]
    why = {objection.why for one in unknown for _, objection in one.unknowns}

    assert inspection.counts["refused"] == 0
    assert inspection.counts["covered"] > 30
    assert len(unknown) < 6
    assert all("known only after the apply" in each for each in why)
