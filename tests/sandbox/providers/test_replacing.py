"""What an emulated provider can't change, and makes anew."""

from __future__ import annotations

import tomllib

import pytest

from planner.resources import folder
from planner.sandbox.providers.behaviour import REPLACING, Behaviour, TypeBehaviour, load_behaviour
from planner.sandbox.providers.codec import UNKNOWN, Object, Value
from planner.sandbox.providers.provider import Provider
from planner.sandbox.providers.schema import Attribute, Block, NestedBlock, ProviderSchema
from tests.changes.declared import declared

CLOUDS = {"azurerm": "azure", "google": "gcp", "scaleway": "scaleway"}


def _optional() -> Attribute:
    return Attribute(
        "string",
        required=False,
        optional=True,
        computed=False,
        sensitive=False,
        write_only=False,
        nested=None,
    )


DISK = Block({"kind": _optional(), "size": _optional()}, {})
MACHINE = Block({"name": _optional()}, {"disk": NestedBlock("list", DISK, 0, 2)})
EMPTY = Block({}, {})


def _replacing(*paths: str) -> Provider:
    schema = ProviderSchema("t", "1", "t/t", EMPTY, {"t_machine": MACHINE}, {})
    behaviour = TypeBehaviour(replaces=paths)
    return Provider(schema, Behaviour({}, {"t_machine": behaviour}, TypeBehaviour()))


def _machine(*sizes: Value) -> Object:
    return {"name": "a", "disk": [{"kind": "ssd", "size": size} for size in sizes]}


def test_what_is_inside_a_block_changes_in_place_unless_it_is_named() -> None:
    _, steps = _replacing("disk", "disk.kind").plan("t_machine", _machine("1"), _machine("2"))

    assert steps == []


def test_another_number_of_a_block_replaces() -> None:
    _, steps = _replacing("disk").plan("t_machine", _machine("1"), _machine("1", "2"))

    assert steps == [("disk",)]


def test_an_argument_of_a_block_replaces_where_it_is_named() -> None:
    _, steps = _replacing("disk.size").plan("t_machine", _machine("1"), _machine(UNKNOWN))

    assert steps == [("disk", 0, "size")]


@pytest.mark.parametrize("provider", CLOUDS)
def test_of_each_type_of_our_modules_it_is_known_completely(provider: str) -> None:
    kinds = (path for path in (folder("modules") / CLOUDS[provider]).iterdir() if path.is_dir())
    types = {name for kind in kinds for name in declared(CLOUDS[provider], kind.name, "resource")}
    known = tomllib.loads((REPLACING / f"{provider}.toml").read_text(encoding="utf-8"))

    assert {name for name in types if name.startswith(f"{provider}_")} <= set(known)


@pytest.mark.parametrize("provider", CLOUDS)
def test_what_is_known_completely_needs_no_guess(provider: str) -> None:
    known = tomllib.loads((REPLACING / f"{provider}.toml").read_text(encoding="utf-8"))
    behaviour = load_behaviour(provider)

    for name, table in known.items():
        if isinstance(table, dict):
            assert behaviour.of(name).replaces == tuple(table["replaces"])
            assert table["file"].endswith(".go")
