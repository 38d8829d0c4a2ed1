"""Whether the real proxy calls each kind of provider where that vendor listens."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.catalog import gateway_image
from planner.terraform.gateway_facts import gateway_facts
from tests.gateway.proxy import Proxy
from tests.gateway.scene import CHAT_PATHS, EMBEDDING_PATHS, FIXED_HOSTS, Vendors


def test_the_image_is_the_version_that_these_tests_run() -> None:
    pinned = (Path(__file__).parents[2] / "requirements" / "litellm.in").read_text()
    tag = gateway_image("litellm").rsplit(":v")[-1]
    assert f"litellm[proxy]=={tag}\n" in pinned


def test_every_kind_that_has_a_spelling_is_tried() -> None:
    kinds = set(gateway_facts("litellm").tables) - {"gpu_pools"}
    assert kinds == {*CHAT_PATHS, *FIXED_HOSTS}


@pytest.mark.litellm
@pytest.mark.parametrize("kind", CHAT_PATHS)
def test_a_chat_arrives_at_the_vendors_path(proxy: Proxy, vendors: Vendors, kind: str) -> None:
    before = len(vendors.any_kind.paths)
    proxy.ask(f"chat-{kind}")
    assert vendors.any_kind.paths[before:] == [CHAT_PATHS[kind]]


@pytest.mark.litellm
@pytest.mark.parametrize("kind", EMBEDDING_PATHS)
def test_an_embedding_arrives_at_the_vendors_path(
    proxy: Proxy, vendors: Vendors, kind: str
) -> None:
    before = len(vendors.any_kind.paths)
    proxy.post("/v1/embeddings", {"model": f"embed-{kind}", "input": "hello"})
    assert vendors.any_kind.paths[before:] == [EMBEDDING_PATHS[kind]]


@pytest.mark.litellm
def test_a_pool_is_called_at_the_address_of_its_variable(proxy: Proxy) -> None:
    assert "pool" in proxy.ask("own-pool").text


@pytest.mark.litellm
def test_a_us_provider_is_asked_to_infer_in_the_us(proxy: Proxy, vendors: Vendors) -> None:
    proxy.ask("american")
    assert vendors.american.bodies[-1]["inference_geo"] == "us"
