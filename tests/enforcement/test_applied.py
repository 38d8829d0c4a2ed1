"""Guardrails on the emulated cloud: applied by the real Terraform, and read back as proved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import planner
from planner.catalog import load
from planner.enforcement import (
    Decision,
    Document,
    calls,
    decide,
    endpoint_document,
    identity_document,
    parsed,
)
from planner.enforcement.self_test import (
    endpoint_faults,
    names_faults,
    organization_faults,
    rights_faults,
)
from planner.sandbox import Emulator
from planner.terraform import write
from planner.terraform.calls import ModuleCall
from planner.terraform.hcl import formatted, literal
from planner.terraform.wiring import places, sections
from tests.applying.specs import spec_file
from tests.enforcement.specs import AZURE, BOUND, LISTED, OPENAI, SONNET, STATE
from tests.sandbox.clients import client
from tests.terraform_fixtures import TerraformRunner
from tests.topology.specs import spec

pytestmark = pytest.mark.terraform

REGIONS = tuple(r.name for r in load().regions["aws"].values() if r.partition == "aws")
SPEC = spec(
    "chat: {data: [personal], route: [fra/m, oai/m, swe/m]}",
    f"fra: {SONNET}\noai: {OPENAI}\nswe: {AZURE}",
    "\n".join((BOUND.replace("bloc:EU", "bloc:EEA, CH"), STATE, LISTED)),
)
KEY = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Applied:
    """A plan, and the documents of it that the emulated cloud gives back."""

    plan: planner.Plan
    organization: Document
    rights: Document
    endpoint: Document
    names: tuple[str, ...]
    targets: tuple[str, ...]
    account: str


@pytest.fixture(scope="module")
def applied(
    terraform: TerraformRunner, emulator: Emulator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Applied]:
    """The guardrails of a topology, with the rights, the endpoint and the names of its root."""
    folder = tmp_path_factory.mktemp("tree")
    plan = planner.plan(spec_file(folder, SPEC))
    assert plan.exit_code == 0
    write(planner.render(plan), folder)
    account = _member(client(emulator, "organizations"))
    root = folder / "root"
    root.mkdir()
    (root / "main.tf").write_text(_root(plan, account), encoding="utf-8")
    terraform(root, "init")
    terraform(root, "apply", "-auto-approve", "-no-color")
    state = json.loads(terraform(root, "show", "-json"))
    yield _read_back(plan, account, _endpoint_of(state["values"]["root_module"]), emulator)
    terraform(root, "plan", "-detailed-exitcode", "-no-color")
    terraform(root, "destroy", "-auto-approve", "-no-color")
    assert terraform(root, "state", "list") == ""


def _member(organizations: Any) -> str:
    """An account of an organisation, whose management account the emulator acts as."""
    organizations.create_organization(FeatureSet="ALL")
    made = organizations.create_account(Email="llm@example.com", AccountName="llm")
    account: str = made["CreateAccountStatus"]["AccountId"]
    return account


def _root(plan: planner.Plan, account: str) -> str:
    """The guardrails as an organisation calls them, beside the modules that restrict the calls."""
    called = [call for s in sections(plan.topology, plan.layout) for call in s.calls]
    blocks = [_block(c) for c in called if c.kind in ("bedrock_access", "network")]
    return formatted(
        f"""
provider "aws" {{
region = "eu-central-1"
}}

locals {{
account_id = "123456789012"
name = "hello"
places = {literal(places(plan.layout))}
tags = {{}}
}}

module "guardrails" {{
source = "../guardrails"
targets = [{literal(account)}]
}}

"""
        + "\n\n".join(blocks)
    )


def _block(call: ModuleCall) -> str:
    """A call of the rendered root, without what takes the emulator long."""
    own = {
        "create_policy": True,
        "key": KEY,
        "nat": False,
        "private_services": ("bedrock-runtime",),
    }
    arguments = {name: own.get(name, given) for name, given in call.arguments.items()}
    lines = [f"{name} = {literal(given)}" for name, given in arguments.items()]
    source = f'source = "../modules/aws/{call.kind}"'
    return "\n".join((f'module "{call.name}" {{', source, *lines, "}"))


def _endpoint_of(module: dict[str, Any]) -> str:
    """The id of Bedrock's endpoint: other tests may have made one of their own."""
    (found,) = (
        one["values"]["id"]
        for child in module["child_modules"]
        for one in child["resources"]
        if one["type"] == "aws_vpc_endpoint" and "bedrock-runtime" in one["values"]["service_name"]
    )
    return str(found)


