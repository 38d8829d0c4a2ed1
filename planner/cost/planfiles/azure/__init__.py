"""Types of the azurerm provider whose bill takes more than a table; one file a family."""

from planner.cost.planfiles.azure import cognitive, databases, machines, networks

COMPOSED = {
    **cognitive.COMPOSED,
    **databases.COMPOSED,
    **machines.COMPOSED,
    **networks.COMPOSED,
}
"""Type to the function that prices it."""
