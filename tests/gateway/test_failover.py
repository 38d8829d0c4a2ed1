"""What the rendered configuration does on the real proxy while vendors fail."""

from __future__ import annotations

import time

import pytest

from tests.gateway.proxy import Answer, Proxy
from tests.gateway.scene import FIRST_TOKEN_S, TOTAL_S, Vendors

pytestmark = pytest.mark.litellm

OWN_S = 0.8
"""What the proxy itself may take on a busy machine."""
FIRST_PROBES_S = 5
PATIENCE_S = 30
"""Several cooldowns."""


def in_rotation(proxy: Proxy, name: str) -> Answer:
    """An answer of the primary, once its probes let it: a busy machine may have failed one."""
    answer = proxy.ask(name)
    until = time.monotonic() + PATIENCE_S
    while f"{name}-1-" not in (answer.deployment or "") and time.monotonic() < until:
        time.sleep(0.5)
        answer = proxy.ask(name)
    return answer


def test_a_sound_primary_answers(proxy: Proxy) -> None:
    answer = in_rotation(proxy, "sound")
    assert answer.deployment == "sound-1-sound-a"
    assert "sound-primary" in answer.text


def test_a_refusing_primary_costs_no_waiting(proxy: Proxy, vendors: Vendors) -> None:
    vendors.pairs["refuses"][0].refuse()
    answers = [proxy.ask("refuses") for _ in range(5)]
    assert {answer.deployment for answer in answers} == {"refuses-2-refuses-b"}
    assert max(answer.seconds for answer in answers) < OWN_S


def test_a_failing_primary_is_left_alone_after_three_errors(proxy: Proxy, vendors: Vendors) -> None:
    primary, _ = vendors.pairs["errors"]
    primary.mode = "error"
    blip = [proxy.ask("errors") for _ in range(3)]
    asked = primary.calls
    later = [proxy.ask("errors") for _ in range(5)]
    assert {answer.deployment for answer in blip + later} == {"errors-2-errors-b"}
    assert max(answer.seconds for answer in blip + later) < OWN_S
    assert primary.calls == asked


def test_a_hanging_primary_costs_three_requests_the_total_timeout(
    proxy: Proxy, vendors: Vendors
) -> None:
    vendors.pairs["hangs"][0].mode = "hang"
    blip = [proxy.ask("hangs") for _ in range(3)]
    later = [proxy.ask("hangs") for _ in range(3)]
    assert {answer.deployment for answer in blip + later} == {"hangs-2-hangs-b"}
    assert max(answer.seconds for answer in blip) < TOTAL_S + OWN_S
    assert max(answer.seconds for answer in later) < OWN_S


def test_a_stream_waits_for_its_first_token_only(proxy: Proxy, vendors: Vendors) -> None:
    in_rotation(proxy, "hangs-in-streams")
    vendors.pairs["hangs-in-streams"][0].mode = "hang"
    answer = proxy.ask("hangs-in-streams", stream=True)
    assert "hangs-in-streams-fallback" in answer.text
    assert FIRST_TOKEN_S <= answer.seconds < FIRST_TOKEN_S + OWN_S


def test_probes_alone_take_a_hanging_primary_out(proxy: Proxy, vendors: Vendors) -> None:
    primary, _ = vendors.pairs["probed"]
    asking = [proxy.ask("probed") for _ in range(FIRST_PROBES_S // TOTAL_S + 2)]
    asked = primary.calls
    later = [proxy.ask("probed") for _ in range(5)]
    assert {answer.deployment for answer in asking + later} == {"probed-2-probed-b"}
    assert max(answer.seconds for answer in later) < OWN_S
    assert primary.calls == asked


def test_when_all_fail_the_caller_sees_the_last_error_and_recovery_at_once(
    proxy: Proxy, vendors: Vendors
) -> None:
    primary, fallback = vendors.pairs["total"]
    primary.mode = fallback.mode = "error"
    failed = [proxy.ask("total") for _ in range(6)]
    fallback.mode = "ok"
    assert {answer.status for answer in failed} == {500}
    assert proxy.ask("total").deployment == "total-2-total-b"
