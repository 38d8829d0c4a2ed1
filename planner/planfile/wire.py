"""The parts of `terraform show -json` that topoplan reads; the decoder skips all others unread.

Of a large plan they are less than half: the same values stand again under `planned_values` and
`prior_state`. Imported only where a planfile is read.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Change(msgspec.Struct, frozen=True):
    """What becomes of one object."""

    actions: list[str] = []
    before: Any = None
    after: Any = None
    after_unknown: Any = False
    before_sensitive: Any = False
    after_sensitive: Any = False
    replace_paths: list[list[str | int]] = []


class ResourceChange(msgspec.Struct, frozen=True):
    """A resource of the plan, also where nothing changes."""

    address: str
    type: str
    name: str
    change: Change
    mode: str = "managed"
    module_address: str = ""
    deposed: str = ""


class Resource(msgspec.Struct, frozen=True):
    """A resource as the files declare it."""

    address: str
    type: str = ""
    name: str = ""
    mode: str = "managed"
    provider_config_key: str = ""
    expressions: dict[str, Any] = {}
    for_each_expression: Any = None


class Output(msgspec.Struct, frozen=True):
    """An output as a module declares it."""

    expression: Any = None


class ModuleCall(msgspec.Struct, frozen=True):
    """A `module` block: what it is given, and what it declares."""

    module: Module
    expressions: dict[str, Any] = {}
    for_each_expression: Any = None


class Module(msgspec.Struct, frozen=True):
    """What a module declares."""

    resources: list[Resource] = []
    module_calls: dict[str, ModuleCall] = {}
    outputs: dict[str, Output] = {}


class Configuration(msgspec.Struct, frozen=True):
    """The files that the plan was made from."""

    provider_config: dict[str, dict[str, Any]] = {}
    root_module: Module = Module()


class Variable(msgspec.Struct, frozen=True):
    """A variable of the root, with what it was set to."""

    value: Any = None


class Document(msgspec.Struct, frozen=True):
    """A whole plan."""

    resource_changes: list[ResourceChange] = []
    output_changes: dict[str, Change] = {}
    configuration: Configuration = Configuration()
    variables: dict[str, Variable] = {}


class Heading(msgspec.Struct, frozen=True):
    """What tells a plan from everything else that is JSON; what isn't there is empty."""

    format_version: str | None = None
    resource_changes: msgspec.Raw = msgspec.Raw()
    planned_values: msgspec.Raw = msgspec.Raw()
    configuration: msgspec.Raw = msgspec.Raw()
    errored: bool = False
    # of other documents than plans
    values: msgspec.Raw = msgspec.Raw()
    lineage: str | None = None
