"""Resources that run LiteLLM, somebody's own, to gateways: where each stands, how many, its texts.

Secrets stand beside all this in a container's environment and a chart's values: what is taken is
named here one by one, and of texts only those that are a configuration.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from planner.adopting.blocks import Block
from planner.adopting.draft import TODO, Words
from planner.adopting.proxy import is_proxy, proxy
from planner.adopting.remarks import ASSUMED, LEFT_OUT, LOST, MISSING
from planner.diagnostics import SourceText
from planner.spec import parse, plain
from planner.values import value

Region = Callable[[Block, str], str]
"""The region of a resource in a cloud."""

_SOFTWARE = "litellm"
_MODELS = "model_list"
_CPU_UNITS = 1024
_EXPRESSION = re.compile(r"\$\{[^}]*\}")
_ELSEWHERE = "os.environ/TERRAFORM"
"""Stands in a configuration for what Terraform puts in: known to the gateway, and not here."""
_QUANTITY = re.compile(r"(?P<number>[0-9.]+)(?P<unit>m|Ki|Mi|Gi|)")
_UNITS = {
    "m": Decimal("0.001"),
    "Ki": Decimal(1) / 1024**2,
    "Mi": Decimal(1) / 1024,
    "Gi": Decimal(1),
    "": Decimal(1),
}
"""Kubernetes' units; of memory in GiB."""
_CLUSTERS = {
    "aws_eks_cluster": "aws",
    "azurerm_kubernetes_cluster": "azure",
    "google_container_cluster": "gcp",
    "scaleway_k8s_cluster": "scaleway",
}


@value
class Running:
    """A gateway that somebody runs."""

    name: str
    words: Words
    config: SourceText | None
    """Its configuration, where it stands in the same files."""
    said: tuple[tuple[str, str, str], ...]
    """Code, words and mending of what has to be said of it."""


@value
class _Container:
    image: str
    texts: tuple[str, ...]
    """What it is told: its command, and the values of its environment."""


def running(block: Block, blocks: tuple[Block, ...], region: Region) -> Iterator[Running]:
    """The gateways that a resource runs; none where it runs something else."""
    match block.type:
        case "aws_ecs_task_definition":
            yield from _tasks(block, blocks, region)
        case "google_cloud_run_v2_service":
            yield from _cloud_run(block, region)
        case "azurerm_container_app":
            yield from _container_app(block, region)
        case "helm_release":
            yield from _chart(block, blocks, region)
        case _:
            return


# --- ECS ----------------------------------------------------------------------------------------


def _tasks(block: Block, blocks: tuple[Block, ...], region: Region) -> Iterator[Running]:
    """A task definition, once for each service that runs it; once where none is there."""
    container = _gateway_of(_listed(block.find("container_definitions")), block)
    if container is None:
        return
    services = [each for each in blocks if each.type == "aws_ecs_service" and _runs(each, block)]
    cpu, memory = block.number("cpu"), block.number("memory")
    size = (Decimal(cpu) / _CPU_UNITS, Decimal(memory) / 1024) if cpu and memory else None
    for service in (*services, *(() if services else (None,))):
        at = service or block
        zones = _zones(service, blocks) if service else None
        lowest, most = _bounds(service, blocks) if service else (None, None)
        words = {"cloud": "aws", "region": region(at, "aws")}
        yield _found(at.name, words, zones, (lowest, most), size, container, block)


def _runs(service: Block, task: Block) -> bool:
    """Whether a service refers to a task definition, by its address, its ARN or its family."""
    named = str(service.find("task_definition"))
    if service.refers_to("task_definition") == ".".join(task.labels):
        return True
    family = task.text("family")
    return named in (task.text("arn"), family) or bool(
        family and re.search(rf"task-definition/{re.escape(family)}(:\d+)?$", named)
    )


def _bounds(service: Block, blocks: tuple[Block, ...]) -> tuple[int | None, int | None]:
    """Fewest and most tasks: those of autoscaling, else the count that is wished."""
    own = (f"aws_ecs_service.{service.name}.", f"/{service.text('name')}")
    for each in blocks:
        of = str(each.find("resource_id"))
        if each.type == "aws_appautoscaling_target" and (own[0] in of or of.endswith(own[1])):
            return each.number("min_capacity"), each.number("max_capacity")
    return (service.number("desired_count"),) * 2


