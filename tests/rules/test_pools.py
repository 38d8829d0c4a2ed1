"""What is known of a pool's machine, and what isn't."""

from __future__ import annotations

from planner.diagnostics import Severity, Verdict
from tests.rules.specs import Spec, endpoint, said, spec

ROLE = "arn:aws:iam::123456789012:role/ops"


def _with_pool(**words: str | list[str]) -> Spec:
    serves = {"llama": {"model": "llama-3.1-8b-instruct", "precision": "fp8"}}
    pool = {"administrators": [ROLE], "serves": serves, **words}
    people = {"rate": "95 USD", "operations_hours": 20}
    return spec({"chat": endpoint("fra")}, gpu_pools={"hot": pool}, people=people)


def test_zones_that_no_list_names_are_unproven_and_not_refused() -> None:
    words = _with_pool(region="us-gov-east-1", accelerator="T4", machine="g4dn.12xlarge")

    (found,) = said(words).of("CAP002")

    assert (found.severity, found.verdict) == (Severity.WARNING, Verdict.UNPROVEN)


def test_the_machine_that_is_taken_for_an_accelerator_carries_whole_ones() -> None:
    words = _with_pool(region="eu-central-1", accelerator="L4")

    assert said(words).findings == ()


def test_a_zone_that_is_named_twice_is_one_zone() -> None:
    zones = ["eu-central-1a", "eu-central-1a"]
    words = _with_pool(
        region="eu-central-1",
        accelerator="L4",
        zones=zones,
        purchase="capacity_reservation",
        reservation="cr-0123456789abcdef0",
    )

    assert said(words).of("REL007") == ()
