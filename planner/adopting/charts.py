"""Gateways that LiteLLM's Helm chart installs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from planner.adopting.blocks import Block
from planner.adopting.containers import (
    SOFTWARE,
    Container,
    Region,
    Running,
    as_told,
    gateway,
    size_of,
    table,
    tables,
    whole,
)
from planner.adopting.draft import TODO, Words
from planner.adopting.remarks import LEFT_OUT, LOST, MISSING
from planner.diagnostics import SourceText
from planner.spec import parse, plain

_CLUSTERS = {
    "aws_eks_cluster": "aws",
    "azurerm_kubernetes_cluster": "azure",
    "google_container_cluster": "gcp",
    "scaleway_k8s_cluster": "scaleway",
}


def charted(block: Block, blocks: tuple[Block, ...], region: Region) -> Iterator[Running]:
    """LiteLLM's chart: its values are read by name, whatever else stands in them."""
    if SOFTWARE not in f"{block.find('repository')}/{block.find('chart')}".lower():
        return
    values, unread = _values(block)
    scaling = table(values.get("autoscaling"))
    count = whole(values.get("replicaCount"))
    bounds = (count or 1, count or 1)
    if str(scaling.get("enabled")).lower() == "true":
        bounds = (whole(scaling.get("minReplicas")) or 1, whole(scaling.get("maxReplicas")) or 1)
    resources = table(values.get("resources"))
    size = size_of(table(resources.get("limits"))) or size_of(table(resources.get("requests")))
    image = table(values.get("image"))
    named = ":".join(str(image[key]) for key in ("repository", "tag") if image.get(key))
    config = values.get("proxy_config")
    texts = (json.dumps(config, indent=2, default=str),) if isinstance(config, Mapping) else ()
    clusters = {cloud for each in blocks if (cloud := _CLUSTERS.get(each.type))}
    cloud = clusters.pop() if len(clusters) == 1 else None
    words: Words = (
        {"cloud": cloud, "region": _home(cloud, blocks, region)} if cloud else {"region": TODO}
    )
    says = f"`{block.name}` runs on a cluster by Helm; a gateway of a spec is a service of its own"
    said = [(LOST, says, "read in `topoplan plan` what takes its place")]
    if cloud is None:
        says = f"nothing says in which cloud the cluster of `{block.name}` stands; aws is taken"
        said.append((MISSING, says, "write `cloud`"))
    if unread:
        says = f"values of `{block.name}` come from an expression, and were not read"
        said.append((LEFT_OUT, says, "adopt the JSON of `terraform show -json` instead"))
    container = Container(named, texts)
    found = gateway(block.name, words, None, bounds, size, container, block)
    yield Running(found.name, found.words, found.config, (*said, *found.said))


def _home(cloud: str, blocks: tuple[Block, ...], region: Region) -> str:
    """The region of the one cluster of a cloud; TODO where there are several regions."""
    found = {region(each, cloud) for each in blocks if _CLUSTERS.get(each.type) == cloud}
    return found.pop() if len(found) == 1 else TODO


def _values(block: Block) -> tuple[dict[str, object], bool]:
    """The chart's values, later ones over earlier ones, and whether some could not be read."""
    found: dict[str, object] = {}
    unread = False
    given = block.find("values")
    for each in given if isinstance(given, list) else [given] if given else []:
        read = each if isinstance(each, Mapping) else _yaml(str(each))
        unread |= read is None
        found = _over(found, read or {})
    for each in tables(block.words.get("set")):
        name, to = str(each.get("name", "")), each.get("value")
        if "[" in name or "\\" in name:
            unread = True
            continue
        for key in reversed(name.split(".")):
            to = {key: to}
        found = _over(found, table(to))
    return found, unread


def _yaml(text: str) -> Mapping[str, object] | None:
    """The mapping of a YAML text; None where it is none, or an expression."""
    if text.startswith("${"):
        return None
    tree = parse(SourceText(PurePath("values.yaml"), as_told(text))).value
    read = plain(tree) if tree is not None else None
    return read if isinstance(read, Mapping) else None


def _over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    found = dict(below)
    for key, each in above.items():
        both = isinstance(each, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = _over(table(found[key]), table(each)) if both else each
    return found
