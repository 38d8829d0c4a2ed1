"""What Terraform does, as it does it: one line for each resource that begins or ends."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from planner.cli.terminal import say
from planner.terraform import Event, PlanSummary, Verification

_SHOWN = {
    "apply_complete": "✓",
    "apply_errored": "✗",
    "interrupt": "!",
}
_EVERY_S = 10.0
_LISTED = 20


def follow(*, quiet: bool) -> Callable[[Event], None]:
    """A listener that prints to standard error; long waits are told every ten seconds."""
    started = monotonic()
    last_told = [started]

    def on_event(event: Event) -> None:
        now = monotonic()
        if event.kind == "apply_progress":
            if now - last_told[0] < _EVERY_S:
                return
            mark = "…"
        elif event.kind in _SHOWN:
            mark = _SHOWN[event.kind]
        elif event.diagnostic is not None and event.diagnostic.severity == "warning":
            say(f"  ! {event.diagnostic.summary}", quiet=quiet)
            return
        else:
            return
        last_told[0] = now
        words = event.message if event.kind == "interrupt" else f"{event.action} {event.address}"
        took = f" ({event.elapsed_s} s)" if event.elapsed_s else ""
        say(f"{now - started:6.0f} s {mark} {words}{took}", quiet=quiet)

    return on_event


def show_planned(summary: PlanSummary, verification: Verification, *, quiet: bool) -> None:
    """What is about to happen, replacements by name, and whether the proof covers it."""
    say(
        f"plan: {summary.add} to add, {summary.change} to change, {summary.destroy} to destroy",
        quiet=quiet,
    )
    _list("replaces", verification.replaced, quiet=quiet)
    _list("deletes", verification.deleted, quiet=quiet)
    _list("changed behind Terraform's back", summary.drifted, quiet=quiet)
    for finding in verification.findings:
        say(f"  {finding.code} {finding.message}")
    if verification.holds:
        say(f"proof: covers all {verification.judged} planned resources", quiet=quiet)


def _list(what: str, addresses: tuple[str, ...], *, quiet: bool) -> None:
    for address in addresses[:_LISTED]:
        outage = " (an outage of the pool)" if ".aws_eks_node_group." in address else ""
        say(f"  {what} {address}{outage}", quiet=quiet)
    if len(addresses) > _LISTED:
        say(f"  {what} {len(addresses) - _LISTED} more", quiet=quiet)
