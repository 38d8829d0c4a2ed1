"""Plan to a changed cloud: write, init, plan, verify, ask, apply that very planfile.

render -> (expect) -> claim and write -> preflight -> init -> plan -> show -> verify -> ask
    -> apply -> outputs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any
from urllib.parse import quote

from planner.applying.workplace import Workplace
from planner.catalog import Region, building
from planner.errors import (
    OverBudget,
    RuleViolation,
    StaleError,
    TerraformError,
    TopoplanError,
    UsageError,
)
from planner.pipeline import Plan
from planner.planfile import PlannedTree, read_planfile
from planner.preflight import (
    Health,
    await_health,
    bucket_exists,
    ensure_bucket,
    identify,
    room,
    state_bucket_name,
)
from planner.terraform import (
    ApplySummary,
    Difference,
    Event,
    PlanSummary,
    Terraform,
    Tree,
    Verification,
    claimed,
    compare,
    edit_that_builds,
    gateway_name,
    refuse_dead_endpoint,
    state_commands,
    strangers,
    verify,
    write,
)
from planner.topology import Gateway
from planner.values import value

_NOT_EMULATED = ("azurerm", "gcs", "object_storage")
"""Backends that the sandbox has nothing for; AWS's is emulated."""

_HTTP_BACKEND = 'terraform {\n  backend "http" {}\n}\n'
_INTO_THE_SPEC = "put them into the spec, so that they are proved and priced, or take them out"
_OWN_ROOT = (
    "an edit may change what is proved, and build nothing beside it: move it into a root of its "
    "own, outside of the tree, run `topoplan plan` with --adopt for what is left of the edit, and "
    "let `topoplan verify PLAN --spec SPEC --foreign` judge that root's plan"
)
_OVERRIDE = "infra/backend_override.tf"
"""Where the sandbox says so, for one run."""

Say = Callable[[str], None]
Ask = Callable[[str], bool]


@value
class Choices:
    """What the user decides about a run."""

    expect: str | None = None
    """The digest that was reviewed; any other tree is refused."""
    locked: bool = False
    """Whether the folder has to hold the tree already, as it was reviewed."""
    overwrite: bool = False
    """Whether files edited by hand may be replaced."""
    skip_preflight: bool = False
    dry_run: bool = False
    """Whether to stop where it would ask."""
    patience_s: int = 300
    """How long to wait for the tasks of a gateway that was changed; 0 doesn't ask."""


@value
class Preview:
    """What Terraform would do, and whether the proof covers it."""

    summary: PlanSummary
    planned: PlannedTree
    verification: Verification | None
    """None for a destruction, which no proof has to cover."""


@value
class Applied:
    """What an apply did."""

    tree: Tree
    written: Difference
    preview: Preview
    applied: ApplySummary | None
    """None where there was nothing to do, or nothing but to show it."""
    outputs: Mapping[str, Any] = field(repr=False)
    settled: bool | None
    """Whether a second plan found nothing to do; None where it was not asked."""
    health: tuple[Health, ...]
    """Of the gateways; empty where nothing changed, and in the sandbox, where no task runs."""

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """Resource types that were planned and how many of each, most first."""
        types = Counter(resource.type for resource in self.preview.planned.resources)
        return tuple(types.most_common())


@value
class Destroyed:
    """What a destroy did."""

    destroyed: int


@value
class Narrator:
    """How a run speaks: a line a step, an event a thing that Terraform does, a question."""

    say: Say
    on_event: Callable[[Event], None]
    ask: Ask
    show: Callable[[Preview], None]


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
    with claimed(folder):
        written = _laid(tree, folder, place, choices)
        terraform = place.terraform(folder / "infra", narrator.on_event)
        _connect(plan, terraform, place, choices, narrator)
        with _planfile() as planfile:
            preview = _preview(plan, tree, terraform, planfile, narrator)
            applied = None
            if preview.summary.changes and not choices.dry_run:
                _consent(narrator, "apply this?", "nothing was applied")
                narrator.say("applying the plan that was shown")
                applied = terraform.apply(planfile)
        settled = _settled(terraform, narrator) if place.sandbox and applied else None
        outputs = {} if choices.dry_run else terraform.outputs()
    well = _health(plan, place, choices, narrator) if applied and not place.sandbox else ()
    return Applied(tree, written, preview, applied, outputs, settled, well)


