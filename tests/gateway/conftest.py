"""The real LiteLLM, from `TOPOPLAN_LITELLM` or the environment of `requirements/litellm.txt`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gateway import proxy as litellm_proxy
from tests.gateway import scene
from tests.gateway.proxy import MASTER_KEY, Proxy
from tests.gateway.scene import Vendors

_INSTALLED = Path(__file__).parents[2] / ".venv-litellm" / "bin" / "litellm"


@pytest.fixture(scope="session")
def litellm() -> Path:
    """The proxy's command."""
    command = Path(os.environ.get("TOPOPLAN_LITELLM", _INSTALLED))
    if command.is_file():
        return command
    reason = f"no LiteLLM at {command}: install requirements/litellm.txt or set TOPOPLAN_LITELLM"
    if os.environ.get("CI") or os.environ.get("TOPOPLAN_REQUIRE_LITELLM"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def vendors() -> Iterator[Vendors]:
    with scene.vendors() as running:
        yield running


@pytest.fixture(scope="session")
def proxy(
    litellm: Path, vendors: Vendors, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    """LiteLLM with the rendered configuration, which starts once: it takes some ten seconds."""
    config = scene.rendered(vendors)
    file = tmp_path_factory.mktemp("gateway") / "config.yaml"
    # The one difference to a real gateway: loopback speaks no TLS.
    file.write_text(config.text.replace("https://127.0.0.1", "http://127.0.0.1"))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(file.parent),
        "LITELLM_MODE": "PRODUCTION",
        "LITELLM_LOG": "ERROR",
        "LITELLM_MASTER_KEY": MASTER_KEY,
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_BEDROCK_RUNTIME_ENDPOINT": f"http://{vendors.any_kind.host}",
        **config.environment,
        **dict.fromkeys(config.secret_names, "sk-vendor"),
        **dict.fromkeys(config.pool_urls, f"http://{vendors.pool.host}/v1"),
    }
    with litellm_proxy.running(litellm, file, environment) as running:
        yield running
