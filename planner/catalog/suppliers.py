"""Who else stands behind a service: makers of models, hubs, sub-processors, coming owners."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class Maker:
    """Who made a model, wherever it runs."""

    id: str
    title: str
    home: str
    """Country where the maker is at home, its ultimate parent's where it has one."""
    hub_names: tuple[str, ...]
    """What it is called on Hugging Face."""
    models: tuple[str, ...]
    """Patterns of its models' ids."""
    row: Row


@value
class Hub:
    """A host that weights or container images are pulled from."""

    host: str
    """A name, or a pattern such as `*.amazonaws.com`."""
    operator: str
    row: Row


@value
class Subprocessor:
    """Whom an operator declares to work for it on customers' data."""

    id: str
    does: str
    row: Row


@value
class ChangeOfControl:
    """That an operator has, or is about to have, another owner than its customers chose."""

    owner: str
    country: str
    closed: bool
    """Whether it has happened."""
    note: str
    row: Row


class Suppliers:
    """What is recorded of suppliers, each kind in a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._makers = Table(folder, "model_makers.csv")
        self._hubs = Table(folder, "hubs.csv")
        self._subprocessors = Index(Table(folder, "subprocessors.csv"), "operator")
        self._changes = Index(Table(folder, "changes_of_control.csv"), "operator")

    def maker(self, model: str, *, vendor: str, hf_id: str) -> Maker | None:
        """By the vendor that a table of models names, the name on the hub, or the model's id."""
        organisation = hf_id.partition("/")[0]
        for maker in self.makers:
            if maker.id == vendor or organisation in maker.hub_names:
                return maker
        return next((maker for maker in self.makers if _made(maker, model)), None)

    @cached_property
    def makers(self) -> tuple[Maker, ...]:
        return tuple(map(_maker, self._makers))

    def hub(self, host: str) -> Hub | None:
        for record in self._hubs:
            if fnmatchcase(host, record.required("host")):
                return Hub(record.required("host"), record.required("operator"), record.row)
        return None

    def subprocessors(self, operator: str) -> tuple[Subprocessor, ...]:
        return tuple(
            Subprocessor(record.required("subprocessor"), record.required("does"), record.row)
            for record in self._subprocessors.all(operator)
        )

    def change_of_control(self, operator: str) -> ChangeOfControl | None:
        record = self._changes.newest(operator)
        return _change(record) if record else None


def _made(maker: Maker, model: str) -> bool:
    """Whether a maker's patterns name a model; its id may be headed by a vendor's name."""
    bare = model.lower().rpartition("/")[2]
    return any(fnmatchcase(bare, pattern) for pattern in maker.models)


def _maker(record: Record) -> Maker:
    return Maker(
        id=record.required("maker"),
        title=record.required("title"),
        home=record.required("home"),
        hub_names=record.words("hub_names"),
        models=record.words("models"),
        row=record.row,
    )


def _change(record: Record) -> ChangeOfControl:
    return ChangeOfControl(
        owner=record.required("owner"),
        country=record.required("country"),
        closed=record.flag("closed") is True,
        note=record.text("note"),
        row=record.row,
    )
