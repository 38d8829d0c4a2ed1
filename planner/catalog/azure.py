"""Azure OpenAI: in which regions a model can be deployed, by the type of deployment."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Table
from planner.diagnostics import Row
from planner.values import value


@value
class Deployed:
    """Where Azure deploys a model, in whatever version."""

    regions: frozenset[str]
    version: str
    """The newest."""
    row: Row
    """Of the newest version."""


class Deployments:
    """Regions by deployment type and model."""

    def __init__(self, folder: Path) -> None:
        self._rows = Index(Table(folder, "azure_openai_regions.csv"), "mode", "model")

    def find(self, mode: str, model: str) -> Deployed | None:
        """None where no source lists the model in the mode."""
        records = self._rows.all(mode, model)
        if not records:
            return None
        regions = {region for record in records for region in record.words("regions")}
        newest = records[-1]
        return Deployed(frozenset(regions), newest.required("version"), newest.row)

    def covers(self, mode: str, region: str) -> bool:
        """Whether a source lists the region in a mode at all: silence about others says nothing."""
        return (mode, region) in self._covered

    @cached_property
    def _covered(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (mode, region)
            for mode, model in self._rows
            for record in self._rows.all(mode, model)
            for region in record.words("regions")
        )
