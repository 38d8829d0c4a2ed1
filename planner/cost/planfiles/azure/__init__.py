"""Types of the azurerm provider whose bill takes more than a table; one file a family."""

from planner.cost.planfiles.azure import (
    cognitive,
    containers,
    databases,
    machines,
    monitoring,
    networks,
)

COMPOSED = {
    **cognitive.COMPOSED,
    **containers.COMPOSED,
    **databases.COMPOSED,
    **machines.COMPOSED,
    **monitoring.COMPOSED,
    **networks.COMPOSED,
}
"""Type to the function that prices it."""
