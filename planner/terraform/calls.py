"""Module calls of a root, as values: what templates write down."""

from __future__ import annotations

from collections.abc import Mapping

from planner.catalog import Region
from planner.layout import Network, identifier, module_name
from planner.terraform.hcl import Expression
from planner.values import value

NAME = Expression("local.name")
TAGS = Expression("local.tags")


@value
class ModuleCall:
    """One `module` block of the root."""

    name: str
    kind: str
    """Folder below `modules/<cloud>`."""
    region: Region
    arguments: Mapping[str, object]

    @property
    def cloud(self) -> str:
        return self.region.cloud

    @property
    def source(self) -> str:
        """Where the module lies, seen from the root."""
        return f"../modules/{self.cloud}/{self.kind}"


@value
class Section:
    """Module calls that a reader looks at together."""

    title: str
    calls: tuple[ModuleCall, ...]


def alias(region: Region) -> str:
    """A region's name as an identifier: the alias of its provider."""
    return identifier(region.name)


def of(module: str, output: str) -> Expression:
    """A reference to a module's output."""
    return Expression(f"module.{module}.{output}")


def network_of(network: Network) -> Expression:
    """The handle of a network, which everything in it takes."""
    return of(module_name("network", network.key), "network")
