"""Who administers a cluster is named as the pool's own cloud names people."""

from __future__ import annotations

import pytest

from tests.spec.conftest import Reads

NAMED = {
    "aws": "arn:aws:iam::111122223333:role/ops",
    "azure": "00000000-0000-0000-0000-000000000000",
    "gcp": "group:platform@example.com",
    "scaleway": "group:00000000-0000-0000-0000-000000000000",
}


def _pool(cloud: str, administrator: str) -> str:
    return f"""\
gpu_pools:
  hot: {{cloud: {cloud}, region: x, accelerator: H100, administrators: ["{administrator}"],
        serves: {{llama: {{model: llama-3.1-8b-instruct}}}}}}
"""


@pytest.mark.parametrize("cloud", NAMED)
def test_each_cloud_takes_its_own_administrators_and_no_others(
    cloud: str, reading: Reads, smallest: str
) -> None:
    for other, administrator in NAMED.items():
        outcome = reading(smallest + _pool(cloud, administrator))

        messages = [one.message for one in outcome.diagnostics]
        if other == cloud:
            assert messages == []
        else:
            assert len(messages) == 1
            assert f"on {cloud} an administrator is " in messages[0]
            assert f"not `{administrator}`" in messages[0]
