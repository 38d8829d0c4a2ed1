"""Terraform plans of any size, in the shape that `terraform show -json` gives them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

_MIB = 2**20
_REGION = "eu-central-1"
_PADDING = {f"note-{number}": "what a large plan carries along " * 4 for number in range(12)}
_KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("aws_instance", {"instance_type": "g6.xlarge", "root_block_device": [{"volume_size": 100}]}),
    ("aws_ebs_volume", {"size": 200, "type": "gp3"}),
    ("aws_nat_gateway", {"connectivity_type": "public"}),
    ("aws_lb", {"load_balancer_type": "application"}),
    ("aws_iam_role", {"path": "/"}),
    ("aws_security_group", {"description": "closed"}),
    ("aws_sqs_queue", {"delay_seconds": 0}),
    ("aws_made_up_thing", {"size": 3}),
)


def write_planfile(path: Path, mebibytes: int) -> int:
    """A plan of about that size, each value as often in it as Terraform writes it.

    Returns:
        How many resources it has.
    """
    with path.open("w", encoding="utf-8") as file:
        file.write('{"format_version": "1.2", "terraform_version": "1.11.4", ')
        file.write('"planned_values": {"root_module": {"resources": [')
        count = _write(file, _planned(), mebibytes * _MIB * 35 // 100)
        file.write(']}}, "resource_changes": [')
        _write(file, _changes(count), None)
        file.write('], "configuration": ')
        json.dump(_configuration(count), file)
        file.write("}")
    return count


def _write(file: TextIO, documents: Iterator[dict[str, Any]], most: int | None) -> int:
    """Documents as the members of a list, until it is as large as it may be."""
    size = number = 0
    for number, document in enumerate(documents, start=1):
        text = json.dumps(document)
        file.write(f"{'' if number == 1 else ', '}{text}")
        size += len(text)
        if most is not None and size > most:
            break
    return number


def _planned() -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        yield {**_names(number), "values": _values(number)}
        number += 1


def _changes(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        values = _values(number)
        unknown = {"arn": True, "id": True, "tags": {}}
        yield {
            **_names(number),
            "change": {
                "actions": ["update"] if number % 3 else ["create"],
                "before": {**values, "arn": f"arn:aws:x:::{number}"} if number % 3 else None,
                "after": values,
                "after_unknown": unknown,
                "before_sensitive": False,
                "after_sensitive": {"tags": {}},
            },
        }


def _configuration(count: int) -> dict[str, Any]:
    named = (_names(number) for number in range(count))
    resources = [
        {**names, "provider_config_key": "aws", "expressions": {"tags": {"references": []}}}
        for names in named
    ]
    region = {"region": {"constant_value": _REGION}}
    return {
        "provider_config": {"aws": {"name": "aws", "expressions": region}},
        "root_module": {"resources": resources},
    }


def _names(number: int) -> dict[str, Any]:
    type_, _ = _KINDS[number % len(_KINDS)]
    name = f"this_{number}"
    return {"address": f"{type_}.{name}", "mode": "managed", "type": type_, "name": name}


def _values(number: int) -> dict[str, Any]:
    _, stated = _KINDS[number % len(_KINDS)]
    return {**stated, "name": f"resource-{number}", "tags": {**_PADDING, "team": f"t{number % 9}"}}
