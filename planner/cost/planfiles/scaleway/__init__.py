"""Types of the scaleway provider whose bill takes more than a table; one file a family."""

from planner.cost.planfiles.scaleway import kubernetes, machines

COMPOSED = {
    **kubernetes.COMPOSED,
    **machines.COMPOSED,
}
"""Type to the function that prices it."""
