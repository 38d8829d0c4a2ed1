"""Each line of what no schema tells is about something that the schema has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from planner.sandbox.providers import emulated_names
from planner.sandbox.providers.behaviour import BEHAVIOUR, load_behaviour
from planner.sandbox.providers.checks import JUDGES
from planner.sandbox.providers.schema import Block, ProviderSchema, load_schema

PROVIDERS = sorted(file.stem for file in BEHAVIOUR.glob("*.toml"))


@cache
def _schemas(provider: str) -> list[ProviderSchema]:
    majors = [name for name in emulated_names() if name.startswith(f"{provider}@")]
    beta = ["google-beta@7", "google-beta@8"] if provider == "google" else []
    return [load_schema(name) for name in (*majors, *beta)]


def _blocks(provider: str, type_name: str) -> Iterator[Block]:
    for schema in _schemas(provider):
        if type_name == "provider":
            yield schema.provider
        elif type_name.startswith("data."):
            yield from filter(None, [schema.data_sources.get(type_name.removeprefix("data."))])
        else:
            yield from filter(None, [schema.resources.get(type_name)])


def _has(block: Block, path: str) -> bool:
    name, _, rest = path.partition(".")
    if not rest:
        return name in {*block.attributes, *block.blocks}
    return name in block.blocks and _has(block.blocks[name].block, rest)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_type_is_served(provider: str) -> None:
    for type_name in load_behaviour(provider).types:
        assert any(_blocks(provider, type_name)), type_name


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_path_leads_somewhere_in_some_version(provider: str) -> None:
    behaviour = load_behaviour(provider)
    common = {*behaviour.any_type.replaces, *(behaviour.any_type.values or {})}
    for type_name, of in behaviour.types.items():
        own = {*of.replaces, *of.computed_blocks, *(of.values or {})} - common
        own |= {of.protected_by} if of.protected_by else set()
        for path in own:
            assert any(_has(block, path) for block in _blocks(provider, type_name)), (
                f"{type_name} has no {path}"
            )


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_rule_is_of_a_known_kind_and_about_something(provider: str) -> None:
    for type_name, of in load_behaviour(provider).types.items():
        for rule in of.rules:
            assert set(rule) - {"at"} <= set(JUDGES), rule
            at = rule["at"]
            assert not at or any(_has(block, at) for block in _blocks(provider, type_name)), (
                f"{type_name} has no {at}"
            )
