"""`topoplan policy`: what binds an endpoint, and whose word that is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.applying.specs import SINGLE, spec_file
from tests.cli.running import Ended

Invoke = Callable[..., Ended]


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "law.yaml").write_text(
        "owner: platform\n"
        "policy:\n"
        "  regimes: [GDPR]\n"
        "  processing: [bloc:EEA]\n"
        "  retention_days: 30\n"
        "  budget: {monthly: 500 USD}\n"
    )
    own = "extends: [law.yaml]\npolicy: {processing: [DE, FR], retention_days: 30}\n"
    return Path(spec_file(tmp_path, SINGLE + own).name)


def test_each_key_is_shown_with_what_every_level_says(invoke: Invoke, spec: Path) -> None:
    ended = invoke("policy", spec)

    assert (ended.exit_code, ended.err) == (0, "")
    assert ended.out == (
        "summarise: internal\n"
        "  processing          DE, FR\n"
        "                      law.yaml:4:3: bloc:EEA\n"
        "                    * topology.yaml:12:10: DE, FR\n"
        "  regimes             GDPR\n"
        "                    * law.yaml:3:3: GDPR\n"
        "  retention_days      30\n"
        "                    * law.yaml:5:3: 30\n"
        "                      topology.yaml:12:32: 30\n"
        "  on_unproven         fail, by default\n"
        "\n"
        "budget: 500.00 USD a month [law.yaml:6:11]\n"
    )


def test_the_document_says_which_level_binds(invoke: Invoke, spec: Path) -> None:
    document = json.loads(invoke("policy", spec, "summarise", "--format", "json").out)

    bounds = {bound["key"]: bound for bound in document["endpoints"]["summarise"]["policy"]}
    assert bounds["processing"]["value"] == ["DE", "FR"]
    assert bounds["processing"]["levels"][1] == {
        "at": {"file": "topology.yaml", "line": 12, "column": 10},
        "endpoint": None,
        "regime": None,
        "says": ["DE", "FR"],
        "binds": True,
    }
    assert document["files"][0]["extends"] == ["law.yaml"]
    assert document["keys"] is None


def test_every_other_key_is_shown_with_the_file_that_won(invoke: Invoke, spec: Path) -> None:
    shown = invoke("policy", spec, "--all").out

    assert "owner: platform [law.yaml:1:8]" in shown
    assert "topology: notes [topology.yaml:2:11]" in shown


def test_a_name_that_no_endpoint_has_is_refused(invoke: Invoke, spec: Path) -> None:
    ended = invoke("policy", spec, "sumarise")

    assert ended.exit_code == 2
    assert "no endpoint `sumarise`; did you mean `summarise`?" in ended.err
