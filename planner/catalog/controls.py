"""Controls that clouds offer: what each enforces, by which resource, and what passes it by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.catalog.tables import Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class KnownControl:
    """A row of `controls.csv`."""

    id: str
    """Such as `AWS01`."""
    cloud: str
    layer: str
    """Where it bites: `org`, `iam`, `network`, `service` and so on."""
    does: str
    """What it enforces, as a clause."""
    resource: str
    """Terraform's type; empty where there is none."""
    condition: str
    """The argument or the condition that carries it."""
    gap: str
    """What it doesn't stop; empty where nothing is known."""
    rules: tuple[str, ...]
    """Codes of the rules whose proof it keeps."""
    row: Row


def known_controls(folder: Path) -> Mapping[str, KnownControl]:
    """The rows of `controls.csv` by id."""
    return {known.id: known for known in map(_known, Table(folder, "controls.csv"))}


def _known(record: Record) -> KnownControl:
    return KnownControl(
        id=record.required("id"),
        cloud=record.required("cloud"),
        layer=record.required("layer"),
        does=record.required("does"),
        resource=record.text("resource"),
        condition=record.text("condition"),
        gap=record.text("gap"),
        rules=record.words("rules"),
        row=record.row,
    )


def global_actions(folder: Path, cloud: str) -> tuple[str, ...]:
    """Actions that a cloud answers from one region for the whole world, sorted."""
    table = Table(folder, f"clouds/{cloud}/global_actions.csv")
    return tuple(record.required("action") for record in table)
