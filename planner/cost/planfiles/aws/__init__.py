"""Types of the AWS provider whose bill takes more than a table; one file a family."""

from planner.cost.planfiles.aws import containers, machines, monitoring, networks, stores

COMPOSED = {
    **containers.COMPOSED,
    **machines.COMPOSED,
    **monitoring.COMPOSED,
    **networks.COMPOSED,
    **stores.COMPOSED,
}
"""Type to the function that prices it."""