def _zones(service: Block, blocks: tuple[Block, ...]) -> int | None:
    """Over how many zones the subnets of a service lie; None where one of them is unknown."""
    named = service.find("network_configuration", "subnets")
    found = set()
    for each in named if isinstance(named, list) else ():
        of = re.search(r"aws_subnet\.(\w+)", str(each))
        subnets = (one for one in blocks if one.type == "aws_subnet")
        zone = next(
            (
                s.text("availability_zone")
                for s in subnets
                if (of and of[1] == s.name) or each == s.text("id")
            ),
            None,
        )
        if zone is None:
            return None
        found.add(zone)
    return len(found) or None


# --- Cloud Run and Container Apps ---------------------------------------------------------------


def _cloud_run(block: Block, region: Region) -> Iterator[Running]:
    container = _gateway_of(_each(block.find("template", "containers")), block)
    if container is None:
        return
    limits = _table(block.find("template", "containers", "resources", "limits"))
    scaling = ("template", "scaling")
    bounds = (
        block.number(*scaling, "min_instance_count"),
        block.number(*scaling, "max_instance_count"),
    )
    words = {"cloud": "gcp", "region": region(block, "gcp")}
    yield _found(block.name, words, None, bounds, _size(limits), container, block)


def _container_app(block: Block, region: Region) -> Iterator[Running]:
    container = _gateway_of(_each(block.find("template", "container")), block)
    if container is None:
        return
    bounds = (block.number("template", "min_replicas"), block.number("template", "max_replicas"))
    size = _size(_first(block.find("template", "container")))
    words = {"cloud": "azure", "region": region(block, "azure")}
    yield _found(block.name, words, None, bounds, size, container, block)


# --- Helm ---------------------------------------------------------------------------------------


def _chart(block: Block, blocks: tuple[Block, ...], region: Region) -> Iterator[Running]:
    """LiteLLM's chart: its values are read by name, whatever else stands in them."""
    if _SOFTWARE not in f"{block.find('repository')}/{block.find('chart')}".lower():
        return
    values, unread = _values(block)
    scaling = _table(values.get("autoscaling"))
    count = _whole(values.get("replicaCount"))
    bounds = (count or 1, count or 1)
    if str(scaling.get("enabled")).lower() == "true":
        bounds = (_whole(scaling.get("minReplicas")) or 1, _whole(scaling.get("maxReplicas")) or 1)
    resources = _table(values.get("resources"))
    size = _size(_table(resources.get("limits"))) or _size(_table(resources.get("requests")))
    image = _table(values.get("image"))
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
    container = _Container(named, texts)
    found = _found(block.name, words, None, bounds, size, container, block)
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
        table = each if isinstance(each, Mapping) else _yaml(str(each))
        unread |= table is None
        found = _over(found, table or {})
    for each in _each(block.words.get("set")):
        name, to = str(each.get("name", "")), each.get("value")
        if "[" in name or "\\" in name:
            unread = True
            continue
        for key in reversed(name.split(".")):
            to = {key: to}
        found = _over(found, _table(to))
    return found, unread


def _yaml(text: str) -> Mapping[str, object] | None:
    """The mapping of a YAML text; None where it is none, or an expression."""
    if text.startswith("${"):
        return None
    tree = parse(SourceText(PurePath("values.yaml"), _EXPRESSION.sub(_ELSEWHERE, text))).value
    read = plain(tree) if tree is not None else None
    return read if isinstance(read, Mapping) else None


