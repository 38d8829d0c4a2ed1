"""Types of the google provider whose bill takes more than a table; one file a family."""

from planner.cost.planfiles.gcp import databases, machines, monitoring, networks, serverless

COMPOSED = {
    **databases.COMPOSED,
    **machines.COMPOSED,
    **monitoring.COMPOSED,
    **networks.COMPOSED,
    **serverless.COMPOSED,
}
"""Type to the function that prices it."""
