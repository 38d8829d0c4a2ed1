"""What a run does, as it does it: a line for each step, and never a long silence."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from threading import Event as Signal
from threading import Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Self

import click

from planner.applying import Narrator, Preview
from planner.cli.terminal import say
from planner.planfile import PlannedResource, PlannedTree
from planner.terraform import Event

_ENDED = {"apply_complete": "✓", "apply_errored": "✗"}
_OF_NO_CONCERN = {
    # Terraform adds the checksums of another platform when it first runs on one
    "Incomplete lock file information for providers",
}
_UNDERWAY = {"apply_start", "apply_progress", "refresh_start"}
_TICK_S = 0.5
_PATIENCE_S = {True: 2.0, False: 10.0}
"""Seconds without a word after which what is under way is told: on a terminal, and elsewhere."""
_LISTED = 20
_CLEAR_LINE = "\r\x1b[K"


class Progress:
    """The words of one run, on standard error; while it lasts, silences are broken."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._started = self._told = monotonic()
        self._underway = ""
        self._transient = False
        self._ended = Signal()
        self._writing = Lock()
        self._ticking = Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        if not self._quiet:
            self._ticking.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        with self._writing:
            self._clear()
            self._underway = ""

    def step(self, what: str) -> None:
        """A step of ours begins, or something is worth saying."""
        self._underway = what
        self._say(what)

    def during(self, what: str) -> None:
        """Something is under way that is told only where it takes long."""
        self._underway = what

    def on_event(self, event: Event) -> None:
        """Something that Terraform does."""
        if event.kind in _UNDERWAY:
            self._underway = f"{event.action or 'reading'} {event.address}"
        elif words := _told(event):
            self._say(f"{self._clock()} {words}")

    def ask(self, question: str) -> bool:
        """Yes or no; no where nobody is there to answer."""
        with self._writing:
            self._clear()
            try:
                return click.confirm(question, err=True)
            except click.Abort:
                click.echo(err=True)
                return False

    def show(self, lines: Iterable[str]) -> None:
        """Lines that are told even with --quiet."""
        with self._writing:
            self._clear()
            for line in lines:
                say(line)

    def _say(self, text: str) -> None:
        if self._quiet:
            return
        with self._writing:
            self._clear()
            say(text)
            self._told = monotonic()

    def _clock(self) -> str:
        return f"{monotonic() - self._started:6.0f} s"

    def _tick(self) -> None:
        while not self._ended.wait(_TICK_S):
            with self._writing:
                if self._underway and monotonic() - self._told > _PATIENCE_S[self._terminal]:
                    self._tell_underway()

    def _tell_underway(self) -> None:
        line = f"{self._clock()} … {self._underway}"
        if self._terminal:
            self._clear()
            width = get_terminal_size().columns - 1
            click.echo(line[:width], err=True, nl=False)
            self._transient = True
        else:
            say(line)
            self._told = monotonic()

    def _clear(self) -> None:
        if self._transient:
            click.echo(_CLEAR_LINE, err=True, nl=False)
            self._transient = False


def _told(event: Event) -> str:
    """The words for an event that is worth a line; none for the others."""
    if event.kind == "interrupt":
        return f"! {event.message}"
    if event.kind in _ENDED and event.action != "read":
        took = f" ({event.elapsed_s} s)" if event.elapsed_s else ""
        return f"{_ENDED[event.kind]} {event.action} {event.address}{took}"
    said = event.diagnostic
    if said is not None and said.severity == "warning" and said.summary not in _OF_NO_CONCERN:
        return f"! {said.summary}"
    return ""


def narrator(progress: Progress, *, auto_approve: bool, quiet: bool) -> Narrator:
    """How a run speaks on the command line; whoever is asked is shown what about."""

    def show(preview: Preview) -> None:
        progress.show(_objections(preview))
        if not (quiet and auto_approve):
            progress.show(_previewed(preview))

    return Narrator(
        say=progress.step,
        on_event=progress.on_event,
        ask=(lambda _: True) if auto_approve else progress.ask,
        show=show,
    )


def _previewed(preview: Preview) -> Iterator[str]:
    """What is about to happen: additions by module, all that touches what is there by name."""
    verification = preview.verification
    if verification is not None and verification.holds:
        yield f"proof: covers all {verification.judged} planned resources"
    summary, planned = preview.summary, preview.planned
    outputs = ", and outputs" if summary.changes and not _touched(planned) else ""
    yield (
        f"plan: {summary.add} to add, {summary.change} to change, "
        f"{summary.destroy} to destroy{outputs}"
    )
    yield from _listed("changed behind Terraform's back:", summary.drifted)
    modules = Counter(_module(r) for r in planned.resources if r.actions == ("create",))
    for module, count in sorted(modules.items()):
        yield f"  + {module}: {count}"
    yield from _listed("~", [r.address for r in planned.resources if r.actions == ("update",)])
    yield from _listed("replaces", [_with_outage(r) for r in planned.resources if r.is_replaced])
    deleted = [r.address for r in planned.resources if r.actions == ("delete",)]
    yield from _listed("-", deleted)


def _touched(planned: PlannedTree) -> bool:
    return any(resource.actions != ("no-op",) for resource in planned.resources)


def _module(resource: PlannedResource) -> str:
    return resource.place.removesuffix(f".{resource.type}.{resource.name}")


def _with_outage(resource: PlannedResource) -> str:
    outage = " (an outage of the pool)" if resource.type == "aws_eks_node_group" else ""
    return f"{resource.address}{outage}"


def _listed(mark: str, addresses: Iterable[str]) -> Iterator[str]:
    every = list(addresses)
    for address in every[:_LISTED]:
        yield f"  {mark} {address}"
    if len(every) > _LISTED:
        yield f"  {mark} {len(every) - _LISTED} more"


def _objections(preview: Preview) -> Iterator[str]:
    if preview.verification is not None:
        for finding in preview.verification.findings:
            yield f"  {finding.code} {finding.message}"