def destroy(
    plan: Plan, tree: Tree, folder: Path, place: Workplace, choices: Choices, narrator: Narrator
) -> Destroyed:
    """Remove everything that was applied from `folder`; the state bucket is left.

    Raises:
        TerraformError, CloudError: with the state sound and the next step named.
    """
    with claimed(folder):
        _laid(tree, folder, place, choices)
        terraform = place.terraform(folder / "infra", narrator.on_event)
        if not _connect(plan, terraform, place, choices, narrator, to_destroy=True):
            return Destroyed(0)
        with _planfile() as planfile:
            narrator.say("planning what to destroy")
            summary = terraform.plan(planfile, destroy=True)
            planned = read_planfile(terraform.show(planfile))
            narrator.show(Preview(summary, planned, verification=None))
            if not summary.changes:
                return Destroyed(0)
            _consent(narrator, f"destroy {summary.destroy} resource(s)?", "nothing was destroyed")
            narrator.say("destroying")
            return Destroyed(terraform.apply(planfile).destroy)


def _laid(tree: Tree, folder: Path, place: Workplace, choices: Choices) -> Difference:
    """The tree in its folder, and nothing beside it that Terraform would read too.

    Raises:
        StaleError: naming the files.
    """
    if choices.locked and not compare(tree, folder).is_empty:
        raise StaleError(
            f"{folder} is not what the spec renders to",
            mend="`topoplan plan --check` shows where; write, review and commit the new tree",
        )
    if place.sandbox:
        (folder / _OVERRIDE).unlink(missing_ok=True)
    written = write(tree, folder, overwrite=choices.overwrite)
    if found := strangers(tree, folder):
        raise StaleError(
            f"Terraform would read {', '.join(found)} in {folder}, which is no part of the tree",
            mend="move it into a root of its own; whatever is applied here has to be proved",
        )
    return written


def _preview(
    plan: Plan, tree: Tree, terraform: Terraform, planfile: Path, narrator: Narrator
) -> Preview:
    """Terraform's plan, held against the proof.

    Raises:
        RuleViolation: the proof doesn't cover it.
    """
    narrator.say("planning")
    summary = terraform.plan(planfile)
    planned = read_planfile(terraform.show(planfile))
    verification = verify(plan, planned)
    preview = Preview(summary, planned, verification)
    narrator.show(preview)
    _covered(verification, tree)
    return preview


def _consent(narrator: Narrator, question: str, otherwise: str) -> None:
    if not narrator.ask(question):
        raise UsageError(otherwise, mend="answer yes, or pass --auto-approve")


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
    plan: Plan,
    terraform: Terraform,
    place: Workplace,
    choices: Choices,
    narrator: Narrator,
    *,
    to_destroy: bool = False,
) -> bool:
    """Whatever has to be true before Terraform can plan, then `init`.

    Returns:
        False if there is nothing to destroy, since there never was a place for a state.
    """
    _refuse_unsaved_state(terraform)
    refuse_dead_endpoint(place.environ)
    if not (choices.skip_preflight or place.sandbox or to_destroy):
        _require_room(plan, place, narrator)
        for unasked in _unasked(plan):
            narrator.say(unasked)
    backend: dict[str, str] = {}
    aws, state = homes_of(plan).get("aws"), plan.topology.state
    if aws is not None:
        identity = identify(place.environ, aws.name)
        narrator.say(f"acting as {identity.arn}")
        if state.backend == "s3":
            name = state_bucket_name(plan.topology, identity)
            if to_destroy and not bucket_exists(name, state, place.environ):
                return False
            if ensure_bucket(name, state, place.environ):
                narrator.say(f"made the state bucket {name}: versioned, encrypted, private")
            if state.is_named_at_init:
                backend["bucket"] = name
    if place.states is not None and state.backend in _NOT_EMULATED:
        narrator.say(f"the state is kept in memory here: no {state.backend} is emulated")
        (terraform.folder.parent / _OVERRIDE).write_text(_HTTP_BACKEND, encoding="utf-8")
        backend["address"] = f"{place.states}/{quote(terraform.folder.as_posix())}"
    narrator.say(f"init with {place_of(terraform)}")
    _init(terraform, backend, () if place.sandbox else state_commands(state))
    return True


