"""A planfile, typed: what Terraform is going to do, and in which region.

The format: https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from planner.planfile.references import NO_REFERENCES, References, references_of
from planner.values import value

if TYPE_CHECKING:
    from planner.planfile.wire import Change, Document, Module, ResourceChange

SENSITIVE = "(sensitive)"
"""Stands where a secret would."""

_REGION = re.compile(r"[a-z]+(-[a-z]+)+-?\d+|[a-z]{2}-[a-z]{3}")
_INDEX = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')
_NOTHING: Mapping[str, Any] = {}


@value
class PlannedResource:
    """A managed resource of the plan, also where nothing changes."""

    address: str
    type: str
    name: str
    provider_alias: str | None
    """None for the default configuration of the provider, and for one that isn't in the files."""
    region: str | None
    """None where it can't be told, such as from AWS_REGION or a composed expression. Where the
    resource or its provider says it by this name: of AWS, Google and Scaleway."""
    actions: tuple[str, ...]
    """create, read, update, delete, no-op; delete and create are a replacement, in that order or
    the other."""
    values: Mapping[str, Any] = field(repr=False)
    """After the apply, or before it where the resource is deleted. What is known only after the
    apply is missing; secrets are masked."""
    replace_paths: tuple[str, ...] = ()
    """The attributes that force a replacement, dotted."""
    module: str = ""
    """Address of the module instance it stands in; empty for the root."""
    before: Mapping[str, Any] | None = field(default=None, repr=False)
    """What it is now, secrets masked; None where it doesn't exist yet."""
    after: Mapping[str, Any] | None = field(default=None, repr=False)
    """What it is going to be, secrets masked; None where it is deleted."""
    unknown: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """True, in the shape of `after`, where a value is known only after the apply."""
    deposed: str = ""
    """Key of an earlier object of the same address that is still to be deleted."""

    @property
    def place(self) -> str:
        """The address without indices: where the files declare the resource."""
        return _INDEX.sub("", self.address)

    @property
    def key(self) -> str:
        """The index of its address, as it is written there; empty without one."""
        found = _INDEX.search(self.address, len(self.module))
        return found[0] if found else ""

    @property
    def is_replaced(self) -> bool:
        return {"create", "delete"} <= set(self.actions)


@value
class PlannedTree:
    """A whole plan."""

    resources: tuple[PlannedResource, ...]
    outputs: Mapping[str, Any] = field(repr=False)
    """The outputs that are known before the apply; secrets are masked."""
    references: References = field(default=NO_REFERENCES, repr=False)
    """What the files say that a resource is built from."""


def read_planfile(document: Mapping[str, Any]) -> PlannedTree:
    """The answer of `terraform show -json` to a PlannedTree, resources by address."""
    import msgspec  # noqa: PLC0415 - only a planfile needs it

    from planner.planfile.wire import Document  # noqa: PLC0415 - as above

    return tree_of(msgspec.convert(document, Document))


def tree_of(document: Document) -> PlannedTree:
    """A decoded document to a PlannedTree, resources by address."""
    configuration = document.configuration
    providers = _Providers(
        configuration.provider_config,
        {name: given.value for name, given in document.variables.items()},
    )
    keys = dict(_provider_keys(configuration.root_module))
    changes = (c for c in document.resource_changes if c.mode == "managed")
    resources = (_resource(change, keys, providers) for change in changes)
    return PlannedTree(
        resources=tuple(sorted(resources, key=lambda one: (one.address, one.deposed))),
        outputs=_outputs(document.output_changes),
        references=references_of(configuration.root_module),
    )


def _resource(
    change: ResourceChange, keys: Mapping[str, str], providers: _Providers
) -> PlannedResource:
    what = change.change
    before = _stage(what.before, what.before_sensitive)
    after = _stage(what.after, what.after_sensitive)
    values = (before if after is None else after) or _NOTHING
    place = ".".join(filter(None, (change.module_address, change.type, change.name)))
    key = keys.get(_INDEX.sub("", place), "")
    return PlannedResource(
        address=change.address,
        type=change.type,
        name=change.name,
        provider_alias=providers.alias(key),
        region=_own_region(values) or providers.region(key),
        actions=tuple(what.actions),
        values=values,
        replace_paths=tuple(".".join(map(str, path)) for path in what.replace_paths),
        module=change.module_address,
        before=before,
        after=after,
        unknown=what.after_unknown if isinstance(what.after_unknown, dict) else _NOTHING,
        deposed=change.deposed,
    )


def _stage(values: object, sensitive: object) -> Mapping[str, Any] | None:
    masked = _masked(values, sensitive)
    if isinstance(masked, dict):
        return masked
    return None if values is None else _NOTHING


def _own_region(values: Mapping[str, Any]) -> str | None:
    """The region that a resource states for itself, as every one does from version 6 on."""
    region = values.get("region")
    return region if isinstance(region, str) and _REGION.fullmatch(region) else None


def _masked(value: object, sensitive: object) -> object:
    """`sensitive` is true, or has the shape of the value down to what is.

    It is the shape that is walked: a plan holds a hundred values for each mark.
    """
    if not sensitive:
        return value
    if sensitive is True:
        return None if value is None else SENSITIVE
    if isinstance(value, dict) and isinstance(sensitive, dict):
        marked = {n: _masked(value[n], mark) for n, mark in sensitive.items() if n in value}
        return {**value, **marked}
    if isinstance(value, list) and isinstance(sensitive, list):
        marked_ones = [_masked(inner, mark) for inner, mark in zip(value, sensitive, strict=False)]
        return [*marked_ones, *value[len(marked_ones) :]]
    return value


def _outputs(changes: Mapping[str, Change]) -> dict[str, Any]:
    return {
        name: _masked(change.after, change.after_sensitive)
        for name, change in changes.items()
        if change.after is not None and change.after_unknown is not True
    }


def _provider_keys(module: Module, path: str = "") -> Iterator[tuple[str, str]]:
    """Address without indices to the key of its provider configuration, through all modules."""
    for resource in module.resources:
        yield f"{path}{resource.address}", resource.provider_config_key
    for name, call in module.module_calls.items():
        yield from _provider_keys(call.module, f"{path}module.{name}.")


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
