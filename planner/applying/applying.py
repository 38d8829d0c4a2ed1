"""Plan to a changed cloud: write, init, plan, verify, ask, apply that very planfile.

    render -> (expect) -> write -> preflight -> init -> plan -> show -> verify -> ask -> apply -> outputs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from planner.applying.workplace import Workplace
from planner.errors import OverBudget, RuleViolation, StaleError, TopoplanError, UsageError
from planner.pipeline import Plan
from planner.preflight import ensure_bucket, identify, shortages, state_bucket_name
from planner.terraform import (
    ApplySummary,
    Difference,
    Event,
    PlanSummary,
    Terraform,
    Tree,
    Verification,
    read_planfile,
    verify,
    write,
)

Say = Callable[[str], None]
Ask = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decides about a run."""

    expect: str | None = None
    """The digest that was reviewed; any other tree is refused."""
    overwrite: bool = False
    """Whether files edited by hand may be replaced."""
    skip_preflight: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """What an apply did."""

    tree: Tree
    written: Difference
    planned: PlanSummary
    verification: Verification
    applied: ApplySummary | None
    """None where there was nothing to do."""
    outputs: Mapping[str, Any] = field(repr=False)
    kinds: tuple[tuple[str, int], ...]
    """Resource types that were planned and how many of each, most first."""
    settled: bool | None
    """Whether a second plan found nothing to do; None where it was not asked."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What a destroy did."""

    destroyed: int


@dataclass(frozen=True, slots=True)
class Narrator:
    """How a run speaks: a line for each step, an event for each thing Terraform does, a question."""

    say: Say
    on_event: Callable[[Event], None]
    ask: Ask
    show: Callable[[PlanSummary, Verification], None]


def admit(plan: Plan) -> None:
    """Refuse a plan that a rule stands against.

    Raises:
        RuleViolation, OverBudget: with the number of findings; `check` shows them.
    """
    if plan.exit_code == 0:
        return
    codes = ", ".join(sorted({finding.code for finding in plan.errors}))
    kind = RuleViolation if plan.exit_code == RuleViolation.exit_code else OverBudget
    raise kind(
        f"{len(plan.errors)} finding(s) stand against applying it: {codes}",
        mend="`topoplan check` shows each with its proof; mend the spec, or waive with a reason",
    )


def apply(
    plan: Plan, tree: Tree, folder: Path, place: Workplace, choices: Choices, narrator: Narrator
) -> Applied:
    """Bring the cloud to what `plan` says; `tree` is its rendering and `folder` where it lives.

    Raises:
        StaleError: the tree isn't the one that was reviewed, or was edited by hand.
        RuleViolation: the Terraform plan does something that the proof doesn't cover.
        TerraformError, CloudError: with the state sound and the next step named.
    """
    expected(tree, choices.expect)
    written = write(tree, folder, overwrite=choices.overwrite)
    terraform = place.terraform(folder / "infra", narrator.on_event)
    _connect(plan, terraform, place, choices, narrator)
    with _planfile() as planfile:
        narrator.say("planning")
        summary = terraform.plan(planfile)
        planned = read_planfile(terraform.show(planfile))
        verification = verify(plan, planned)
        narrator.show(summary, verification)
        _covered(verification)
        applied = None
        if summary.changes:
            if not narrator.ask("apply this?"):
                raise UsageError("nothing was applied", mend="answer yes, or pass --auto-approve")
            narrator.say("applying the plan that was shown")
            applied = terraform.apply(planfile)
    settled = _settled(terraform, narrator) if place.sandbox else None
    return Applied(
        tree=tree,
        written=written,
        planned=summary,
        verification=verification,
        applied=applied,
        outputs=terraform.outputs(),
        kinds=tuple(Counter(resource.type for resource in planned.resources).most_common()),
        settled=settled,
    )


def destroy(
    plan: Plan, tree: Tree, folder: Path, place: Workplace, choices: Choices, narrator: Narrator
) -> Destroyed:
    """Remove everything that was applied from `folder`; the state bucket is left.

    Raises:
        TerraformError, CloudError: with the state sound and the next step named.
    """
    write(tree, folder, overwrite=choices.overwrite)
    terraform = place.terraform(folder / "infra", narrator.on_event)
    skipping = Choices(choices.expect, choices.overwrite, skip_preflight=True)
    _connect(plan, terraform, place, skipping, narrator)
    with _planfile() as planfile:
        narrator.say("planning what to destroy")
        summary = terraform.plan(planfile, destroy=True)
        if not summary.changes:
            return Destroyed(0)
        if not narrator.ask(f"destroy {summary.destroy} resource(s)?"):
            raise UsageError("nothing was destroyed", mend="answer yes, or pass --auto-approve")
        return Destroyed(terraform.apply(planfile).destroy)


def expected(tree: Tree, digest: str | None) -> None:
    """Refuse a tree that isn't the reviewed one.

    Raises:
        StaleError: the digests differ.
    """
    if digest is not None and digest.removeprefix("sha256:") != tree.digest.removeprefix("sha256:"):
        raise StaleError(
            f"the spec renders to {tree.digest}, which is not the reviewed {digest}",
            mend="review the new tree: `topoplan plan` prints its digest and what changed",
        )


def _connect(
    plan: Plan, terraform: Terraform, place: Workplace, choices: Choices, narrator: Narrator
) -> None:
    """Whatever has to be true before Terraform can plan, then `init`."""
    backend: dict[str, str] = {}
    home = plan.layout.regions[0].name
    identity = identify(place.environ, home)
    narrator.say(f"acting as {identity.arn}")
    if not choices.skip_preflight and not place.sandbox:
        _room(plan, place)
    if plan.topology.state.backend == "s3":
        name = state_bucket_name(plan.topology, identity)
        if ensure_bucket(name, plan.topology.state, place.environ):
            narrator.say(f"made the state bucket {name}: versioned, encrypted, private")
        if plan.topology.state.bucket is None:
            backend["bucket"] = name
    narrator.say(f"init with {place_of(terraform)}")
    terraform.init(backend)


def place_of(terraform: Terraform) -> str:
    """The binary's product and version."""
    return f"{terraform.binary.product} {'.'.join(map(str, terraform.binary.version))}"


def _room(plan: Plan, place: Workplace) -> None:
    found = shortages(plan.topology, place.environ)
    if found:
        lines = "\n".join(f"     {s.pool}: {s.why}\n       {s.mend}" for s in found)
        raise TopoplanError(
            f"the account has no room for {len(found)} GPU pool(s):\n{lines}",
            mend="mend it as above, or go on at your own risk with --skip-preflight",
        )


def _covered(verification: Verification) -> None:
    if not verification.holds:
        first = verification.findings[0]
        raise RuleViolation(
            f"the Terraform plan does {len(verification.findings)} thing(s) that the proof doesn't "
            f"cover; nothing was applied. First: {first.message}",
            mend="`topoplan verify` shows all of them",
        )


def _settled(terraform: Terraform, narrator: Narrator) -> bool:
    """Whether a second plan finds nothing to do: that the tree says what it means."""
    narrator.say("planning again, to see that nothing is left to do")
    with _planfile() as planfile:
        return not terraform.plan(planfile).changes


@contextmanager
def _planfile() -> Iterator[Path]:
    """A planfile that is gone afterwards: it holds secrets in the clear."""
    with TemporaryDirectory(prefix="topoplan-") as folder:
        yield Path(folder) / "plan.tfplan"
