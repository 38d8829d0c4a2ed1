"""A pool's hours as the recurrences that scale it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.terraform.sizes import proven_sizes
from planner.terraform.wiring import sections
from tests.applying.specs import POOLS, planned


def schedule(folder: Path, words: str) -> object:
    plan = planned(folder, f"{POOLS}    schedule: {{{words}, timezone: Europe/Berlin}}\n")
    calls = {c.name: c for s in sections(plan.topology, plan.layout) for c in s.calls}
    return calls["gpu_pool_hot"].arguments["schedule"]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("days: mon-fri, hours: 07:00-20:30", "0 7 * * 1,2,3,4,5", "30 20 * * 1,2,3,4,5"),
        ("days: 'sun', hours: 09:15-24:00", "15 9 * * 0", "0 0 * * 1"),
        ("days: mon-fri, hours: 00:00-24:00", "0 0 * * 1", "0 0 * * 6"),
        ("days: 'sat,sun,tue', hours: 00:00-24:00", "0 0 * * 2,6", "0 0 * * 1,3"),
    ],
)
def test_hours_become_the_times_at_which_a_pool_is_scaled(
    tmp_path: Path, words: str, start: str, end: str
) -> None:
    assert schedule(tmp_path, words) == {
        "start": start,
        "end": end,
        "outside": 0,
        "timezone": "Europe/Berlin",
    }


def test_a_pool_that_may_be_empty_has_no_alarm_for_it(tmp_path: Path) -> None:
    words = "    schedule: {days: mon-fri, hours: 07:00-20:00, timezone: Europe/Berlin}\n"
    plan = planned(tmp_path, POOLS + words)
    calls = {c.name: c for s in sections(plan.topology, plan.layout) for c in s.calls}

    watched = calls["observability_eu_central_1"].arguments["pools"]
    assert isinstance(watched, dict)
    assert watched["hot"]["min_nodes"] == 0


def test_what_scales_a_pool_belongs_to_the_proof(tmp_path: Path) -> None:
    words = "    schedule: {days: mon-fri, hours: 07:00-20:00, timezone: Europe/Berlin}\n"
    sizes = proven_sizes(planned(tmp_path, POOLS + words).layout)

    ending = sizes["module.gpu_pool_hot.aws_autoscaling_schedule.end"]
    assert ending == {"min_size": 0, "max_size": 0, "time_zone": "Europe/Berlin"}
