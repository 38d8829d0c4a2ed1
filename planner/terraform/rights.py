"""The IAM rights of a planned tree held against the proof: who may invoke which model, and where.

A policy that is known only after the apply is not judged. In a tree of ours that is one whose
resources get their names from AWS, and Bedrock's models and profiles have none such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planner.layout import Grant, Layout
from planner.planfile import PlannedResource, invocable, statements

_ACCOUNT = re.compile(r":\d{12}:")
_ASKS_MODELS = "aiplatform.endpoints.predict"


def rights_beyond(layout: Layout, resource: PlannedResource) -> Iterator[str]:
    """What a planned IAM resource allows on models and the proof does not, each in words."""
    if resource.type == "google_project_iam_custom_role":
        yield from _permissions_beyond(resource)
    if not resource.type.startswith("aws_iam_"):
        return
    granted = granted_arns(layout)
    for statement in _statements(resource):
        for arn in invocable(statement):
            if _ACCOUNT.sub("::", arn) not in granted:
                yield f"it may invoke {arn}, which is not granted by the proof"


def _permissions_beyond(resource: PlannedResource) -> Iterator[str]:
    """Roles of the tree are there for gateways that ask models of Vertex AI, and nothing else."""
    stated = resource.values.get("permissions")
    for permission in stated if isinstance(stated, list) else ():
        if permission != _ASKS_MODELS:
            yield f"it may {permission}, which is not granted by the proof"


def granted_arns(layout: Layout) -> frozenset[str]:
    """Every model and profile of the proof, without account ids."""
    partition = layout.partition
    return frozenset(arn for grant in _grants(layout) for arn in grant.arns(partition, ""))


def _grants(layout: Layout) -> Iterator[Grant]:
    for work in layout.gateways:
        yield from work.grants
    for grants in layout.direct.values():
        yield from grants


def _statements(resource: PlannedResource) -> Iterator[dict[str, Any]]:
    inline = resource.values.get("inline_policy")
    blocks = inline if isinstance(inline, list) else []
    for holder in (resource.values, *(block for block in blocks if isinstance(block, dict))):
        yield from statements(holder.get("policy"))
