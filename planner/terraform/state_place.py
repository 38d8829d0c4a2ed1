"""Where a state is kept: what makes the place, on clouds where an apply doesn't."""

from __future__ import annotations

from planner.catalog import commands
from planner.topology import State


def state_commands(state: State) -> tuple[str, ...]:
    """Command lines that make a state's bucket or container; none where an apply makes it."""
    if state.region is None:
        return ()
    words = {
        "bucket": state.bucket,
        "container": state.container,
        "region": state.region.name,
        "resource_group": state.resource_group,
        "storage_account": state.storage_account,
    }
    return tuple(line.format(**words) for line in commands(state.region.cloud).keep_state)