def _read_back(plan: planner.Plan, account: str, endpoint_id: str, emulator: Emulator) -> Applied:
    organizations, iam, ec2, resolver = (
        client(emulator, name) for name in ("organizations", "iam", "ec2", "route53resolver")
    )
    found = organizations.list_policies(Filter="SERVICE_CONTROL_POLICY")["Policies"]
    (own,) = (policy["Id"] for policy in found if policy["Name"] == plan.topology.slug)
    organization = organizations.describe_policy(PolicyId=own)["Policy"]["Content"]
    targets = organizations.list_targets_for_policy(PolicyId=own)["Targets"]
    (policy,) = (p for p in iam.list_policies(Scope="Local")["Policies"] if _is_ours(p, plan))
    version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])
    (endpoint,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint_id])["VpcEndpoints"]
    lists = resolver.list_firewall_domain_lists()["FirewallDomainLists"]
    (listed,) = (each["Id"] for each in lists if each["Name"] == "hello-listed")
    names = resolver.list_firewall_domains(FirewallDomainListId=listed)["Domains"]
    return Applied(
        plan=plan,
        organization=parsed(organization),
        rights=parsed(json.dumps(version["PolicyVersion"]["Document"])),
        endpoint=parsed(endpoint["PolicyDocument"]),
        names=tuple(name.removesuffix(".") for name in names),
        targets=tuple(target["TargetId"] for target in targets),
        account=account,
    )


def _is_ours(policy: dict[str, Any], plan: planner.Plan) -> bool:
    return str(policy["PolicyName"]) == f"{plan.topology.slug}-main-bedrock"


def _unnamed(document: Document) -> set[tuple[object, ...]]:
    """Statements without their ids, their lists in one order: what matters of a document."""
    return {
        (
            statement.effect,
            frozenset(statement.actions),
            frozenset(statement.resources),
            frozenset(
                (operator, key, values)
                for operator, keys in statement.conditions.items()
                for key, values in keys.items()
            ),
            statement.of_anyone,
        )
        for statement in document.statements
    }


def test_the_policy_is_attached_where_it_was_asked_for(applied: Applied) -> None:
    assert applied.targets == (applied.account,)


def test_the_policy_of_the_organisation_agrees_with_the_proof(applied: Applied) -> None:
    topology, layout = applied.plan.topology, applied.plan.layout

    assert list(organization_faults(applied.organization, topology, layout, REGIONS)) == []


def test_the_rights_of_the_gateway_agree_with_the_proof(applied: Applied) -> None:
    (work,) = applied.plan.layout.gateways

    assert list(rights_faults("main", (applied.rights,), work.grants, "aws", REGIONS)) == []
    for request in calls(work.grants, "aws"):
        assert decide((applied.rights, applied.organization), request) is Decision.ALLOWED


def test_the_private_endpoint_agrees_with_the_proof(applied: Applied) -> None:
    (network,) = applied.plan.layout.networks

    assert list(endpoint_faults(network, applied.endpoint, "aws", REGIONS)) == []


def test_the_names_that_resolve_agree_with_the_proof(applied: Applied) -> None:
    (work,) = applied.plan.layout.gateways

    assert list(names_faults("main", applied.names, work.hosts, load())) == []


def test_the_modules_write_the_documents_that_every_plan_is_tried_on(applied: Applied) -> None:
    (work,) = applied.plan.layout.gateways

    assert _unnamed(applied.rights) == _unnamed(identity_document(work.grants, "aws"))
    assert _unnamed(applied.endpoint) == _unnamed(endpoint_document(work.grants, "aws"))