def _init(terraform: Terraform, backend: Mapping[str, str], place: tuple[str, ...]) -> None:
    """`init`; where it fails, with the commands of `place`, which topoplan leaves to the user.

    Raises:
        TerraformError: it fails.
    """
    try:
        terraform.init(backend)
    except TerraformError as error:
        if not place:
            raise
        lines = "".join(f"\n     {line}" for line in place)
        raise TerraformError(
            error.message,
            mend=f"{error.mend}; if the state has no place yet, make it first:{lines}",
        ) from error


def _unasked(plan: Plan) -> Iterator[str]:
    """What nobody asks beforehand of each cloud but AWS."""
    kept = plan.topology.state.region
    for name in homes_of(plan):
        pools = [pool.id for pool in plan.topology.gpu_pools if pool.region.cloud == name]
        unknown = [
            "who acts",
            *([f"whether there is room for {', '.join(pools)}"] if pools else ()),
            *(["whether the state has its place"] if kept and kept.cloud == name else ()),
        ]
        if name != "aws":
            yield f"not asked of {name}: {', '.join(unknown)}"


def homes_of(plan: Plan) -> Mapping[str, Region]:
    """Each cloud that an apply speaks to, with a region of it: one may only keep the state."""
    kept = plan.topology.state.region
    return {**({kept.cloud: kept} if kept else {}), **plan.layout.homes}


def _refuse_unsaved_state(terraform: Terraform) -> None:
    """An earlier apply that could not save its state left it here: going on would lose it."""
    unsaved = terraform.folder / "errored.tfstate"
    if unsaved.exists():
        program = f"{terraform.binary.product} -chdir={terraform.folder}"
        raise TerraformError(
            f"an earlier apply could not save its state, and left it in {unsaved}",
            mend=f"save it: {program} init && {program} state push errored.tfstate; "
            "then remove that file, and run the same command again",
        )


def place_of(terraform: Terraform) -> str:
    """The binary's product and version."""
    return f"{terraform.binary.product} {'.'.join(map(str, terraform.binary.version))}"


def _require_room(plan: Plan, place: Workplace, narrator: Narrator) -> None:
    """Raises TopoplanError where AWS says that nodes of a GPU pool would not start."""
    found = room(plan.topology, place.environ)
    for unknown in found.unknown:
        narrator.say(f"not known whether there is room: {unknown}")
    if found.shortages:
        lines = (f"     {', '.join(s.pools)}: {s.why}\n       {s.mend}" for s in found.shortages)
        raise TopoplanError(
            "the account has no room for the GPU pools:\n" + "\n".join(lines),
            mend="mend it as above, or go on at your own risk with --skip-preflight",
        )


def _covered(verification: Verification, tree: Tree) -> None:
    if verification.holds:
        return
    own = {
        address: place
        for address in verification.undeclared
        if (place := edit_that_builds(tree, address)) is not None
    }
    told = "".join(
        f"\n     {address}: {place} builds it, in an edit that was adopted"
        for address, place in own.items()
    )
    raise RuleViolation(
        f"the Terraform plan does {len(verification.findings)} thing(s) that the proof doesn't "
        f"cover; nothing was applied{told}",
        mend=_OWN_ROOT if own else _INTO_THE_SPEC,
    )


def _health(
    plan: Plan, place: Workplace, choices: Choices, narrator: Narrator
) -> tuple[Health, ...]:
    """How AWS's gateways are, once Terraform is done and the tree is free again.

    AWS alone is asked; of the others it is said what Terraform has waited for.
    """
    gateways = [work.gateway for work in plan.layout.gateways]
    if not gateways or not choices.patience_s:
        return ()
    for gateway in gateways:
        if gateway.region.cloud != "aws":
            narrator.say(_not_asked(gateway))
    asked = [
        (gateway_name(plan.topology, gateway), gateway.region.name)
        for gateway in gateways
        if gateway.region.cloud == "aws"
    ]
    if not asked:
        return ()
    narrator.say("waiting for the gateways")
    return await_health(
        asked,
        place.environ,
        patience_s=choices.patience_s,
        sleep=sleep,
        say=narrator.say,
    )


def _not_asked(gateway: Gateway) -> str:
    """What is known of a gateway that nobody asks how it is."""
    cloud = gateway.region.cloud
    if building(cloud).gateway_awaited:
        return f"not asked of {cloud} how {gateway.id} is: Terraform waited until it answered"
    return (
        f"not asked of {cloud} how {gateway.id} is, and Terraform doesn't wait for it: ask its "
        "/health/readiness from inside its network"
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
