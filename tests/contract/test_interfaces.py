"""A kind of module has one interface in every cloud, so that one wiring calls them all.

Values that one module of a cloud gives and another of the same cloud takes are handles: the root
only passes them on, and each cloud gives them a type of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import hcl2
import pytest
from hcl2 import SerializationOptions

from planner import resources

MODULES = resources.folder("modules")
HANDLES = {
    "account",
    "cluster",
    "key",
    "model_access",
    "network",
    "peer",
    "place",
    "topic",
    "vpn",
    "clients.caller",
    "gateways.gateway",
    "pools.address",
    "pools.pool",
}
"""Variables, and attributes of the objects in a map, whose type is a cloud's own."""

OWN: Mapping[str, str] = {
    "aws/bucket variable batch_model_arns": "only Bedrock's batch jobs run as a role of the bucket",
    "aws/bucket variable batch_role": "only Bedrock's batch jobs run as a role of the bucket",
    "azure/bucket variable network": "only Azure reaches a bucket through an endpoint of a network",
    "azure/observability variable openai_accounts": "Azure counts calls by account",
    "aws/bucket output batch_role_arn": "only Bedrock's batch jobs run as a role of the bucket",
    "aws/network variable bedrock_arns": "only Bedrock's private endpoint takes a policy of models",
    "aws/network output bedrock_arns": "only Bedrock's private endpoint takes a policy of models",
    "aws/network variable resolvable_names": "names are filtered by Route 53 alone",
    "aws/network output resolvable_names": "names are filtered by Route 53 alone",
    "azure/vpn_gateway variable inside_addresses": "Azure's gateway lists its addresses inside",
    "aws/observability variable bedrock_models": "Bedrock counts calls by model, in the account",
    "scaleway/gpu_pool output service": "Kapsule makes the load balancer of what an apply gives",
}
"""What one cloud has and others lack, and why: `<cloud>/<kind> variable|output <name>`."""

Interface = Mapping[str, str]
"""`variable <name>` or `output <name>` to its type; an output has none that is written."""


def interface(module: Path) -> Interface:
    """What a module takes and gives; handles are typed `handle`."""
    taken = _blocks(module / "variables.tf", "variable")
    given = _blocks(module / "outputs.tf", "output")
    return {
        **{f"variable {name}": _type(name, block["type"]) for name, block in taken.items()},
        **{f"output {name}": "" for name in given},
    }


def differences(modules: Path, own: Mapping[str, str]) -> list[str]:
    """Where the modules of a kind disagree, and exceptions that are none, each in words."""
    found = []
    for kind, clouds in _kinds(modules).items():
        told = {cloud: interface(modules / cloud / kind) for cloud in clouds}
        for name in sorted({name for each in told.values() for name in each}):
            having = {cloud: each[name] for cloud, each in told.items() if name in each}
            alone = [cloud for cloud in having if f"{cloud}/{kind} {name}" in own]
            lacking = sorted(set(clouds) - set(having))
            if lacking and not alone:
                found.append(f"{kind}: {', '.join(lacking)} lack {name} of {', '.join(having)}")
            if alone and not lacking and len(clouds) > 1:
                found.append(f"{kind}: {name} is no exception of {', '.join(alone)}: all have it")
            if len(set(having.values())) > 1:
                types = "; ".join(f"{type_} in {cloud}" for cloud, type_ in having.items())
                found.append(f"{kind}: {name} is {types}")
    return found


def gone(modules: Path, own: Mapping[str, str]) -> list[str]:
    """Exceptions for what no module has."""
    return [
        exception
        for exception in own
        for module, name in [exception.split(" ", 1)]
        if not (modules / module).is_dir() or name not in interface(modules / module)
    ]


def _kinds(modules: Path) -> Mapping[str, list[str]]:
    """Each kind of module and the clouds that have it."""
    paths = sorted(path for path in modules.glob("*/*") if path.is_dir())
    kinds = sorted({path.name for path in paths})
    return {kind: [p.parent.name for p in paths if p.name == kind] for kind in kinds}


@cache
def _blocks(path: Path, kind: str) -> Mapping[str, Mapping[str, str]]:
    document = hcl2.loads(
        path.read_text(encoding="utf-8"),
        serialization_options=SerializationOptions(strip_string_quotes=True),
    )
    return {name: body for block in document.get(kind, ()) for name, body in block.items()}


def _type(variable: str, written: str) -> str:
    """A variable's type, attributes by name; defaults within it may be a cloud's own."""
    if variable in HANDLES:
        return "handle"
    return _normal(written.removeprefix("${").removesuffix("}"), variable)


