"""Resources that run LiteLLM, somebody's own, to gateways."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adopting.blocks import Block
from planner.adopting.charts import charted
from planner.adopting.containers import (
    Region,
    Running,
    container_of,
    first,
    gateway,
    size_of,
    table,
    tables,
)
from planner.adopting.ecs import tasks


def running(block: Block, blocks: tuple[Block, ...], region: Region) -> Iterator[Running]:
    """The gateways that a resource runs; none where it runs something else."""
    match block.type:
        case "aws_ecs_task_definition":
            yield from tasks(block, blocks, region)
        case "google_cloud_run_v2_service":
            yield from _cloud_run(block, region)
        case "azurerm_container_app":
            yield from _container_app(block, region)
        case "helm_release":
            yield from charted(block, blocks, region)
        case _:
            return


def _cloud_run(block: Block, region: Region) -> Iterator[Running]:
    container = container_of(tables(block.find("template", "containers")), block)
    if container is None:
        return
    limits = table(block.find("template", "containers", "resources", "limits"))
    scaling = ("template", "scaling")
    bounds = (
        block.number(*scaling, "min_instance_count"),
        block.number(*scaling, "max_instance_count"),
    )
    words = {"cloud": "gcp", "region": region(block, "gcp")}
    yield gateway(block.name, words, None, bounds, size_of(limits), container, block)


def _container_app(block: Block, region: Region) -> Iterator[Running]:
    container = container_of(tables(block.find("template", "container")), block)
    if container is None:
        return
    bounds = (block.number("template", "min_replicas"), block.number("template", "max_replicas"))
    size = size_of(first(block.find("template", "container")))
    words = {"cloud": "azure", "region": region(block, "azure")}
    yield gateway(block.name, words, None, bounds, size, container, block)
