"""The IAM rights of a planned tree held against the proof: who may invoke which model, and where.

A policy that is known only after the apply is not judged. In a tree of ours that is one whose
resources get their names from AWS, and Bedrock's models and profiles have none such.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from planner.layout import Grant, Layout
from planner.planfile import PlannedResource
from planner.terraform.wiring import foundation_model_arns

_INVOKING = (
    "bedrock:invokemodel",
    "bedrock:invokemodelwithresponsestream",
    "bedrock:createmodelinvocationjob",
)
"""https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html"""

_ACCOUNT = re.compile(r":\d{12}:")


def rights_beyond(layout: Layout, resource: PlannedResource) -> Iterator[str]:
    """What a planned IAM resource allows on Bedrock and the proof does not, each in words."""
    if not resource.type.startswith("aws_iam_"):
        return
    granted = granted_arns(layout)
    for statement in _statements(resource):
        for arn in _invocable(statement):
            if _ACCOUNT.sub("::", arn) not in granted:
                yield f"it may invoke {arn}, which is not granted by the proof"


def granted_arns(layout: Layout) -> frozenset[str]:
    """Every model and profile of the proof, without account ids."""
    partition = layout.regions[0].partition
    arns = {arn for grant in _grants(layout) for arn in foundation_model_arns(grant, partition)}
    profiles = {
        f"arn:{partition}:bedrock:{grant.source_region}::inference-profile/{grant.profile}"
        for grant in _grants(layout)
        if grant.profile
    }
    return frozenset(arns | profiles)


def _grants(layout: Layout) -> Iterator[Grant]:
    for work in layout.gateways:
        yield from work.grants
    for grants in layout.direct.values():
        yield from grants


def _statements(resource: PlannedResource) -> Iterator[dict[str, Any]]:
    inline = resource.values.get("inline_policy")
    blocks = inline if isinstance(inline, list) else []
    for holder in (resource.values, *(block for block in blocks if isinstance(block, dict))):
        yield from _parsed(holder.get("policy"))


def _parsed(policy: object) -> Iterator[dict[str, Any]]:
    """The statements of a policy; none where it is unknown, since IAM takes no broken JSON."""
    try:
        document = json.loads(policy) if isinstance(policy, str) else None
    except ValueError:
        return
    for statement in _list(document.get("Statement")) if isinstance(document, dict) else ():
        if isinstance(statement, dict):
            yield statement


def _invocable(statement: dict[str, Any]) -> Iterator[str]:
    """Patterns of what a statement lets its owner invoke."""
    if statement.get("Effect") != "Allow" or not _covers_invoking(statement):
        return
    if "NotResource" in statement:
        yield "everything but " + ", ".join(map(str, _list(statement["NotResource"])))
    yield from map(str, _list(statement.get("Resource")))


def _covers_invoking(statement: dict[str, Any]) -> bool:
    patterns = [str(pattern).lower() for pattern in _list(statement.get("Action"))]
    named = any(fnmatchcase(action, each) for action in _INVOKING for each in patterns)
    return named or "NotAction" in statement


def _list(value: object) -> list[Any]:
    """IAM takes one thing where it takes a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
