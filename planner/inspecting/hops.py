"""What a Terraform plan says of where data goes: the hops of one planned resource."""

from __future__ import annotations

from typing import Literal

from planner.topology import Edge, Stop
from planner.values import value

Kind = Literal["region", "copy", "model", "deployment", "guardrail", "host"]


@value
class PlannedHop:
    """A place that data of a resource comes to; `stop` is None where nobody can tell which."""

    says: str
    """What the plan says, such as `rule.destination.bucket` is in us-east-1."""
    edge: Edge | None
    """None for where the resource itself stands."""
    kind: Kind
    name: str
    """What a proof knows it by: `aws:eu-west-1`, an ARN without account, a host name, …"""
    stop: Stop | None = None
    why: str = ""
    """Why nobody can tell; empty where `stop` says it."""
