"""All that an endpoint needs of a target, judged: the one door for whoever looks for targets.

The rules on needs report the same, and rest on the same functions.
"""

from __future__ import annotations

from planner.catalog import Catalog
from planner.rules.needs import Met, quality, tools
from planner.rules.waiting import first_token, whole_answer
from planner.topology import Endpoint, Target


def met_needs(endpoint: Endpoint, target: Target, catalog: Catalog) -> tuple[Met, ...]:
    """Each need that the endpoint states of a target, with its verdict; context aside.

    Availability is the whole route's: see `composed`.
    """
    found = (
        quality(endpoint, target, catalog),
        tools(endpoint, target),
        first_token(endpoint, target, catalog),
        whole_answer(endpoint, target, catalog),
    )
    return tuple(met for met in found if met is not None)
