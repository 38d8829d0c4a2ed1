"""A new version of a template to what it would change for each consumer; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from planner.catalog import Catalog
from planner.diagnostics import Verdict
from planner.errors import TopoplanError
from planner.spec import Folder, Templates
from planner.templating.consuming import answered, by_default, consumers, updated
from planner.templating.manifest import manifest
from planner.templating.outcome import Outcome, outcome
from planner.templating.record import Record, read_record
from planner.terraform import LOCK
from planner.values import value

_RANK = {Verdict.PROVEN: 0, Verdict.UNPROVEN: 1, Verdict.VIOLATED: 2, None: 3}


@value
class Impact:
    """What an update would do to one consumer."""

    consumer: Path
    release: str
    """The version that it has."""
    before: Outcome | None
    after: Outcome | None
    conflicts: tuple[str, ...]
    refused: str | None
    """Why there is no update to judge, such as a new question; None where there is one."""

    @property
    def changed(self) -> tuple[str, ...]:
        """Files of its Terraform tree that would change, come or go."""
        if self.before is None or self.after is None:
            return ()
        both = {*self.before.files, *self.after.files} - {LOCK}
        before, after = self.before.files, self.after.files
        return tuple(sorted(path for path in both if before.get(path) != after.get(path)))

    @property
    def is_worse(self) -> bool:
        """Whether somebody has to look at it: a conflict, a question, or a verdict that falls."""
        if self.refused or self.conflicts or self.before is None or self.after is None:
            return True
        new = set(self.after.errors) - set(self.before.errors)
        return bool(new) or _RANK[self.after.verdict] > _RANK[self.before.verdict]


def impacts(
    new: Folder, root: Path, catalog: Catalog, today: date, templates: Templates
) -> Iterator[Impact]:
    """What a template would do to each consumer below a folder that was made of it."""
    name = manifest(new).name
    for folder in consumers(root):
        try:
            record = read_record(folder)
        except TopoplanError as refused:
            yield Impact(folder, "", None, None, (), refused.message)
            continue
        if record.name == name:
            yield _impact(record, new, catalog, today, templates)


def _impact(
    record: Record, new: Folder, catalog: Catalog, today: date, templates: Templates
) -> Impact:
    folder = record.folder
    try:
        there = {path: (folder / path).read_text(encoding="utf-8") for path in record.files}
        before = outcome(there, folder, catalog, today, templates)
        asked = manifest(new).questions
        given = {name: answer for name, answer in record.answers.items() if name in asked}
        update = updated(record, new, answered(manifest(new), given, by_default))
    except (TopoplanError, OSError) as refused:
        why = refused.message if isinstance(refused, TopoplanError) else str(refused)
        return Impact(folder, record.release, None, None, (), why)
    after = None if update.conflicts else outcome(update.files, folder, catalog, today, templates)
    return Impact(folder, record.release, before, after, update.conflicts, None)
