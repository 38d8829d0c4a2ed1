"""What was written down to a snapshot: a tree with its documents, or a Terraform plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any
from urllib.parse import unquote

from planner.catalog import Catalog
from planner.changes.snapshot import Built, Endpoint, Facts, Finding, Places, Reached, Snapshot
from planner.cost import Bill, price_planfile
from planner.planfile import PlannedTree
from planner.values import value

_FINGERPRINT = "topoplan/v2"


@value
class WrittenTree:
    """The documents of a tree, parsed."""

    name: str
    facts: Facts
    """As its lock names them."""
    proof: Mapping[str, Any] = field(repr=False)
    sarif: Mapping[str, Any] = field(repr=False)
    bill: Bill
    built: Built
    edited: tuple[str, ...]
    """Files that aren't what the lock says."""


def snapshot_of_tree(tree: WrittenTree) -> Snapshot:
    """What a tree tells: no route, no policy and no right stands in it by its name.

    Raises:
        KeyError, TypeError, ValueError: a document isn't as its schema says.
    """
    return Snapshot(
        name=tree.name,
        facts=tree.facts,
        endpoints={name: _endpoint(name, one) for name, one in tree.proof["endpoints"].items()},
        bill=tree.bill,
        findings=tuple(_finding(one) for run in tree.sarif["runs"] for one in run["results"]),
        built=tree.built,
        edited=tree.edited,
    )


def snapshot_of_planfile(name: str, tree: PlannedTree, catalog: Catalog) -> Snapshot:
    """What stands after a Terraform plan: its resources, rights and bill."""
    return Snapshot(
        name=name,
        facts=Facts(catalog.id, catalog.sha256, catalog),
        endpoints=None,
        bill=price_planfile(tree, catalog).after.bill,
        findings=None,
        planned=tree,
    )


def nothing(name: str, like: Snapshot) -> Snapshot:
    """The side on which there is no spec yet: it has none of all that the other one knows."""
    return Snapshot(
        name=name,
        facts=like.facts,
        endpoints={},
        bill=Bill((), like.bill.exchange if like.bill else None),
        findings=(),
        policy={},
        waivers=(),
        budget=like.budget,
        secrets=frozenset(),
        rights=frozenset(),
        built=None if like.built is None else Built({}, {}, ""),
    )


def unreadable(name: str) -> Snapshot:
    """A side of which nobody can tell anything."""
    return Snapshot(name, facts=None, endpoints=None, bill=None, findings=None)


def _endpoint(name: str, written: Mapping[str, Any]) -> Endpoint:
    reaches: dict[str, Reached] = {}
    for hop in written["hops"]:
        one = Reached(
            tuple(map(str, hop["path"])),
            str(hop["node"]),
            _places(hop.get("processing")),
            _places(hop.get("at_rest")),
        )
        reaches.setdefault(one.stop, one)
    data = frozenset(map(str, written["data"]))
    return Endpoint(name, str(written["verdict"]), data, None, reaches)


def _places(written: Mapping[str, Any] | None) -> Places | None:
    if written is None:
        return None
    return Places(frozenset(written["certain"]), frozenset(written["possible"]))


def _finding(result: Mapping[str, Any]) -> Finding:
    return Finding(
        fingerprint=str(result["partialFingerprints"][_FINGERPRINT]),
        code=str(result["ruleId"]),
        severity=str(result["level"]),
        message=str(result["message"]["text"]),
        place=":".join(_place(result)),
        endpoint=str(result.get("properties", {}).get("endpoint", "")),
        waived="".join(str(one["justification"]) for one in result.get("suppressions", ())),
    )


def _place(result: Mapping[str, Any]) -> Iterator[str]:
    where = result["locations"][0]["physicalLocation"]
    yield unquote(str(where["artifactLocation"]["uri"]))
    yield str(where["region"]["startLine"])
    yield str(where["region"]["startColumn"])
