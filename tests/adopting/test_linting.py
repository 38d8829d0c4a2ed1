"""What is wrong in somebody's LiteLLM configuration is named at its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.catalog import load
from planner.diagnostics import Severity, SourceText
from planner.spec import read_text
from planner.topology import resolve
from tests.adopting.configs import adopted, codes, group
from tests.adopting.test_litellm import CONFIGS, OSS, SONNET

SOUND = (
    "model_list:\n"
    + group("chat", f"{SONNET}, order: 1, timeout: 60")
    + group("chat", f"{OSS}, order: 2, timeout: 60")
)
UNTIMED = SOUND.replace(", timeout: 60", "")
TWO = (
    "model_list:\n"
    + group("chat", f"{SONNET}, timeout: 60")
    + group("spare", f"{OSS}, timeout: 60")
)


def test_nothing_is_said_of_a_sound_configuration(tmp_path: Path) -> None:
    assert codes(adopted(tmp_path, SOUND)) == []


@pytest.mark.parametrize("config", CONFIGS, ids=lambda path: path.parents[3].name)
def test_nothing_is_wrong_in_what_topoplan_wrote(tmp_path: Path, config: Path) -> None:
    found = adopted(tmp_path, config.read_text())

    assert [code for code in codes(found) if code in {"ADO101", "ADO102", "ADO103", "ADO104"}] == []
    assert [one for one in found.remarks if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ADO101", TWO + 'router_settings: {fallbacks: [{"chat": ["spar"]}]}\n'),
        ("ADO101", TWO + 'router_settings: {fallbacks: [{"caht": ["spare"]}]}\n'),
        ("ADO101", TWO + 'litellm_settings: {context_window_fallbacks: [{"chat": ["x"]}]}\n'),
        ("ADO101", TWO + 'router_settings: {default_fallbacks: ["x"]}\n'),
        ("ADO102", TWO + 'router_settings: {fallbacks: [{"chat": ["spare"]}]}\n'),
        ("ADO103", UNTIMED),
        ("ADO103", SOUND.replace("timeout: 60", "timeout: 600")),
        (
            "ADO103",
            UNTIMED + "litellm_settings: {request_timeout: 3600}\n",
        ),
        ("ADO104", SOUND + "router_settings: {num_retires: 0}\n"),
        ("ADO104", SOUND + "litelm_settings: {}\n"),
        ("ADO104", SOUND.replace("order: 1", "stream_timout: 1")),
        ("ADO105", SOUND + "litellm_settings: {master_key: os.environ/K}\n"),
        ("ADO106", SOUND + "general_settings: {master_key: sk-1234}\n"),
        ("ADO106", SOUND.replace("os.environ/OVH_KEY", "secret")),
        ("ADO107", TWO + 'router_settings: {content_policy_fallbacks: [{"chat": ["spare"]}]}\n'),
        ("ADO109", SOUND + "router_settings: {num_retries: 3}\n"),
        ("ADO111", SOUND + "litellm_settings: {callbacks: [langfuse]}\n"),
        ("ADO111", SOUND + "litellm_settings: {cache: true}\n"),
        ("ADO111", SOUND + "general_settings: {database_url: os.environ/DB}\n"),
        ("ADO004", SOUND + "router_settings: {model_group_alias: {a: chat}}\n"),
        ("ADO004", SOUND.replace("order: 1", "order: 1, rpm: 6")),
    ],
)
def test_what_is_wrong_has_a_code(tmp_path: Path, code: str, text: str) -> None:
    assert code in codes(adopted(tmp_path, text))


def test_a_dangling_fallback_offers_the_nearest_group(tmp_path: Path) -> None:
    found = adopted(tmp_path, TWO + 'router_settings: {fallbacks: [{"chat": ["spar"]}]}\n')

    (remark,) = [one for one in found.remarks if one.code == "ADO101"]
    assert remark.fixes[0].title == "write `spare`"
    assert remark.at.line == 4


def test_retries_multiply(tmp_path: Path) -> None:
    text = SOUND.replace("order: 1", "order: 1, max_retries: 2")
    text += "router_settings: {num_retries: 3}\n"

    (remark,) = [one for one in adopted(tmp_path, text).remarks if one.code == "ADO109"]

    assert remark.message == "a failing target is asked up to 12 times before the next one"


def test_a_key_in_clear_is_nowhere_in_what_is_shown(tmp_path: Path) -> None:
    found = adopted(tmp_path, SOUND.replace("os.environ/OVH_KEY", "Xy7-plain"))

    assert "Xy7-plain" not in found.text
    assert all("Xy7-plain" not in source.text for source in found.sources.values())


def test_counts_for_prometheus_are_no_copies(tmp_path: Path) -> None:
    assert "ADO111" not in codes(
        adopted(tmp_path, SOUND + "litellm_settings: {callbacks: [prometheus]}\n")
    )


def test_keys_that_resemble_no_known_one_are_nobodys_business(tmp_path: Path) -> None:
    assert "ADO104" not in codes(adopted(tmp_path, SOUND + "x-anchors: {}\n"))


_CALLBACKS = {
    "s3": "region: eu-central-1",
    "s3_v2": "region: eu-central-1",
    "gcs_bucket": "region: europe-west3",
    "azure_storage": "region: germanywestcentral",
    "langfuse_otel": "host: https://traces.example.com",
    "datadog_llm_observability": "host: https://traces.example.com",
    "my_module.handler": "host: https://traces.example.com",
}


@pytest.mark.parametrize("callback", _CALLBACKS)
def test_the_store_that_is_offered_for_a_callback_is_one_that_a_spec_takes(
    tmp_path: Path, callback: str
) -> None:
    found = adopted(tmp_path, SOUND + f"litellm_settings: {{callbacks: [{callback}]}}\n")
    (remark,) = [one for one in found.remarks if one.code == "ADO111"]
    offered = re.search(r"`(\{kind: .*\})`", remark.fixes[0].title)
    assert offered is not None
    place = _CALLBACKS[callback]
    key = place.partition(":")[0]
    assert f"{key}: …" in offered[1]
    store = offered[1].replace(f"{key}: …", place).replace("retention_days: …", "retention_days: 9")

    text = f"{found.text}\nstores: {{copies: {store}}}\n".replace("TODO", "FR")
    read = read_text(SourceText(tmp_path / "adopted.yaml", text))

    assert read.value is not None, [one.message for one in read.diagnostics]
    resolved = resolve(read.value, load())
    assert [one for one in resolved.diagnostics if "copies" in one.message] == []
