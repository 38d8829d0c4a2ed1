"""The text of a LiteLLM configuration to its deployments and settings, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.diagnostics import Outcome, SourceText, Span
from planner.spec import Listing, Scalar, Table, Tree, below, key_span_of, parse, plain, span_of
from planner.values import value

ROUTER, LITELLM, GENERAL = "router_settings", "litellm_settings", "general_settings"

_ON = {True, "true", "True", "yes", "Yes", "on", "On"}
"""What LiteLLM's YAML 1.1 reads as true."""


@value
class Deployment:
    """One target of a group."""

    group: str
    params: Mapping[str, object]
    info: Mapping[str, object]
    at: Span
    tree: Tree

    @property
    def model(self) -> str:
        found = self.params.get("model")
        return found if isinstance(found, str) else ""

    @property
    def order(self) -> Decimal | None:
        """Its rank; None where it has none."""
        return number(self.params.get("order"))

    def place(self, *route: str) -> Span:
        """Where one of its words stands."""
        return span_of(self.tree, route)


@value
class Proxy:
    """A configuration of LiteLLM."""

    source: SourceText
    tree: Table
    deployments: tuple[Deployment, ...]

    def setting(self, section: str, key: str) -> object:
        """What a setting is; None where it isn't there."""
        found = below(self.tree, section)
        inner = below(found, key) if found else None
        return None if inner is None else plain(inner)

    def is_on(self, section: str, key: str) -> bool:
        found = self.setting(section, key)
        return isinstance(found, bool | str) and found in _ON

    def place(self, *route: str | int) -> Span:
        return span_of(self.tree, route)

    def key_place(self, *route: str | int) -> Span:
        return key_span_of(self.tree, route)

    @property
    def groups(self) -> Mapping[str, tuple[Deployment, ...]]:
        """The deployments of each group, those of the first rank first."""
        found: dict[str, list[Deployment]] = {}
        for one in self.deployments:
            found.setdefault(one.group, []).append(one)
        last = Decimal("Infinity")
        return {
            name: tuple(sorted(group, key=lambda one: last if one.order is None else one.order))
            for name, group in found.items()
        }


def proxy(source: SourceText) -> Outcome[Proxy]:
    """What a configuration says, or why it can't be read."""
    outcome = parse(source)
    if outcome.value is None:
        return Outcome(None, outcome.diagnostics)
    found = tuple(_deployments(outcome.value))
    return Outcome(Proxy(source, outcome.value, found), outcome.diagnostics)


def is_proxy(tree: Tree) -> bool:
    """Whether a document looks like a configuration of LiteLLM."""
    return isinstance(below(tree, "model_list"), Listing)


def _deployments(tree: Table) -> Iterator[Deployment]:
    listed = below(tree, "model_list")
    for item in listed.items if isinstance(listed, Listing) else ():
        if isinstance(item, Table):
            name = below(item, "model_name")
            group = str(name.value) if isinstance(name, Scalar) else ""
            yield Deployment(
                group=group,
                params=_mapping(below(item, "litellm_params")),
                info=_mapping(below(item, "model_info")),
                at=name.span if name else item.span,
                tree=item,
            )


def _mapping(tree: Tree | None) -> Mapping[str, object]:
    found = plain(tree) if isinstance(tree, Table) else {}
    return found if isinstance(found, dict) else {}


def is_whole(found: object) -> bool:
    """Whether it is an integer; YAML's true and false are none."""
    return isinstance(found, int) and not isinstance(found, bool)


def number(found: object) -> Decimal | None:
    """The number that a word is; None where it is none."""
    if isinstance(found, Decimal) or is_whole(found):
        return Decimal(str(found))
    try:
        return Decimal(str(found)) if isinstance(found, str) else None
    except ArithmeticError:
        return None
