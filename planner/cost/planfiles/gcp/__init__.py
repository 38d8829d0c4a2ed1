"""Types of the google provider whose bill takes more than a table; one file a family."""

from planner.cost.planfiles.gcp import databases, machines, networks, serverless

COMPOSED = {
    **databases.COMPOSED,
    **machines.COMPOSED,
    **networks.COMPOSED,
    **serverless.COMPOSED,
}
"""Type to the function that prices it."""
