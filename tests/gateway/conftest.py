"""The real LiteLLM, from `TOPOPLAN_LITELLM` or the environment of `requirements/litellm.txt`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from planner.terraform.gateway_facts import gateway_facts
from tests.gateway.proxy import MASTER_KEY

_HERE = Path(__file__).parents[2] / ".venv-litellm" / "bin" / "litellm"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "litellm: runs the real LiteLLM proxy")


@pytest.fixture(scope="session")
def litellm() -> Path:
    """The proxy's command."""
    command = Path(os.environ.get("TOPOPLAN_LITELLM", _HERE))
    if command.is_file():
        return command
    reason = f"no LiteLLM at {command}: install requirements/litellm.txt or set TOPOPLAN_LITELLM"
    if os.environ.get("CI") or os.environ.get("TOPOPLAN_REQUIRE_LITELLM"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def proxy_environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Nothing of this machine but the path; what a task of the rendered gateway has."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path_factory.mktemp("home")),
        "LITELLM_MODE": "PRODUCTION",
        "LITELLM_LOG": "ERROR",
        "LITELLM_MASTER_KEY": MASTER_KEY,
        **gateway_facts("litellm").environment,
    }
