"""Gateways that run as services of ECS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.adopting.blocks import Block
from planner.adopting.containers import Region, Running, container_of, gateway, tables

_CPU_UNITS = 1024


def tasks(block: Block, blocks: tuple[Block, ...], region: Region) -> Iterator[Running]:
    """A task definition, once for each service that runs it; once where none is there."""
    container = container_of(_definitions(block.find("container_definitions")), block)
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
        yield gateway(at.name, words, zones, (lowest, most), size, container, block)


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


def _definitions(found: object) -> Iterator[Mapping[str, object]]:
    """Definitions of containers, in a list or in the JSON of one."""
    if isinstance(found, str):
        try:
            found = json.loads(found)
        except ValueError:
            return
    yield from tables(found)