def _normal(text: str, variable: str) -> str:
    """A type expression with the attributes of objects by name, and handles masked."""
    call = re.fullmatch(r"(\w+)\((.*)\)", text.strip(), re.DOTALL)
    if call is None:
        return text.strip()
    kind, inner = call.groups()
    if kind == "optional":
        return f"optional({_normal(_parts(inner)[0], variable)})"
    if kind != "object":
        return f"{kind}({_normal(inner, variable)})"
    pairs = [part.split("=", 1) for part in _parts(inner.strip().strip("{}"))]
    return f"object({{{', '.join(sorted(_attribute(variable, *pair) for pair in pairs))}}})"


def _attribute(variable: str, name: str, type_: str) -> str:
    is_handle = f"{variable}.{name.strip()}" in HANDLES
    return f"{name.strip()} = {'handle' if is_handle else _normal(type_, variable)}"


def _parts(text: str) -> list[str]:
    """A list at its outer commas."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "({[") - (sign in ")}]")
        if sign == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def test_a_kind_has_one_interface_in_every_cloud() -> None:
    assert differences(MODULES, OWN) == []


def test_every_exception_is_for_something_that_a_module_has() -> None:
    assert gone(MODULES, OWN) == []


@pytest.mark.parametrize("handle", sorted(name for name in HANDLES if "." not in name))
def test_a_handle_has_one_type_in_a_cloud(handle: str) -> None:
    found: dict[str, set[str]] = {}
    for path in MODULES.glob("*/*/variables.tf"):
        block = _blocks(path, "variable").get(handle)
        if block is not None:
            found.setdefault(path.parents[1].name, set()).add(_normal(block["type"][2:-1], handle))

    assert {cloud: types for cloud, types in found.items() if len(types) > 1} == {}


def test_no_handle_is_of_any_type() -> None:
    assert [
        str(path)
        for path in MODULES.glob("*/*/variables.tf")
        for block in _blocks(path, "variable").values()
        if re.search(r"\bany\b", block["type"])
    ] == []


def _made(modules: Path, module: str, variables: Mapping[str, str], *outputs: str) -> None:
    folder = modules / module
    folder.mkdir(parents=True)
    taken = (f'variable "{name}" {{\n  type = {type_}\n}}\n' for name, type_ in variables.items())
    (folder / "variables.tf").write_text("".join(taken), encoding="utf-8")
    given = (f'output "{name}" {{\n  value = 1\n}}\n' for name in outputs)
    (folder / "outputs.tf").write_text("".join(given), encoding="utf-8")


def test_a_kind_of_one_cloud_has_nobody_to_agree_with(tmp_path: Path) -> None:
    _made(tmp_path, "one/disk", {"size": "number"})

    assert differences(tmp_path, {}) == []


def test_what_a_cloud_lacks_is_told(tmp_path: Path) -> None:
    _made(tmp_path, "one/disk", {"size": "number"}, "id")
    _made(tmp_path, "two/disk", {}, "id", "name")

    assert differences(tmp_path, {}) == [
        "disk: one lack output name of two",
        "disk: two lack variable size of one",
    ]


def test_what_a_cloud_has_of_its_own_is_no_difference(tmp_path: Path) -> None:
    _made(tmp_path, "one/disk", {"size": "number"})
    _made(tmp_path, "two/disk", {})

    assert differences(tmp_path, {"one/disk variable size": "two measures by itself"}) == []


def test_an_exception_that_every_cloud_has_is_none(tmp_path: Path) -> None:
    _made(tmp_path, "one/disk", {"size": "number"})
    _made(tmp_path, "two/disk", {"size": "number"})

    assert differences(tmp_path, {"one/disk variable size": "no longer"}) == [
        "disk: variable size is no exception of one: all have it"
    ]
    assert gone(tmp_path, {"one/disk variable depth": "", "one/ring output id": ""}) == [
        "one/disk variable depth",
        "one/ring output id",
    ]


def test_types_are_compared_but_for_handles_and_defaults(tmp_path: Path) -> None:
    same = {
        "key": ("string", "object({ id = string })"),
        "clients": (
            "map(object({ caller = string, description = string }))",
            "map(object({\n    description = string\n    caller = object({ id = string })\n  }))",
        ),
        "nodes": (
            'object({ machine = optional(string, "m, large"), least = number })',
            "object({ least = number, machine = optional(string) })",
        ),
    }
    _made(tmp_path, "one/pool", {name: types[0] for name, types in same.items()})
    _made(tmp_path, "two/pool", {name: types[1] for name, types in same.items()})
    _made(tmp_path, "one/disk", {"size": "object({ gib = number })"})
    _made(tmp_path, "two/disk", {"size": "object({ gib = optional(number) })"})

    (told,) = differences(tmp_path, {})

    assert told.startswith("disk: variable size is object({gib = number}) in one; ")
    assert told.endswith("; object({gib = optional(number)}) in two")
