"""A planfile, typed: what Terraform is going to do, and in which region.

The format: https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from planner.values import value

SENSITIVE = "(sensitive)"
"""Stands where a secret would."""

_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d+")
_INDEX = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')


@value
class PlannedResource:
    """A managed resource of the plan, also where nothing changes."""

    address: str
    type: str
    name: str
    provider_alias: str | None
    """None for the default configuration of the provider, and for one that isn't in the files."""
    region: str | None
    """None where it can't be told, such as from AWS_REGION or a composed expression."""
    actions: tuple[str, ...]
    """create, read, update, delete, no-op; delete and create are a replacement, in that order or
    the other."""
    values: Mapping[str, Any] = field(repr=False)
    """After the apply, or before it where the resource is deleted. What is known only after the
    apply is missing; secrets are masked."""
    replace_paths: tuple[str, ...] = ()
    """The attributes that force a replacement, dotted."""

    @property
    def place(self) -> str:
        """The address without indices: where the files declare the resource."""
        return _INDEX.sub("", self.address)

    @property
    def is_replaced(self) -> bool:
        return {"create", "delete"} <= set(self.actions)


@value
class PlannedTree:
    """A whole plan."""

    resources: tuple[PlannedResource, ...]
    outputs: Mapping[str, Any] = field(repr=False)
    """The outputs that are known before the apply; secrets are masked."""


def read_planfile(document: Mapping[str, Any]) -> PlannedTree:
    """The answer of `terraform show -json` to a PlannedTree, resources by address."""
    configuration = document.get("configuration", {})
    providers = _Providers(
        configuration.get("provider_config", {}),
        {name: given.get("value") for name, given in document.get("variables", {}).items()},
    )
    keys = dict(_provider_keys(configuration.get("root_module", {})))
    changes = document.get("resource_changes", ())
    resources = (_resource(c, keys, providers) for c in changes if c["mode"] == "managed")
    return PlannedTree(
        resources=tuple(sorted(resources, key=lambda resource: resource.address)),
        outputs=_outputs(document.get("output_changes", {})),
    )


def _resource(
    change: Mapping[str, Any], keys: Mapping[str, str], providers: _Providers
) -> PlannedResource:
    what = change["change"]
    values = _values(what)
    place = ".".join(filter(None, (change.get("module_address"), change["type"], change["name"])))
    key = keys.get(_INDEX.sub("", place), "")
    return PlannedResource(
        address=change["address"],
        type=change["type"],
        name=change["name"],
        provider_alias=providers.alias(key),
        region=_own_region(values) or providers.region(key),
        actions=tuple(what["actions"]),
        values=values,
        replace_paths=tuple(".".join(map(str, path)) for path in what.get("replace_paths", ())),
    )


def _values(change: Mapping[str, Any]) -> Mapping[str, Any]:
    stage = "before" if change.get("after") is None else "after"
    masked = _masked(change.get(stage) or {}, change.get(f"{stage}_sensitive", False))
    return masked if isinstance(masked, dict) else {}


def _own_region(values: Mapping[str, Any]) -> str | None:
    """The region that a resource states for itself, as every one does from version 6 on."""
    region = values.get("region")
    return region if isinstance(region, str) and _REGION.fullmatch(region) else None


def _masked(value: object, sensitive: object) -> object:
    """`sensitive` is true, or has the shape of the value down to what is."""
    if sensitive is True:
        return None if value is None else SENSITIVE
    if isinstance(value, dict) and isinstance(sensitive, dict):
        return {name: _masked(inner, sensitive.get(name)) for name, inner in value.items()}
    if isinstance(value, list) and isinstance(sensitive, list):
        marks = [*sensitive, *[False] * len(value)]
        return [_masked(inner, mark) for inner, mark in zip(value, marks, strict=False)]
    return value


def _outputs(changes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        name: _masked(change["after"], change.get("after_sensitive", False))
        for name, change in changes.items()
        if "after" in change and change.get("after_unknown") is not True
    }


def _provider_keys(module: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Address without indices to the key of its provider configuration, through all modules."""
    for resource in module.get("resources", ()):
        yield f"{path}{resource['address']}", resource.get("provider_config_key", "")
    for name, call in module.get("module_calls", {}).items():
        yield from _provider_keys(call.get("module", {}), f"{path}module.{name}.")


@value
class _Providers:
    """Provider configurations by key: `aws`, `aws.alias`, `module.a.module.b:aws`.

    Terraform has already followed every explicit `providers = {}`; what a module inherits without
    a word keeps a key of its own that has no settings.
    """

    configurations: Mapping[str, Mapping[str, Any]]
    variables: Mapping[str, Any]

    def alias(self, key: str) -> str | None:
        alias = self._configuration(key).get("alias")
        return alias if isinstance(alias, str) else None

    def region(self, key: str) -> str | None:
        configuration = self._configuration(key)
        expression = configuration.get("expressions", {}).get("region", {})
        region = expression.get("constant_value")
        if region is None and "module_address" not in configuration:
            region = self._variable(expression.get("references", []))
        return region if isinstance(region, str) and _REGION.fullmatch(region) else None

    def _configuration(self, key: str) -> Mapping[str, Any]:
        """The one that has settings, in the module or the nearest one around it."""
        path, _, name = key.rpartition(":")
        while path and "expressions" not in self.configurations.get(f"{path}:{name}", {}):
            path = path.rpartition(".module.")[0]
        return self.configurations.get(f"{path}:{name}" if path else name, {})

    def _variable(self, references: list[str]) -> object:
        """The value of a root variable, where the region is nothing else.

        An expression around a single variable looks the same here. What it makes of a part of a
        region is seen, because the part is no region.
        """
        match references:
            case [str(reference)] if reference.startswith("var."):
                return self.variables.get(reference.removeprefix("var."))
        return None
