"""`topoplan adopt` on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.adopting.test_linting import SOUND
from tests.cli.running import Ended
from tests.conftest import ROOT

Invoke = Callable[..., Ended]

CONFIG = ROOT / "examples/eu-support-assistant/expected/gateway/main/config.yaml"


def test_the_spec_goes_to_standard_output_and_remarks_beside_it(invoke: Invoke) -> None:
    ended = invoke("adopt", CONFIG, "--gateway", "aws:eu-central-1", "--name", "support")

    assert ended.exit_code == 0
    assert "topology: support" in ended.out
    assert "note[ADO003]" in ended.err


def test_what_is_adopted_can_be_checked(invoke: Invoke, tmp_path: Path) -> None:
    spec = tmp_path / "topology.yaml"
    words = ("--gateway", "aws:eu-central-1", "--name", "support", "--out", spec)

    assert invoke("adopt", CONFIG, *words).exit_code == 0
    assert invoke("check", spec).exit_code == 0


def test_a_spec_that_is_there_is_not_replaced(invoke: Invoke, tmp_path: Path) -> None:
    spec = tmp_path / "topology.yaml"
    spec.write_text("mine")

    ended = invoke("adopt", CONFIG, "--out", spec)

    assert (ended.exit_code, spec.read_text()) == (1, "mine")


def test_a_fault_of_the_file_ends_in_3(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(SOUND + "litellm_settings: {master_key: sk-1}\n")

    ended = invoke("adopt", tmp_path / "config.yaml")

    assert ended.exit_code == 3
    assert "error[ADO105]" in ended.err
    assert "sk-1" not in ended.says


def test_each_code_is_explained(invoke: Invoke) -> None:
    assert "is never cooled down" in invoke("explain", "ADO102").out


def test_a_gateway_has_a_cloud_and_a_region(invoke: Invoke) -> None:
    ended = invoke("adopt", CONFIG, "--gateway", "frankfurt")

    assert (ended.exit_code, "aws:eu-central-1" in ended.err) == (2, True)


def test_a_file_that_is_not_there_is_named(invoke: Invoke, tmp_path: Path) -> None:
    ended = invoke("adopt", tmp_path / "none.yaml")

    assert (ended.exit_code, "none.yaml" in ended.err) == (2, True)
