"""Gateways whose replicas or patience their cloud doesn't have."""

from __future__ import annotations

import pytest

from planner.topology import EXPLANATIONS
from tests.topology.specs import problem, resolved, spec, underlined

ON_AZURE = "cloud: azure, region: swedencentral"
ON_SCALEWAY = "cloud: scaleway, region: fr-par"


def gateway(words: str) -> str:
    return spec(more=f"gateways: {{main: {{{words}}}}}")


@pytest.mark.parametrize(
    ("words", "code", "at", "fix"),
    [
        (
            f"{ON_SCALEWAY}, replicas: {{min: 2, max: 4}}",
            "TOP142",
            "{min: 2, max: 4}",
            "`replicas: {min: 4, max: 4}`",
        ),
        (
            f"{ON_AZURE}, size: {{cpu: 1, memory: 4 GiB}}",
            "TOP143",
            "{cpu: 1, memory: 4 GiB}",
            "`size: {cpu: 2, memory: 4 GiB}`",
        ),
        (f"{ON_AZURE}, timeouts: {{total_s: 600}}", "TOP144", "600", "`total_s: 240`"),
    ],
)
def test_what_a_cloud_does_not_have_is_said_with_what_it_has(
    words: str, code: str, at: str, fix: str
) -> None:
    text = gateway(words)

    found = problem(text)

    assert (found.code, underlined(found, text)) == (code, at)
    assert found.fixes[0].title.endswith(fix)
    assert code in EXPLANATIONS


@pytest.mark.parametrize(
    "words",
    [
        f"{ON_SCALEWAY}, replicas: {{min: 4, max: 4}}",
        f"{ON_AZURE}, size: {{cpu: 2, memory: 4 GiB}}, timeouts: {{total_s: 240}}",
        "region: eu-central-1, replicas: {min: 2, max: 4}, timeouts: {total_s: 600}",
    ],
)
def test_what_a_cloud_has_is_taken(words: str) -> None:
    (found,) = resolved(gateway(words)).gateways

    assert found.name == "main"
