"""Terraform as blocks, whether they were read from its files or from its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from planner.diagnostics import SourceText, Span
from planner.errors import UsageError
from planner.values import value

_ARN_REGION = 3


@value
class Block:
    """One block; expressions stand in `${…}`."""

    kind: str
    labels: tuple[str, ...]
    words: Mapping[str, object]
    at: Span

    @property
    def type(self) -> str:
        """A resource's type, or the folder that a module comes from."""
        if self.kind == "module":
            return str(self.words.get("source", ""))
        return self.labels[0] if self.labels else ""

    @property
    def name(self) -> str:
        return self.labels[-1] if self.labels else ""

    def text(self, *route: str) -> str | None:
        """A word that is no expression; None where there is none."""
        found = self.find(*route)
        return None if found is None or "${" in str(found) else str(found)

    def number(self, *route: str) -> int | None:
        found = self.text(*route)
        return int(found) if found is not None and re.fullmatch(r"\d+", found) else None

    def find(self, *route: str) -> object:
        """What stands at a place; a block that may stand once counts as its own."""
        found: object = self.words
        for part in route:
            if isinstance(found, list):
                found = found[0] if found else None
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def refers_to(self, *route: str) -> str | None:
        """The address in a reference: `aws_eks_cluster.main` of `${aws_eks_cluster.main.id}`."""
        found = re.search(r"\$\{(\w+\.\w+)", str(self.find(*route)))
        return found[1] if found else None


def shown_blocks(source: SourceText) -> Iterator[Block]:
    """The resources of what `terraform show -json` prints, of a state or of a plan.

    Raises:
        UsageError: it is something else.
    """
    try:
        read = json.loads(source.text)
        values = read.get("planned_values") or read["values"]
        root = values["root_module"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(
            f"{source.path} is neither a state nor a plan as Terraform shows it",
            mend="write it with `terraform show -json > state.json`",
        ) from None
    at = Span(source.path, 1, 1, 1, 1)
    yield from _of_module(root, at)


def _of_module(module: object, at: Span) -> Iterator[Block]:
    if not isinstance(module, Mapping):
        return
    for one in module.get("resources") or ():
        if isinstance(one, Mapping) and one.get("mode") == "managed":
            labels = (str(one.get("type")), str(one.get("name")))
            yield Block("resource", labels, one.get("values") or {}, at)
    for inner in module.get("child_modules") or ():
        yield from _of_module(inner, at)


def region_in(text: object) -> str | None:
    """The region of an ARN; None where it is none."""
    parts = str(text).split(":")
    found = parts[_ARN_REGION] if parts[0] == "arn" and len(parts) > _ARN_REGION else ""
    return found or None
