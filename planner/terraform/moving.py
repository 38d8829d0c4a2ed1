"""What has another name in the spec, and keeps its own in the cloud.

A node of the spec that is gone, and one with the same words under a name that is new, are the same
node: Terraform is told that its modules have moved, and what stands in the cloud keeps its name,
since nearly all of it would be replaced otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from planner.errors import StaleError
from planner.layout import Layout, identifier, lay_out, module_name
from planner.pipeline import Plan
from planner.terraform.lock import LOCK, node_digests, read_lock
from planner.terraform.names import access_of_endpoint, access_of_gateway
from planner.topology import Rename, Topology, name_after
from planner.values import value

_ACCESS = ("vertex_access", "generative_apis")
"""Modules that let a gateway call its own cloud's models."""


@value
class Move:
    """A `moved` block: addresses of a module before and now."""

    before: str
    now: str


def as_built(plan: Plan, folder: Path) -> Plan:
    """The plan with the names under which the tree in a folder built its nodes.

    Raises:
        StaleError: a new node takes the name that another was built under.
    """
    if not (folder / LOCK).exists():
        return plan
    lock = read_lock(folder)
    if lock.topology != plan.topology.slug or not lock.nodes:
        return plan
    now = node_digests(plan.spec)
    renamed = _leading_here((*lock.renamed, *_renames(lock.nodes, now)), now)
    if not renamed:
        return plan
    _refuse_taken(renamed, now)
    topology = replace(plan.topology, renamed=renamed)
    return replace(plan, topology=topology, layout=lay_out(topology))


def _renames(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Rename]:
    """Nodes with the same words under a new name; where two could be meant, none is."""
    gone = _by_words({node: before[node] for node in before if node not in now})
    new = _by_words({node: now[node] for node in now if node not in before})
    for key, node in gone.items():
        if key in new:
            yield Rename(node, new[key])


def _by_words(nodes: Mapping[str, str]) -> Mapping[tuple[str, str], str]:
    keys = {node: (node.partition(".")[0], digest) for node, digest in nodes.items()}
    alike = Counter(keys.values())
    return {key: node for node, key in keys.items() if alike[key] == 1}


def _leading_here(renames: tuple[Rename, ...], now: Collection[str]) -> tuple[Rename, ...]:
    """Those that lead to a node of today, the last step of each first looked for."""
    kept: list[Rename] = []
    wanted = set(now)
    for rename in reversed(renames):
        if rename.now in wanted:
            wanted.add(rename.before)
            kept.append(rename)
    return tuple(reversed(kept))


def _refuse_taken(renamed: tuple[Rename, ...], now: Collection[str]) -> None:
    """Two nodes of one name would be the same to the cloud."""
    built: dict[tuple[str, str], list[str]] = {}
    for node in sorted(now):
        section, _, _ = node.partition(".")
        built.setdefault((section, name_after(renamed, node)), []).append(node)
    for (section, name), nodes in built.items():
        if len(nodes) > 1:
            kept = next(node for node in nodes if node != f"{section}.{name}")
            raise StaleError(
                f"{kept} was built as `{name}`, which {section}.{name} would be called as well",
                mend=f"give {section}.{name} another name: what is built keeps its own",
            )


def moves(topology: Topology, layout: Layout, modules: Collection[str]) -> tuple[Move, ...]:
    """What Terraform has to be told of renames, where modules of today are concerned."""
    steps = range(len(topology.renamed) + 1)
    named = [tuple(_named(layout, _called(topology, steps=step))) for step in steps]
    ways = (one for one in zip(*named, strict=True) if one[-1] in modules)
    pairs = (pair for way in ways for pair in pairwise(way))
    found = dict.fromkeys(Move(*pair) for pair in pairs if pair[0] != pair[1])
    # an address that is in use again can't have moved away
    return tuple(move for move in found if move.before not in modules)


def _called(topology: Topology, *, steps: int) -> Callable[[str], str]:
    def name(node: str) -> str:
        return name_after(topology.renamed, node, steps=steps)

    return name


def _named(layout: Layout, called: Callable[[str], str]) -> Iterator[str]:
    """Modules that may be there for a layout, in one order whatever its nodes are called."""
    for work in layout.gateways:
        name = called(work.gateway.id)
        yield module_name("gateway", name)
        yield access_of_gateway(name)
        yield module_name("provider_secret", f"{name}_master")
        yield from (f"{kind}_{identifier(name)}" for kind in _ACCESS)
        for provider in work.keyed:
            yield module_name("provider_secret", f"{name}_{called(provider.id)}")
    for pool in layout.pools:
        yield module_name("gpu_pool", called(pool.pool.id))
    for store in layout.buckets:
        yield module_name("bucket", called(store.id))
    for endpoint in layout.direct:
        yield access_of_endpoint(called(f"endpoints.{endpoint}"))
