"""What is added to a spec gets a name that tells."""

from __future__ import annotations

from planner.solving import Option, placed
from planner.topology import Way, ways
from tests.solving.plans import TRAFFIC, planned

_WORDS = {
    "version": 1,
    "topology": "t",
    "endpoints": {"chat": {"traffic": TRAFFIC, "route": ["bedrock-eu-central-1/haiku"]}},
    "providers": {
        "bedrock-eu-central-1": {
            "kind": "bedrock",
            "region": "eu-central-1",
            "mode": "geo",
            "models": {"haiku": "claude-haiku-4-5"},
        }
    },
}


def _way(mode: str) -> Way:
    catalog = planned(_WORDS).catalog
    return next(
        way
        for way in ways("gpt-oss-120b", catalog)
        if way.kind == "bedrock" and way.place == "eu-central-1" and way.words["mode"] == mode
    )


def test_a_second_provider_in_a_region_is_called_by_its_mode() -> None:
    plan = planned(_WORDS)
    option = Option("gpt-oss-120b", _way("regional"))
    assert placed(option, plan.spec).target == "bedrock-eu-central-1-regional/gpt-oss-120b"
