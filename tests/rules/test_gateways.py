"""What the callers of one gateway can do to each other's policies."""

from __future__ import annotations

from tests.rules.specs import Said, Spec, endpoint, said, spec


def _behind_one_gateway(**endpoints: Spec) -> Said:
    return said(spec(endpoints, gateways={"main": {"region": "eu-central-1"}}))


def test_each_endpoint_that_is_bound_is_warned_of_the_one_that_is_not() -> None:
    judged = _behind_one_gateway(
        patients=endpoint("fra", processing=["bloc:EU"]),
        staff=endpoint("fra", processing=["bloc:EU"]),
        public=endpoint("us", data="public"),
    )

    assert [found.endpoint for found in judged.of("SOV029")] == ["patients", "staff"]
    assert {found.offending for found in judged.of("SOV029")} == {("US",)}


def test_a_target_of_one_s_own_is_no_way_past_one_s_policy() -> None:
    judged = _behind_one_gateway(
        patients=endpoint("fra", "us", processing=["bloc:EU"]),
        public=endpoint("us", data="public"),
    )

    assert judged.of("SOV029") == ()
    assert [found.endpoint for found in judged.of("SOV010")] == ["patients"]


def test_all_ways_past_a_policy_are_one_warning() -> None:
    judged = _behind_one_gateway(
        patients=endpoint("fra", processing=["bloc:EU"]),
        drafts=endpoint("us", data="public"),
        search=endpoint("openai", data="public"),
    )

    (found,) = judged.of("SOV029")

    assert "along the route of `drafts`" in found.message
    assert "US" in found.offending


def test_an_operator_that_a_policy_denies_is_a_way_past_it() -> None:
    judged = _behind_one_gateway(
        patients=endpoint("fra", operators={"deny": ["openai"]}),
        public=endpoint("openai", data="public"),
    )

    (found,) = judged.of("SOV029")

    assert found.offending == ("openai",)


def test_a_stricter_neighbour_is_no_way_past_a_policy() -> None:
    judged = _behind_one_gateway(
        patients=endpoint("scaleway", processing=["FR"]),
        staff=endpoint("fra", processing=["bloc:EU"]),
    )

    assert [found.endpoint for found in judged.of("SOV029")] == ["patients"]


def test_the_verdict_speaks_of_the_endpoint_s_own_route() -> None:
    judged = _behind_one_gateway(
        patients=endpoint("fra", processing=["bloc:EU"]),
        public=endpoint("us", data="public"),
    )

    assert judged.verdicts == {"patients": "proven", "public": "proven"}
