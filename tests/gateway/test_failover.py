"""What the rendered configuration does on the real proxy while vendors fail.

One proxy serves all tests. Each has an endpoint and upstreams of its own, so that no test sees what
another one broke.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from planner.terraform.gateway_config import gateway_config
from tests.gateway import proxy as litellm_proxy
from tests.gateway import upstream
from tests.gateway.proxy import Answer, Proxy
from tests.gateway.upstream import Upstream
from tests.gateway.values import api, endpoint, gateway, pooled

pytestmark = pytest.mark.litellm

FIRST_TOKEN_S = 1
TOTAL_S = 2
OWN_S = 0.8
"""What the proxy itself may take on a busy machine."""
SECRET_PROMPT = "the patient's name is Zebulon"
ROUTES = ("sound", "refuses", "errors", "hangs", "hangs-in-streams", "total", "fenced", "leaky")
BUSY = 1_000_000_000
"""Requests a month that leave a handful of failures below what cools a target."""

Upstreams = Mapping[str, tuple[Upstream, Upstream]]


@pytest.fixture(scope="module")
def upstreams() -> Iterator[Upstreams]:
    """Primary and fallback of each endpoint, by its name."""
    with ExitStack() as stack:
        yield {
            name: (
                stack.enter_context(upstream.running(f"{name}-primary")),
                stack.enter_context(upstream.running(f"{name}-fallback")),
            )
            for name in (*ROUTES, "probed", "american", "own-pool")
        }


@pytest.fixture(scope="module")
def proxy(
    litellm: Path,
    proxy_environment: Mapping[str, str],
    upstreams: Upstreams,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Proxy]:
    hosts = {name: (one.host, two.host) for name, (one, two) in upstreams.items()}
    routes = {
        name: (api(f"{name}-a", host=primary), api(f"{name}-b", host=fallback))
        for name, (primary, fallback) in hosts.items()
    }
    endpoints = [endpoint(name, *routes[name]) for name in ROUTES]
    endpoints += [
        endpoint("probed", *routes["probed"], requests_per_month=BUSY),
        endpoint("american", api("claude", "anthropic", hosts["american"][0], mode="us")),
        endpoint("own-pool", pooled("hot", "llama")),
    ]
    upstreams["probed"][0].mode = "hang"
    rendered = gateway_config(
        gateway(first_token_s=FIRST_TOKEN_S, total_s=TOTAL_S, cooldown_s=6), endpoints
    )
    config = tmp_path_factory.mktemp("gateway") / "config.yaml"
    # The one difference to a real gateway: loopback speaks no TLS.
    config.write_text(rendered.text.replace("https://127.0.0.1", "http://127.0.0.1"))
    environment = {
        **proxy_environment,
        **dict.fromkeys(rendered.secret_names, "sk-vendor"),
        **dict.fromkeys(rendered.pool_urls, f"http://{hosts['own-pool'][0]}/v1"),
    }
    with litellm_proxy.running(litellm, config, environment) as running:
        yield running


def test_a_sound_primary_answers(proxy: Proxy) -> None:
    answer = proxy.ask("sound")
    assert answer.status == 200
    assert answer.deployment == "sound-1-sound-a"
    assert "sound-primary" in answer.text


def test_a_pool_is_reached_at_the_address_of_its_variable(proxy: Proxy) -> None:
    assert "own-pool-primary" in proxy.ask("own-pool").text


def test_a_refusing_primary_costs_no_waiting(proxy: Proxy, upstreams: Upstreams) -> None:
    upstreams["refuses"][0].refuse()
    answers = [proxy.ask("refuses") for _ in range(5)]
    assert {answer.deployment for answer in answers} == {"refuses-2-refuses-b"}
    assert max(answer.seconds for answer in answers) < OWN_S


def test_a_failing_primary_is_left_alone_after_three_errors(
    proxy: Proxy, upstreams: Upstreams
) -> None:
    primary, _ = upstreams["errors"]
    primary.mode = "error"
    blip = [proxy.ask("errors") for _ in range(3)]
    asked = primary.calls
    later = [proxy.ask("errors") for _ in range(5)]
    assert {answer.deployment for answer in blip + later} == {"errors-2-errors-b"}
    assert max(answer.seconds for answer in blip + later) < OWN_S
    assert primary.calls == asked


def test_a_hanging_primary_costs_three_requests_the_total_timeout(
    proxy: Proxy, upstreams: Upstreams
) -> None:
    upstreams["hangs"][0].mode = "hang"
    blip = [proxy.ask("hangs") for _ in range(3)]
    later = [proxy.ask("hangs") for _ in range(3)]
    assert {answer.deployment for answer in blip + later} == {"hangs-2-hangs-b"}
    assert max(answer.seconds for answer in blip) < TOTAL_S + OWN_S
    assert max(answer.seconds for answer in later) < OWN_S


def test_a_stream_waits_for_its_first_token_only(proxy: Proxy, upstreams: Upstreams) -> None:
    upstreams["hangs-in-streams"][0].mode = "hang"
    answer = proxy.ask("hangs-in-streams", stream=True)
    assert "hangs-in-streams-fallback" in answer.text
    assert FIRST_TOKEN_S <= answer.seconds < FIRST_TOKEN_S + OWN_S


def test_probes_alone_take_a_hanging_primary_out(proxy: Proxy, upstreams: Upstreams) -> None:
    primary, _ = upstreams["probed"]
    first_probes_took = 5 + OWN_S
    asking = [proxy.ask("probed") for _ in range(round(first_probes_took / TOTAL_S) + 1)]
    asked = primary.calls
    later = [proxy.ask("probed") for _ in range(5)]
    assert {answer.deployment for answer in asking + later} == {"probed-2-probed-b"}
    assert max(answer.seconds for answer in later) < OWN_S
    assert primary.calls == asked


def test_when_all_fail_the_caller_sees_the_last_error_and_recovery_at_once(
    proxy: Proxy, upstreams: Upstreams
) -> None:
    primary, fallback = upstreams["total"]
    primary.mode = fallback.mode = "error"
    failed = [proxy.ask("total") for _ in range(6)]
    fallback.mode = "ok"
    assert {answer.status for answer in failed} == {500}
    assert proxy.ask("total").deployment == "total-2-total-b"


def test_inference_of_a_us_provider_is_bound_to_the_us(proxy: Proxy, upstreams: Upstreams) -> None:
    assert proxy.ask("american").status == 200
    assert {body.get("inference_geo") for body in upstreams["american"][0].bodies} == {"us"}


@pytest.mark.parametrize(
    "escape",
    [
        {"fallbacks": ["openai/gpt-5.1"]},
        {"fallbacks": [{"model": "openai/fake", "api_base": "http://{host}/v1"}]},
        {"api_base": "http://{host}/v1"},
        {"model_list": [{"model_name": "x", "litellm_params": {"model": "openai/fake"}}]},
        {"user_config": {"model_list": []}},
    ],
    ids=lambda escape: next(iter(escape)),
)
def test_a_caller_reaches_nothing_but_rendered_targets(
    proxy: Proxy, upstreams: Upstreams, escape: dict[str, object]
) -> None:
    primary, fallback = upstreams["fenced"]
    primary.mode = fallback.mode = "error"
    outside, _ = upstreams["own-pool"]
    asked = outside.calls
    answer = proxy.ask("fenced", **_with_host(escape, outside.host))
    assert answer.status >= 400
    assert outside.calls == asked


def test_a_model_that_is_no_endpoint_is_refused(proxy: Proxy) -> None:
    assert proxy.ask("openai/gpt-5.1").status == 400


def test_no_route_hands_a_caller_through_to_a_vendor(proxy: Proxy) -> None:
    body = {"model": "gpt-5.1", "messages": [{"role": "user", "content": "hello"}]}
    for path in ("/openai/v1/chat/completions", "/anthropic/v1/messages", "/mistral/v1/chat"):
        assert proxy.post(path, body).status >= 400


def test_no_prompt_is_logged_whether_calls_succeed_or_fail(
    proxy: Proxy, upstreams: Upstreams
) -> None:
    answers = [proxy.ask("leaky", SECRET_PROMPT)]
    upstreams["leaky"][0].mode = "error"
    answers += [proxy.ask("leaky", SECRET_PROMPT), proxy.ask("leaky", SECRET_PROMPT, stream=True)]
    upstreams["leaky"][1].mode = "error"
    answers += [proxy.ask("leaky", SECRET_PROMPT), proxy.ask("leaky", SECRET_PROMPT, stream=True)]
    assert [_succeeded(answer) for answer in answers] == [True, True, True, False, False]
    assert "Zebulon" not in proxy.log.read_text()


def _succeeded(answer: Answer) -> bool:
    return answer.status == 200 and "leaky-" in answer.text


def _with_host(value: object, host: str) -> dict[str, object]:
    import json

    filled = json.loads(json.dumps(value).replace("{host}", host))
    assert isinstance(filled, dict)
    return filled
