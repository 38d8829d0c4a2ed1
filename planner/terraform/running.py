"""Runs Terraform: the one place that changes a cloud."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from planner.errors import TerraformError
from planner.planfile import SENSITIVE
from planner.terraform import process
from planner.terraform.events import Event, read_diagnostic, read_event
from planner.terraform.failures import failure, interrupted, refuse_dead_endpoint
from planner.terraform.locating import Binary
from planner.values import value

_QUIET = {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"}
_CHANGES = 2
"""What `plan -detailed-exitcode` ends with where there is something to do."""
_FIRST_INTERRUPT = "interrupted: waiting for Terraform to stop in good order"
_SECOND_INTERRUPT = (
    "interrupted again: Terraform stops at once, and what it is doing now may be lost to the state"
)


@value
class PlanSummary:
    """What a planfile would do, counted as Terraform does: a replacement is an addition and a
    destruction."""

    add: int
    change: int
    destroy: int
    replaced: tuple[str, ...]
    """Addresses of what is destroyed and made anew."""
    drifted: tuple[str, ...]
    """Addresses of what was changed behind Terraform's back and is to be changed back."""
    changes: bool
    """Whether applying it would do anything, be it to an output."""


@value
class ApplySummary:
    """What an apply has done."""

    add: int
    change: int
    destroy: int


@value
class Terraform:
    """Terraform in one folder. Every method raises TerraformError when Terraform fails."""

    binary: Binary
    folder: Path
    environ: Mapping[str, str] = field(repr=False)
    on_event: Callable[[Event], None] = field(default=lambda _: None, repr=False)

    def init(self, backend_config: Mapping[str, str], *, upgrade: bool = False) -> None:
        """Fetches providers and modules, and connects the state."""
        refuse_dead_endpoint(self.environ)
        settings = [f"-backend-config={name}={value}" for name, value in backend_config.items()]
        self._stream("init", "-json", *settings, *(["-upgrade"] if upgrade else []))

    def validate(self) -> None:
        """Whether the configuration makes sense; needs `init`, but no credentials."""
        finished, output = self._read("validate", "-json")
        said = _json_object(output)
        diagnostics = [read_diagnostic(diagnostic) for diagnostic in said.get("diagnostics", ())]
        if finished.exit_code != 0:
            raise self._failure("validate", diagnostics, finished.stderr)
        for diagnostic in diagnostics:
            self.on_event(Event("diagnostic", diagnostic.summary, diagnostic=diagnostic))

    def plan(self, out: Path, *, destroy: bool = False) -> PlanSummary:
        """Writes a planfile, and says what it would do."""
        refuse_dead_endpoint(self.environ)
        options = ["-json", "-detailed-exitcode", f"-out={out}", *(["-destroy"] if destroy else [])]
        exit_code, events = self._stream("plan", *options, succeeds=(0, _CHANGES))
        counts = _counts(events)
        return PlanSummary(
            add=counts.get("add", 0),
            change=counts.get("change", 0),
            destroy=counts.get("remove", 0),
            replaced=tuple(sorted(_planned(events, "replace"))),
            drifted=_drifted(events),
            changes=exit_code == _CHANGES,
        )

    def show(self, planfile: Path) -> dict[str, Any]:
        """A planfile as JSON; it holds secrets in the clear."""
        return self._document("show", "-json", str(planfile))

    def apply(self, planfile: Path) -> ApplySummary:
        """Does exactly what a planfile says."""
        refuse_dead_endpoint(self.environ)
        _, events = self._stream("apply", "-json", str(planfile))
        counts = _counts(events)
        return ApplySummary(counts.get("add", 0), counts.get("change", 0), counts.get("remove", 0))

    def outputs(self) -> dict[str, Any]:
        """The outputs by name; a sensitive one is masked."""
        outputs = self._document("output", "-json")
        return {
            name: SENSITIVE if output["sensitive"] else output["value"]
            for name, output in outputs.items()
        }

    def _stream(
        self, command: str, *options: str, succeeds: tuple[int, ...] = (0,)
    ) -> tuple[int, list[Event]]:
        """Runs a command that speaks in events, and passes each on."""
        events: list[Event] = []
        told = 0

        def on_line(line: str, interrupts: int) -> None:
            nonlocal told
            for note in (_FIRST_INTERRUPT, _SECOND_INTERRUPT)[told:interrupts]:
                self.on_event(Event("interrupt", note))
            told = interrupts
            event = read_event(line)
            if event is not None:
                events.append(event)
                self.on_event(event)

        finished = self._run((command, *options), on_line, succeeds)
        if finished.exit_code not in succeeds:
            diagnostics = [event.diagnostic for event in events if event.diagnostic]
            raise self._failure(command, diagnostics, finished.stderr)
        return finished.exit_code, events

    def _document(self, command: str, *options: str) -> dict[str, Any]:
        """Runs a command that answers with one JSON object."""
        finished, output = self._read(command, *options)
        if finished.exit_code != 0:
            raise self._failure(command, (), finished.stderr)
        return _json_object(output)

    def _read(self, command: str, *options: str) -> tuple[process.Finished, str]:
        lines: list[str] = []
        finished = self._run((command, *options), lambda line, _: lines.append(line))
        return finished, "".join(lines)

    def _run(
        self,
        arguments: Sequence[str],
        on_line: process.OnLine,
        succeeds: tuple[int, ...] = (0,),
    ) -> process.Finished:
        command: tuple[str | Path, ...] = (
            self.binary.path,
            arguments[0],
            "-no-color",
            *arguments[1:],
        )
        try:
            finished = process.run(command, self.folder, {**self.environ, **_QUIET}, on_line)
        except OSError as error:
            raise TerraformError(f"{self.binary.path} can't be started: {error}") from error
        if finished.interrupts:
            raise interrupted(
                arguments[0],
                self.binary.product,
                self.folder,
                times=finished.interrupts,
                finished=finished.exit_code in succeeds,
            )
        return finished

    def _failure(self, command: str, diagnostics: Sequence[Any], stderr: str) -> TerraformError:
        return failure(command, self.binary.product, self.folder, diagnostics, stderr)


def _counts(events: Sequence[Event]) -> Mapping[str, int]:
    """Those of the last summary: an apply begins with that of its plan."""
    return next((event.counts for event in reversed(events) if event.counts), {})


def _planned(events: Sequence[Event], *actions: str) -> set[str]:
    planned = (event for event in events if event.kind == "planned_change")
    return {event.address for event in planned if not actions or event.action in actions}


def _drifted(events: Sequence[Event]) -> tuple[str, ...]:
    """Without what is not planned to change: after its creation nearly everything is said to have
    drifted, from no tags to an empty map of them."""
    drifted = {event.address for event in events if event.kind == "resource_drift"}
    return tuple(sorted(drifted & _planned(events)))


def _json_object(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    return document if isinstance(document, dict) else {}
