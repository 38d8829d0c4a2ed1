"""What it costs to be quicker, or stricter."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from itertools import pairwise

import planner
from planner.advising import Tradeoffs, advise, supposing, thresholds, tradeoffs
from planner.documents import tradeoffs_document
from planner.views import show_tradeoffs
from tests.documents.test_advice import schema

_WIDE = ("policy.processing=['bloc:EU', US]", "policy.regions.allow=['aws:*']")


@lru_cache
def _front() -> tuple[Tradeoffs, planner.Catalog]:
    plan = planner.plan("examples/hybrid-hot-path/topology.yaml", today=date(2026, 12, 1))
    wide = supposing(plan, _WIDE)
    return tradeoffs(advise(wide, thresholds()).posed, "sovereignty", wide.catalog), wide.catalog


def test_what_is_stricter_costs_more() -> None:
    found, _ = _front()
    assert len(found.points) > 1
    for lax, strict in pairwise(found.points):
        assert lax.monthly < strict.monthly
        assert lax.worst is not None
        assert strict.worst is not None
        assert lax.worst < strict.worst


def test_the_front_keeps_its_schema() -> None:
    made = json.loads(json.dumps(tradeoffs_document(*_front())))
    assert [error.message for error in schema("advise-front").iter_errors(made)] == []


def test_a_front_tells_what_its_strictest_topology_keeps() -> None:
    found, catalog = _front()
    shown = show_tradeoffs(found, catalog, "text")
    assert "in one bloc, by an operator whose parent is there" in shown
    assert show_tradeoffs(found, catalog, "markdown").count("\n| ") >= len(found.points)
