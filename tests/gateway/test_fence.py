"""What a caller can't reach through the real proxy, what it can, and what the proxy writes down."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gateway.proxy import Answer, Proxy
from tests.gateway.scene import Vendors

pytestmark = pytest.mark.litellm

_PROMPT = "the patient's name is Zebulon"


@pytest.mark.parametrize(
    "escape",
    [
        {"fallbacks": ["openai/gpt-5.1"]},
        {"fallbacks": [{"model": "openai/fake", "api_base": "http://HOST/v1"}]},
        {"api_base": "http://HOST/v1"},
        {"model_list": [{"model_name": "x", "litellm_params": {"model": "openai/fake"}}]},
        {"user_config": {"model_list": []}},
        {"router_settings_override": {"fallbacks": [{"fenced": ["openai/gpt-5.1"]}]}},
    ],
    ids=[
        "foreign-model",
        "foreign-host-as-fallback",
        "foreign-host",
        "models",
        "router",
        "override",
    ],
)
def test_a_caller_reaches_no_host_and_no_model_that_is_not_rendered(
    proxy: Proxy, vendors: Vendors, escape: dict[str, Any]
) -> None:
    for target in vendors.pairs["fenced"]:
        target.mode = "error"
    outside = vendors.american
    asked = outside.calls
    answer = proxy.ask("fenced", **json.loads(json.dumps(escape).replace("HOST", outside.host)))
    assert answer.status >= 400
    assert outside.calls == asked


def test_a_model_that_is_no_endpoint_is_refused(proxy: Proxy) -> None:
    assert proxy.ask("openai/gpt-5.1").status == 400


def test_one_gateway_is_no_fence_between_its_own_endpoints(proxy: Proxy, vendors: Vendors) -> None:
    for target in vendors.pairs["fenced"]:
        target.mode = "error"
    assert proxy.ask("fenced", fallbacks=["american"]).deployment == "american-1-claude"


def test_no_prompt_is_logged_whether_calls_succeed_or_fail(proxy: Proxy, vendors: Vendors) -> None:
    primary, fallback = vendors.pairs["leaky"]
    answers = [proxy.ask("leaky", _PROMPT)]
    primary.mode = "error"
    answers += [proxy.ask("leaky", _PROMPT), proxy.ask("leaky", _PROMPT, stream=True)]
    fallback.mode = "error"
    answers += [proxy.ask("leaky", _PROMPT), proxy.ask("leaky", _PROMPT, stream=True)]
    assert [_succeeded(answer) for answer in answers] == [True, True, True, False, False]
    assert "Zebulon" not in proxy.log.read_text()


def _succeeded(answer: Answer) -> bool:
    return answer.status == 200 and "leaky-" in answer.text
