"""What people type on each cloud beside Terraform: `clouds/<cloud>/commands.toml`."""

from __future__ import annotations

from functools import cache

from planner import resources
from planner.catalog import digests
from planner.values import value


@value
class Commands:
    """Command lines with names in braces: region, secret, name, cluster."""

    put_secret: str
    restart_gateway: str
    kubeconfig: str
    first: tuple[str, ...]
    """What has to be true before the first apply."""
    keep_state: tuple[str, ...]
    """What makes a place for a state: region, bucket; storage_account, resource_group, container.
    Empty where an apply makes it."""
    alarms: tuple[str, ...]
    """What is left to do by hand where there are alarms."""
    budget: tuple[str, ...]


@cache
def commands(cloud: str) -> Commands:
    """The commands of a cloud that Terraform is written for."""
    read = digests.toml(resources.data(), f"clouds/{cloud}/commands.toml")
    return Commands(
        put_secret=read["put_secret"],
        restart_gateway=read["restart_gateway"],
        kubeconfig=read["kubeconfig"],
        first=tuple(read.get("first", ())),
        keep_state=tuple(read.get("keep_state", ())),
        alarms=tuple(read.get("alarms", ())),
        budget=tuple(read.get("budget", ())),
    )
