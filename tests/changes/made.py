"""A topology, and changes of it as people make them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import planner
from planner.changes import Review, Snapshot, built_of, compare, nothing, snapshot_of
from planner.pipeline import Plan
from planner.planfile import read_planfile
from planner.terraform import modules_of, serving_types
from tests.documents.plans import HOSTILE

DAY = date(2026, 11, 22)

BASE = """\
version: 1
topology: inbox
environment: prod
owner: team-inbox
policy:
  processing: [bloc:EU]
  at_rest: [bloc:EU]
  operators: {parents: [bloc:EU, US]}
  budget: {monthly: 15000 USD, warn_at: 80%}
  waivers:
    - code: COST014
      at: gpu_pools.hot
      reason: "hours are on another bill"
      owner: dpo@example.com
      expires: 2027-03-31
endpoints:
  classify:
    kind: classification
    data: [personal]
    traffic: {requests_per_month: 4M, input_tokens: 600, output_tokens: 20}
    route: [hot/llama, bedrock-fra/haiku]
  answer:
    kind: chat
    data: [personal]
    traffic: {requests_per_month: 200k, input_tokens: 2500, output_tokens: 500}
    route: [bedrock-fra/sonnet]
providers:
  bedrock-fra:
    kind: bedrock
    region: eu-central-1
    mode: geo
    models: {haiku: claude-haiku-4-5, sonnet: claude-sonnet-4-6}
gpu_pools:
  hot:
    cloud: aws
    region: eu-central-1
    accelerator: L4
    machine: g6.12xlarge
    nodes: {min: 1, max: 4}
    purchase: on_demand
    serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}
gateways:
  main: {region: eu-central-1, zones: 2, replicas: {min: 2, max: 6}}
state: {backend: s3, region: eu-central-1}
"""

_OVH = "providers:\n  ovh: {kind: ovhcloud, models: {oss: gpt-oss-120b}}\n"
_TICKETS = """\
  tickets:
    data: [internal]
    traffic: {requests_per_month: 50k, input_tokens: 900, output_tokens: 200}
    route: [bedrock-fra/haiku]
"""


def _without(text: str, start: str, end: str) -> str:
    head, _, rest = text.partition(start)
    return head + rest[rest.index(end) :]


CHANGES: Mapping[str, str] = {
    "nothing": BASE.replace(
        "[hot/llama, bedrock-fra/haiku]", "[ hot/llama , bedrock-fra/haiku ] #"
    ),
    "a-wider-policy": BASE.replace("processing: [bloc:EU]", "processing: [bloc:EU, US]"),
    "a-model-called-globally": BASE.replace("mode: geo", "mode: global"),
    "another-primary": BASE.replace(
        "[hot/llama, bedrock-fra/haiku]", "[bedrock-fra/haiku, hot/llama]"
    ),
    "a-new-fallback": BASE.replace("[bedrock-fra/sonnet]", "[bedrock-fra/sonnet, ovh/oss]").replace(
        "providers:\n", _OVH, 1
    ),
    "a-larger-machine": BASE.replace("g6.12xlarge", "g6.48xlarge"),
    "a-pool-on-spot": BASE.replace("purchase: on_demand", "purchase: spot"),
    "a-renamed-pool": BASE.replace("hot/llama", "warm/llama")
    .replace("  hot:\n", "  warm:\n")
    .replace("gpu_pools.hot", "gpu_pools.warm"),
    "a-new-endpoint": BASE.replace("providers:\n", _TICKETS + "providers:\n", 1),
    "an-endpoint-less": _without(BASE, "  answer:\n", "providers:\n"),
    "a-longer-waiver": BASE.replace("2027-03-31", "2029-03-31"),
    "no-waiver": _without(BASE, "  waivers:\n", "endpoints:\n"),
    "ten-times-the-traffic": BASE.replace("200k", "2M"),
    "a-smaller-budget": BASE.replace("15000 USD", "5000 USD"),
    "hostile-words": BASE.replace(
        "hours are on another bill", "@octo-org/all " + json.dumps(HOSTILE)[1:-1]
    ).replace("dpo@example.com", '"</details><img src=x onerror=alert(1)>"'),
}
"""What a pull request does, by its name, to the whole spec after it."""


@cache
def plan_of(text: str) -> Plan:
    """A plan on a day that never changes."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "topology.yaml"
        file.write_text(text, encoding="utf-8")
        return planner.plan(file, today=DAY)


@cache
def snapshot(text: str, name: str) -> Snapshot:
    """All that is known of a spec."""
    plan = plan_of(text)
    tree = planner.render(plan)
    files = {path: hashlib.sha256(each.encode()).hexdigest() for path, each in tree.files.items()}
    return snapshot_of(plan, name, built=built_of(modules_of(plan), files, tree.digest))


def review(after: str, before: str = BASE) -> Review:
    """What a change changes."""
    return compare(snapshot(before, "main:topology.yaml"), snapshot(after, "topology.yaml"))


def first_review() -> Review:
    """That of the pull request that brings the spec."""
    after = snapshot(BASE, "topology.yaml")
    return compare(nothing("main:topology.yaml", after), after)


def planned_review(document: Mapping[str, Any] | None = None) -> Review:
    """That of a change whose Terraform plan is known."""
    tree = read_planfile(document or PLANFILE)
    after = snapshot_of(plan_of(CHANGES["a-pool-on-spot"]), "topology.yaml", planned=tree)
    return compare(snapshot(BASE, "main:topology.yaml"), after, serving=serving_types())


def _resource(
    address: str, type_: str, actions: list[str], before: object, after: object, **more: object
) -> dict[str, object]:
    change = {"actions": actions, "before": before, "after": after, **more}
    name = address.rpartition(".")[2]
    return {"address": address, "mode": "managed", "type": type_, "name": name, "change": change}


def _allowing(resource: str) -> dict[str, str]:
    statement = {"Effect": "Allow", "Action": ["bedrock:InvokeModel"], "Resource": resource}
    return {"policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]})}


SECRET = "sk-proj-4tz8Qm2Lr7Vb1Xw9Kd3N"
PLANFILE: Mapping[str, Any] = {
    "format_version": "1.2",
    "terraform_version": "1.13.0",
    "resource_changes": [
        _resource(
            "module.gpu_pool_hot.aws_eks_node_group.this",
            "aws_eks_node_group",
            ["delete", "create"],
            {"capacity_type": "ON_DEMAND"},
            {"capacity_type": "SPOT"},
            replace_paths=[["capacity_type"]],
        ),
        _resource(
            "module.gateway_main.aws_iam_role_policy.granted",
            "aws_iam_role_policy",
            ["update"],
            _allowing("arn:aws:bedrock:eu-central-1::foundation-model/a"),
            _allowing("*"),
        ),
        _resource(
            "module.gateway_main.aws_s3_object.config",
            "aws_s3_object",
            ["update"],
            {"content": "a: 1", "etag": "x"},
            {"content": f"key: {SECRET}", "etag": "y"},
        ),
        _resource("aws_kms_key.old", "aws_kms_key", ["delete"], {"description": "old"}, None),
        _resource("aws_kms_key.new", "aws_kms_key", ["create"], None, {"description": "new"}),
    ],
    "configuration": {"root_module": {}},
}
"""A plan that replaces a pool, widens a right, and has a secret where no schema says so."""
