"""A Terraform plan held against the proof: does it keep what the spec proved?"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Span, Step, Verdict
from planner.layout import Layout
from planner.pipeline import Plan
from planner.terraform.planfile import PlannedResource, PlannedTree
from planner.terraform.wiring import foundation_model_arns

_BEDROCK_ARN = re.compile(r"arn:[a-z-]+:bedrock:[^\"\s,]*?:(?:inference-profile|foundation-model)/[^\"\s,\]}]+")
_ACCOUNT = re.compile(r":\d{12}:")
_COPIES = frozenset(
    {
        "aws_s3_bucket_replication_configuration",
        "aws_backup_copy_action",
        "aws_kms_replica_key",
        "aws_db_instance_automated_backups_replication",
    }
)
"""Resource types that carry data to another place."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Findings against a Terraform plan, and what it replaces or deletes."""

    findings: tuple[Diagnostic, ...]
    replaced: tuple[str, ...]
    deleted: tuple[str, ...]
    judged: int
    """How many planned resources were looked at."""

    @property
    def holds(self) -> bool:
        return not self.findings


def verify(plan: Plan, planned: PlannedTree) -> Verification:
    """Every region, Bedrock right and counted resource of a Terraform plan against the proof."""
    at = plan.topology.at
    kept = [r for r in planned.resources if r.actions != ("delete",)]
    findings = (
        *_regions(plan.layout, kept, at),
        *_bedrock(plan.layout, kept, at),
        *_copies(kept, at),
        *_counts(plan.layout, kept, at),
    )
    return Verification(
        findings=findings,
        replaced=tuple(r.address for r in planned.resources if {"create", "delete"} <= set(r.actions)),
        deleted=tuple(r.address for r in planned.resources if r.actions == ("delete",)),
        judged=len(kept),
    )


def _regions(layout: Layout, resources: list[PlannedResource], at: Span) -> Iterator[Diagnostic]:
    known = {region.name for region in layout.regions}
    for resource in resources:
        if not resource.type.startswith("aws_"):
            continue
        if resource.region is None:
            yield _finding(resource, "its region can't be read from the plan", at, Verdict.UNPROVEN)
        elif resource.region not in known:
            words = f"region {resource.region} is not one of the proof's: {', '.join(sorted(known))}"
            yield _finding(resource, words, at)


def _bedrock(layout: Layout, resources: list[PlannedResource], at: Span) -> Iterator[Diagnostic]:
    granted = _granted(layout)
    for resource in resources:
        for statement in _statements(resource):
            for arn in _BEDROCK_ARN.findall(json.dumps(statement.get("Resource", ""))):
                if statement.get("Effect") == "Allow" and _ACCOUNT.sub("::", arn) not in granted:
                    yield _finding(resource, f"{arn} is not granted by the proof", at)


def _granted(layout: Layout) -> frozenset[str]:
    """Every ARN of the proof, without account ids."""
    grants = [g for work in layout.gateways for g in work.grants]
    grants += [g for direct in layout.direct.values() for g in direct]
    partition = layout.regions[0].partition
    models = {arn for grant in grants for arn in foundation_model_arns(grant, partition)}
    profiles = {
        f"arn:{partition}:bedrock:{grant.source_region}::inference-profile/{grant.profile}"
        for grant in grants
        if grant.profile
    }
    return frozenset(models | profiles)


def _statements(resource: PlannedResource) -> Iterator[dict[str, object]]:
    """Statements of the IAM policies that a resource carries."""
    for name in ("policy", "assume_role_policy"):
        text = resource.values.get(name)
        if isinstance(text, str):
            try:
                document = json.loads(text)
            except ValueError:
                continue
            statements = document.get("Statement", []) if isinstance(document, dict) else []
            yield from [statements] if isinstance(statements, dict) else statements


def _copies(resources: list[PlannedResource], at: Span) -> Iterator[Diagnostic]:
    for resource in resources:
        if resource.type in _COPIES or resource.values.get("replica"):
            yield _finding(resource, "it copies data to a place that the proof doesn't know", at)


def _counts(layout: Layout, resources: list[PlannedResource], at: Span) -> Iterator[Diagnostic]:
    """What is billed by the piece stands in the plan as often as in the bill."""
    planned = Counter(resource.type for resource in resources)
    for kind, billed in billed_counts(layout).items():
        if planned[kind] != billed:
            yield Diagnostic(
                code="EVD003",
                severity=Severity.ERROR,
                verdict=Verdict.VIOLATED,
                message=f"the Terraform plan has {planned[kind]} {kind}, the bill {billed}",
                at=at,
                because=Fact(f"the bill counts {billed}", at),
                fixes=(Fix("run `topoplan plan` again, and see what changed by hand"),),
                path=(kind,),
                offending=(str(planned[kind]),),
            )


def billed_counts(layout: Layout) -> dict[str, int]:
    """Resource type to how many of it the bill rests on."""
    networks = layout.networks
    return {
        "aws_nat_gateway": sum(len(n.zones) for n in networks if n.nat),
        "aws_vpc_endpoint": sum(len(n.interface_endpoints) + 1 for n in networks),
        "aws_lb": len(layout.gateways) + len(layout.pools),
        "aws_eks_cluster": len(layout.clusters),
        "aws_eks_node_group": len(layout.clusters) + len(layout.pools),
        "aws_ecs_service": len(layout.gateways),
        "aws_kms_key": len(layout.regions),
        "aws_secretsmanager_secret": len(layout.secrets),
    }


def _finding(
    resource: PlannedResource, why: str, at: Span, verdict: Verdict = Verdict.VIOLATED
) -> Diagnostic:
    return Diagnostic(
        code="EVD003",
        severity=Severity.ERROR,
        verdict=verdict,
        message=f"{resource.address}: {why}",
        at=at,
        because=Step(
            f"planned: {resource.address} ({resource.type})",
            "and nothing may be applied that the proof doesn't cover",
            (Fact("the spec that was proved", at),),
        ),
        fixes=(Fix("put it into the spec, so that it is proved, or take it out"),),
        path=(resource.address,),
        offending=(why,),
    )


