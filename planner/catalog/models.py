"""Models: what an API serves under which id, and the shapes of open-weight ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class ApiModel:
    """A model as one kind of provider serves it."""

    kind: str
    name: str
    """The vendor's id without prefix, as a spec writes it."""
    wire_id: str
    """The provider's own id; for Bedrock without the prefix of a profile."""
    vendor: str
    family: str
    task: str
    """`chat` or `embedding`."""
    context_tokens: int | None
    max_output_tokens: int | None
    tools: bool | None
    vision: bool | None
    row: Row


@value
class OpenModel:
    """An open-weight model: what it weighs and what a token of context costs in memory."""

    name: str
    title: str
    hf_id: str
    type: str
    """`dense` or `moe`."""
    params_b: Decimal | None
    active_params_b: Decimal | None
    layers: int | None
    context_tokens: int | None
    kv_elements_per_token: int | None
    """Numbers cached per token: times 2 bytes at 16 bit, times 1 at 8 bit."""
    weights_gb: Mapping[str, Decimal]
    """By precision: bf16, fp8, int4, mxfp4, as far as known."""
    checkpoint_gb: Decimal | None
    """What its Hugging Face repository holds, as it is downloaded."""
    licence: str
    note: str
    row: Row
    hidden: int | None = None
    """Width of a layer's output."""
    heads: int | None = None
    """Of attention's queries."""
    kv_heads: int | None = None
    head_dim: int | None = None
    experts: int | None = None
    """Of a layer; None for a dense model, and where nobody says."""
    experts_per_token: int | None = None
    """Those that one token passes, shared ones not counted."""
    attention: str = ""
    """`full`, `latent` (compressed), `sliding` or `hybrid` (some layers forget); or not known."""
    kv_growing_per_token: int | None = None
    """Of the cached numbers, those of layers that keep the whole context; None: all of them, as
    far as anybody says."""
    kv_window_tokens: int | None = None
    """Tokens that the other layers keep, or that their state weighs as much as."""


class ApiModels:
    """The models of one provider kind, by name and by wire id."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._kind = kind
        table = Table(folder, f"models/{kind}.csv")
        self._by_name = Index(table, "model")
        self._by_wire_id = Index(table, "wire_id")

    def find(self, name: str) -> ApiModel | None:
        record = self._by_name.newest(name) or self._by_wire_id.newest(name)
        return self._model(record) if record else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for (name,) in self._by_name)

    def _model(self, record: Record) -> ApiModel:
        return ApiModel(
            kind=self._kind,
            name=record.required("model"),
            wire_id=record.required("wire_id"),
            vendor=record.text("vendor"),
            family=record.required("family"),
            task=record.required("task"),
            context_tokens=record.integer("context_tokens"),
            max_output_tokens=record.integer("max_output_tokens"),
            tools=record.flag("tools"),
            vision=record.flag("vision"),
            row=record.row,
        )


class OpenModels:
    """Open-weight models by name and by Hugging Face id."""

    def __init__(self, folder: Path) -> None:
        table = Table(folder, "open_models.csv")
        self._by_name = Index(table, "model")
        self._by_hf_id = Index(table, "hf_id")

    def find(self, name: str) -> OpenModel | None:
        record = self._by_name.newest(name) or self._by_hf_id.newest(name)
        return _open_model(record) if record else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for (name,) in self._by_name)


class Equivalents:
    """Which models can stand in for each other."""

    def __init__(self, folder: Path) -> None:
        self._table = Table(folder, "equivalents.csv")

    def of(self, name: str) -> tuple[str, ...]:
        """The other models of all groups that a model is in, in the order of the table."""
        groups = [names for names in self._groups.values() if name in names]
        return tuple(dict.fromkeys(one for names in groups for one in names if one != name))

    @cached_property
    def _groups(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for record in self._table:
            found.setdefault(record.required("group"), []).append(record.required("model"))
        return {group: tuple(names) for group, names in found.items()}


def _open_model(record: Record) -> OpenModel:
    return OpenModel(
        name=record.required("model"),
        title=record.required("name"),
        hf_id=record.required("hf_id"),
        type=record.required("type"),
        params_b=record.decimal("params_b"),
        active_params_b=record.decimal("active_params_b"),
        layers=record.integer("layers"),
        context_tokens=record.integer("context_tokens"),
        kv_elements_per_token=record.integer("kv_elements_per_token"),
        weights_gb=_weights(record),
        checkpoint_gb=record.decimal("checkpoint_gb"),
        licence=record.text("licence"),
        note=record.text("note"),
        row=record.row,
        hidden=record.integer("hidden"),
        heads=record.integer("heads"),
        kv_heads=record.integer("kv_heads"),
        head_dim=record.integer("head_dim"),
        experts=record.integer("experts"),
        experts_per_token=record.integer("experts_per_token"),
        attention=record.text("attention"),
        kv_growing_per_token=record.integer("kv_growing_per_token"),
        kv_window_tokens=record.integer("kv_window_tokens"),
    )


def _weights(record: Record) -> Mapping[str, Decimal]:
    sizes = {name: record.decimal(f"{name}_gb") for name in ("bf16", "fp8", "int4", "mxfp4")}
    return {name: size for name, size in sizes.items() if size is not None}
