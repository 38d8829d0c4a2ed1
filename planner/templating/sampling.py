"""A template over its own sample answers: what each of them comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from planner.catalog import Catalog
from planner.errors import SpecError, TopoplanError, UsageError
from planner.spec import Folder, Templates, parse, plain
from planner.templating.consuming import Made, answered, by_default, made
from planner.templating.manifest import SAMPLES, manifest
from planner.templating.outcome import SPEC, Outcome, outcome
from planner.values import value

EXPECTED = ".expected.yaml"


@value
class Sample:
    """One set of answers, and what came of it."""

    name: str
    outcome: Outcome | None
    """None where the template made nothing of it."""
    refused: str | None
    spec: str
    differs: bool
    """Whether the spec is another one than the sample expects."""

    @property
    def passes(self) -> bool:
        found = self.outcome
        return bool(found and not found.broken and not found.errors and not self.differs)


def samples(
    folder: Folder, into: Path, catalog: Catalog, today: date, templates: Templates
) -> Iterator[Sample]:
    """Each sample of a template, made for a consumer in `into`, of which nothing is written.

    Raises:
        UsageError: it has none.
    """
    named = [path for path in sorted(folder.files) if _is_sample(path)]
    if not named:
        raise UsageError(
            f"{folder.place} has no sample answers",
            mend=f"write some into {SAMPLES}/<name>.yaml, such as `team: search`",
        )
    for path in named:
        expected = folder.files.get(path.with_name(f"{path.stem}{EXPECTED}"))
        try:
            files = _made(folder, path, into)
        except TopoplanError as refused:
            yield Sample(path.stem, None, refused.message, "", differs=False)
            continue
        spec = files.files[SPEC]
        found = outcome(files.files, into, catalog, today, templates)
        differs = expected is not None and expected.text != spec
        yield Sample(path.stem, found, found.broken, spec, differs=differs)


def _is_sample(path: PurePosixPath) -> bool:
    return path.parent == SAMPLES and path.suffix == ".yaml" and not path.name.endswith(EXPECTED)


def _made(folder: Folder, path: PurePosixPath, into: Path) -> Made:
    source = folder.files[path]
    outcome = parse(source)
    if outcome.value is None:
        raise SpecError(outcome.diagnostics, {source.path: source})
    given = plain(outcome.value)
    assert isinstance(given, Mapping)  # noqa: S101 - a table is one
    return made(folder, answered(manifest(folder), given, by_default), into)
