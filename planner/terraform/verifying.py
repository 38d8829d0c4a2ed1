"""A Terraform plan held against the proof: does it keep what the spec proved?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.cost import Line, reconcile
from planner.diagnostics import Diagnostic, Fact, Fix, Proof, Severity, Span, Step, Verdict
from planner.pipeline import Plan
from planner.planfile import PlannedResource, PlannedTree
from planner.terraform.covering import inspect_against
from planner.terraform.majors import module_texts
from planner.terraform.refusing import EXPLANATIONS as OF_REFUSALS
from planner.terraform.refusing import refuse_unbuildable
from planner.terraform.rights import rights_beyond
from planner.terraform.sizes import differing, proven_sizes
from planner.terraform.wiring import kinds, sections
from planner.units import Money
from planner.values import value

EXPLANATIONS = {
    **OF_REFUSALS,
    "EVD003": "A Terraform plan does something that the proof of the spec does not cover: a "
    "resource that the tree does not declare, a region, a copy, a host, a right on Bedrock, a "
    "machine or a size that is not the proof's, or a month that costs otherwise than the bill. "
    "`topoplan apply` applies no such plan. Put what is wanted into the spec, so that it is "
    "proved and priced, or take it out; a resource of your own that no spec has a word for belongs "
    "into a root of its own, whose plan `verify --foreign` judges. Of a plan that topoplan didn't "
    "write (`verify --foreign`, `verify --policy`): data of a resource goes where the proof never "
    "went or the policy doesn't allow, "
    "or nobody can tell where it goes. Such a finding can be waived at the resource's address.",
}

_RESOURCE = re.compile(r'^resource "(\w+)" "(\w+)"', re.MULTILINE)
_MANAGED_POLICY = re.compile(r"arn:[a-z-]+:iam::aws:policy/(?:[\w-]+/)*([\w-]+)")


@value
class Verification:
    """Findings against a Terraform plan, and what it replaces or deletes."""

    findings: tuple[Diagnostic, ...]
    replaced: tuple[str, ...]
    deleted: tuple[str, ...]
    judged: int
    """How many planned resources were looked at."""
    is_of_another_tree: bool = False
    """Whether the spec's tree declares none of them."""
    undeclared: tuple[str, ...] = ()
    """Addresses of those that it doesn't declare."""

    @property
    def holds(self) -> bool:
        return not self.findings


def verify(plan: Plan, planned: PlannedTree) -> Verification:
    """Every resource, region, right and size of a Terraform plan against the proof.

    Raises:
        SpecError: there is no region to build in, or a list of hosts that can't be kept.
    """
    refuse_unbuildable(plan)
    kept = [r for r in planned.resources if r.actions != ("delete",)]
    at = plan.topology.at
    told = (*_resources(plan, kept), *_sent(plan, planned), *_bill(plan, planned))
    declared = _declared(plan)
    undeclared = tuple(r.address for r in kept if r.place not in declared)
    return Verification(
        findings=tuple(_finding(each, at) for each in told),
        replaced=tuple(r.address for r in planned.resources if r.is_replaced),
        deleted=tuple(r.address for r in planned.resources if r.actions == ("delete",)),
        judged=len(kept),
        is_of_another_tree=bool(kept) and len(undeclared) == len(kept),
        undeclared=undeclared,
    )


@value
class _Objection:
    """What the proof does not cover: where in the plan, and why."""

    subject: str
    why: str
    verdict: Verdict = Verdict.VIOLATED


def _resources(plan: Plan, planned: list[PlannedResource]) -> Iterator[_Objection]:
    declared, policies = _declared(plan), _words(plan)
    regions = {region.name for region in plan.layout.regions}
    sizes = proven_sizes(plan.layout)
    for resource in planned:
        reasons = (
            *(() if resource.place in declared else ("the tree does not declare it",)),
            *_region(resource, regions),
            *rights_beyond(plan.layout, resource),
            *_foreign_policy(resource, policies),
            *_replicas(resource),
            *differing(sizes.get(resource.place, {}), resource.values),
        )
        yield from (_Objection(resource.address, why) for why in reasons)
        if _is_nowhere(resource):
            why = "its region can't be read from the plan"
            yield _Objection(resource.address, why, Verdict.UNPROVEN)


