"""Cluster that nobody administers.

## What it checks
That every GPU pool on AWS names the IAM roles or users who administer its cluster, and every one on
Azure the Entra groups. Other clouds admit to a cluster whom their project admits.

## Why it matters
Nobody but them may use the cluster's Kubernetes API. Without any, the machines start and are paid
for, and no model can be deployed to them.

## Example
A pool without `administrators`.

## Mend
Add `administrators: ["arn:aws:iam::123456789012:role/platform-admin"]`, with your own account and
role; on Azure the object id of a group.

## Sources
https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule

_ADMITS_THE_NAMED = {"aws": "arn:aws:iam::…:role/…", "azure": "00000000-0000-…"}
"""Cloud that admits nobody else to a cluster, to how it names them."""


def judge(case: Case) -> Iterator[Diagnostic]:
    pools = [p for p in case.topology.gpu_pools if p.region.cloud in _ADMITS_THE_NAMED]
    administered = {pool.region.name for pool in pools if pool.administrators}
    for pool in pools:
        if pool.region.name not in administered:
            yield Diagnostic(
                code=RULE.code,
                severity=Severity.WARNING,
                verdict=Verdict.VIOLATED,
                message=f"nobody administers the cluster of `{pool.id}`, so no model is deployed",
                at=pool.at,
                because=Fact("the Kubernetes API admits only whom `administrators` names", pool.at),
                fixes=(Fix(f'add `administrators: ["{_ADMITS_THE_NAMED[pool.region.cloud]}"]`'),),
                path=(pool.id,),
                offending=("administrators",),
            )


RULE = Rule("CAP010", "cluster that nobody administers", "0.1.0", judge)
