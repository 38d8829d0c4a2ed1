"""Rules hold on every cloud: a pool's country, operator and machine; what only AWS has."""

from __future__ import annotations

import pytest

from planner.diagnostics import Severity, Verdict
from tests.rules.specs import Said, Spec, said

MODEL = {"model": "llama-3.1-8b-instruct", "precision": "fp8"}


def _pool(cloud: str, region: str, accelerator: str, **words: str) -> Spec:
    return {
        "cloud": cloud,
        "region": region,
        "accelerator": accelerator,
        "serves": {"llama": MODEL},
        **words,
    }


def _said(pool: Spec, gateway: Spec | None = None, **policy: object) -> Said:
    """What the rules say of one endpoint whose route is the pool, behind a gateway beside it."""
    endpoint = {"data": ["personal"], "route": ["hot/llama"], "policy": policy}
    return said(
        {
            "version": 1,
            "topology": "hello",
            "endpoints": {"chat": endpoint},
            "gpu_pools": {"hot": pool},
            "gateways": {"main": gateway or {"cloud": pool["cloud"], "region": pool["region"]}},
        }
    )


@pytest.mark.parametrize(
    ("allowed", "verdict"), [("NL", Verdict.PROVEN), ("bloc:EU", Verdict.PROVEN)]
)
def test_a_pool_on_gcp_is_processed_in_its_regions_country(allowed: str, verdict: Verdict) -> None:
    pool = _pool("gcp", "europe-west4", "L4")

    assert _said(pool, processing=[allowed]).verdicts["chat"] is verdict


def test_a_pool_on_gcp_outside_the_allowed_countries_is_violated() -> None:
    found = _said(_pool("gcp", "us-central1", "L4"), processing=["bloc:EU"])

    assert found.verdicts["chat"] is Verdict.VIOLATED
    assert found.of("SOV001")


@pytest.mark.parametrize(
    ("cloud", "region", "accelerator", "verdict"),
    [
        ("gcp", "europe-west4", "L4", Verdict.VIOLATED),
        ("azure", "swedencentral", "A10", Verdict.VIOLATED),
        ("scaleway", "fr-par", "L4", Verdict.PROVEN),
    ],
)
def test_the_operator_of_a_pool_is_that_of_its_cloud(
    cloud: str, region: str, accelerator: str, verdict: Verdict
) -> None:
    found = _said(_pool(cloud, region, accelerator), operators={"parents": ["bloc:EU"]})

    assert found.verdicts["chat"] is verdict


def test_a_machine_that_gcp_does_not_sell_in_a_region_is_refused() -> None:
    pool = _pool("gcp", "europe-west12", "H100", machine="a3-highgpu-8g")

    (found,) = _said(pool).of("CAP002")

    assert found.verdict is Verdict.VIOLATED


def test_a_price_on_azure_is_no_offer() -> None:
    (found,) = _said(_pool("azure", "swedencentral", "A10")).of("CAP002")

    assert (found.severity, found.verdict) == (Severity.WARNING, Verdict.UNPROVEN)
    assert "no list says that it is sold there" in str(found.because)


def test_a_model_that_is_too_large_for_a_gpu_is_refused_on_any_cloud() -> None:
    pool = _pool("gcp", "europe-west4", "L4", machine="g2-standard-12")
    pool["serves"] = {"llama": {"model": "llama-3.3-70b-instruct", "precision": "bf16"}}

    assert [each.severity for each in _said(pool).of("CAP009")] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("cloud", "region", "asked"), [("aws", "eu-central-1", 1), ("gcp", "europe-west4", 0)]
)
def test_only_aws_admits_to_a_cluster_by_arn(cloud: str, region: str, asked: int) -> None:
    assert len(_said(_pool(cloud, region, "L4")).of("CAP010")) == asked


def test_a_gateway_reaches_a_pool_of_a_cloud_that_its_own_can_be_linked_to() -> None:
    pool = _pool("gcp", "europe-west4", "L4")

    assert not _said(pool, {"cloud": "aws", "region": "eu-central-1"}).of("CAP008")


def test_a_gateway_does_not_reach_a_pool_of_a_cloud_that_has_no_links() -> None:
    pool = _pool("scaleway", "fr-par", "L4")

    (found,) = _said(pool, {"cloud": "aws", "region": "eu-central-1"}).of("CAP008")

    assert "no VPN gateway of Scaleway" in f"{found.message} {found.because}"


def test_a_zone_that_has_a_number_only_is_a_zone() -> None:
    (found,) = _said(
        _pool("gcp", "europe-west4", "L4"),
        {"cloud": "gcp", "region": "europe-west4", "zones": 1},
    ).of("REL002")

    assert found.message == "`gateways.main` stands in the single zone 1"
    assert "europe-west4 has zones 1, 2, 3" in str(found.because)


@pytest.mark.parametrize(("pattern", "refused"), [("gcp:europe-*", 0), ("aws:*", 2)])
def test_a_policy_names_the_regions_of_any_cloud(pattern: str, refused: int) -> None:
    found = _said(_pool("gcp", "europe-west4", "L4"), regions={"allow": [pattern]})

    assert len(found.of("REG007")) == refused