def _sent(plan: Plan, planned: PlannedTree) -> Iterator[_Objection]:
    """Copies and hosts that the settings of a resource name, and the proof doesn't."""
    for resource in inspect_against(plan, planned).resources:
        for judged, objection in resource.refusals:
            # models are rights, which have words of their own; its own region is looked at too
            if judged.hop.edge is not None and judged.hop.kind != "model":
                yield _Objection(resource.address, objection.why)


def _is_nowhere(resource: PlannedResource) -> bool:
    return resource.type.startswith("aws_") and resource.region is None


def declared_types(plan: Plan) -> frozenset[str]:
    """Every resource type of the tree that a spec is rendered to.

    Raises:
        SpecError: no tree can be written for it.
    """
    refuse_unbuildable(plan)
    return frozenset(place.split(".")[-2] for place in _declared(plan))


def _declared(plan: Plan) -> frozenset[str]:
    """Address without indices of every resource that the tree's modules declare."""
    return frozenset(
        f"module.{call.name}.{type_}.{name}"
        for section in sections(plan.topology, plan.layout)
        for call in section.calls
        for type_, name in _RESOURCE.findall(_module_text(plan, call.cloud, call.kind))
    )


def _words(plan: Plan) -> frozenset[str]:
    """Every word of the tree's modules, among them the AWS-managed policies that they attach."""
    return frozenset(
        word
        for used in kinds(sections(plan.topology, plan.layout))
        for word in re.findall(r"[\w-]+", _module_text(plan, *used))
    )


def _module_text(plan: Plan, cloud: str, kind: str) -> str:
    texts = module_texts(cloud, kind, plan.topology.majors)
    return "\n".join(text for path, text in texts.items() if path.endswith(".tf"))


def _region(resource: PlannedResource, known: set[str]) -> Iterator[str]:
    if resource.region is not None and resource.region not in known:
        yield f"region {resource.region} is not one of the proof's: {', '.join(sorted(known))}"


def _foreign_policy(resource: PlannedResource, known: frozenset[str]) -> Iterator[str]:
    found = _MANAGED_POLICY.fullmatch(str(resource.values.get("policy_arn", "")))
    if found is not None and found[1] not in known:
        yield f"it attaches the policy {found[1]}, whose rights the proof does not know"


def _replicas(resource: PlannedResource) -> Iterator[str]:
    if resource.values.get("replica"):
        yield "it copies data to a place that the proof doesn't know"


def _bill(plan: Plan, planned: PlannedTree) -> Iterator[_Objection]:
    """What stands all month costs in the plan what it costs in the bill, to the cent.

    What stands nobody knows where has no price: that it is unproven is said of its region.
    """
    if any(_is_nowhere(resource) for resource in planned.resources):
        return
    held = reconcile(planned, plan.bill, plan.layout, plan.catalog, plan.topology.terms)
    for change in held.comparison.changes:
        before, after = _month(change.before), _month(change.after)
        is_known = change.after is None or change.after.monthly is not None
        yield _Objection(
            change.id,
            f"{after} in the Terraform plan, {before} in the bill",
            Verdict.VIOLATED if is_known else Verdict.UNPROVEN,
        )


def _month(line: Line | None) -> str:
    if line is None:
        return "nothing"
    return "no known price" if line.monthly is None else f"{Money(line.monthly.expected)} a month"


def _finding(objection: _Objection, at: Span) -> Diagnostic:
    return Diagnostic(
        code="EVD003",
        severity=Severity.ERROR,
        verdict=objection.verdict,
        message=f"{objection.subject}: {objection.why}",
        at=at,
        because=_because(objection, at),
        fixes=(Fix("put it into the spec, so that it is proved, or take it out"),),
        path=(objection.subject,),
        offending=(objection.why,),
    )


def _because(objection: _Objection, at: Span) -> Proof:
    return Step(
        f"planned: {objection.subject}",
        "and nothing may be applied that the proof doesn't cover",
        (Fact("the spec that was proved", at),),
    )