def _over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    found = dict(below)
    for key, each in above.items():
        both = isinstance(each, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = _over(_table(found[key]), _table(each)) if both else each
    return found


# --- what all of them have ----------------------------------------------------------------------


def _found(
    name: str,
    words: Words,
    zones: int | None,
    bounds: tuple[int | None, int | None],
    size: tuple[Decimal, Decimal] | None,
    container: _Container,
    block: Block,
) -> Running:
    said = []
    if words.get("region") == TODO:
        says = f"nothing says in which region the gateway `{name}` runs"
        said.append((MISSING, says, f"write it where `{TODO}` stands"))
    if zones is None:
        says = f"nothing says over how many zones the gateway `{name}` is spread; 2 are taken"
        said.append((ASSUMED, says, "write `zones`"))
    fewest, most = bounds
    if fewest is None and most is None:
        says = f"nothing says how many copies of the gateway `{name}` run; 2 to 6 are taken"
        said.append((ASSUMED, says, "write `replicas`"))
    elif not fewest:
        # a spec keeps one copy at least
        known = "may scale to none" if fewest == 0 else "doesn't say how few copies of it run"
        says = f"the gateway `{name}` {known}; 1 is taken at least"
        said.append((ASSUMED, says, "write `replicas`"))
    low = max(fewest or 1, 1)
    config = _config(container, block)
    own = {
        **words,
        **({"zones": zones} if zones else {}),
        **(
            {"replicas": {"min": low, "max": max(most or low, low)}}
            if fewest is not None or most
            else {}
        ),
        **({"size": {"cpu": _short(size[0]), "memory": f"{_short(size[1])} GiB"}} if size else {}),
        **({"image": container.image} if container.image and "${" not in container.image else {}),
    }
    return Running(name, own, config, tuple(said))


def _config(container: _Container, block: Block) -> SourceText | None:
    """The text among those of a container that is a configuration."""
    path = PurePath(f"{block.at.path}#{'.'.join(block.labels)}")
    for text in container.texts:
        source = SourceText(path, _EXPRESSION.sub(_ELSEWHERE, _decoded(text)))
        if _MODELS in source.text:
            read = proxy(source).value
            if read is not None and is_proxy(read.tree):
                return source
    return None


def _decoded(text: str) -> str:
    """A text, or what it stands for in base64."""
    if _MODELS in text or " " in text:
        return text
    try:
        return base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return text


def _gateway_of(containers: Iterable[Mapping[str, object]], block: Block) -> _Container | None:
    """The container that runs LiteLLM, by its image, or by its name where that is an expression."""
    for each in containers:
        image = str(each.get("image", ""))
        names = f"{each.get('name')} {block.name}" if "${" in image else ""
        if _SOFTWARE in f"{image} {names}".lower():
            return _Container(image, tuple(_texts(each)))
    return None


def _texts(container: Mapping[str, object]) -> Iterator[str]:
    for key in ("environment", "env"):
        for each in _each(container.get(key)):
            held = each.get("value")
            yield json.dumps(held, default=str) if isinstance(held, Mapping) else str(held)
    for key in ("command", "args", "entryPoint"):
        words = container.get(key)
        yield from map(str, words) if isinstance(words, list) else ()


def _listed(found: object) -> Iterator[Mapping[str, object]]:
    """Definitions of containers, in a list or in the JSON of one."""
    if isinstance(found, str):
        try:
            found = json.loads(found)
        except ValueError:
            return
    yield from _each(found)


def _each(found: object) -> Iterator[Mapping[str, object]]:
    """The mappings of a list; one alone counts as its own."""
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, Mapping):
            yield one


def _first(found: object) -> Mapping[str, object]:
    return next(_each(found), {})


def _table(found: object) -> Mapping[str, object]:
    return {str(key): one for key, one in found.items()} if isinstance(found, Mapping) else {}


def _whole(found: object) -> int | None:
    text = str(found)
    return int(text) if text.isascii() and text.isdecimal() else None


def _size(limits: Mapping[str, object]) -> tuple[Decimal, Decimal] | None:
    """vCPUs and GiB, where both are said."""
    cpu, memory = _quantity(limits.get("cpu")), _quantity(limits.get("memory"))
    return (cpu, memory) if cpu and memory else None


def _quantity(found: object) -> Decimal | None:
    read = _QUANTITY.fullmatch(str(found))
    try:
        return Decimal(read["number"]) * _UNITS[read["unit"]] if read else None
    except InvalidOperation:
        return None


def _short(number: Decimal) -> int | Decimal:
    whole = number.to_integral_value()
    return int(whole) if whole == number else number.normalize()
