"""A policy that says what can't be, or claims what it may not: never a pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.applying.specs import SINGLE, spec_file
from tests.cli.running import Ended

Invoke = Callable[..., Ended]

PERSONAL = SINGLE.replace("[internal]", "[personal]")
SIGNED = "code: SOV003, at: endpoints.summarise, reason: x, owner: y"


@pytest.mark.parametrize(
    ("policy", "word"),
    [
        ('processing: ["bloc:EUU"]', "no bloc `bloc:EUU`; did you mean `bloc:EU`?"),
        ("at_rest: [UK]", "UK"),
        ("processing: [EU]", "EU"),
        ("countries: {deny: [XX]}", "no country `XX`"),
        ("transfers: [{to: [XX], mechanism: scc, evidence: x}]", "no country `XX`"),
        ("never_waive: [everything]", "never_waive"),
        (
            "waivers: [{code: SOV003, at: endpoints.summarise}]",
            "each item of `waivers` needs `reason`",
        ),
        (f"waivers: [{{{SIGNED}, expires: soon}}]", "`expires`"),
        (f"waivers: [{{{SIGNED}, expires: 2099-01-01, fingerprint: x}}]", "`fingerprint`"),
    ],
)
def test_a_policy_that_names_nothing_known_can_t_be_read(
    invoke: Invoke, tmp_path: Path, policy: str, word: str
) -> None:
    ended = invoke("check", spec_file(tmp_path, f"{PERSONAL}policy: {{{policy}}}\n"))

    assert ended.exit_code == 2, ended.says
    assert word in ended.err
    assert "topology.yaml:11:" in ended.err


def test_an_unknown_region_is_refused_with_the_nearest(invoke: Invoke, tmp_path: Path) -> None:
    ended = invoke("check", spec_file(tmp_path, SINGLE.replace("eu-central-1", "eu-centrl-1")))

    assert ended.exit_code == 2
    assert "no region `eu-centrl-1` on aws; did you mean `eu-central-1`?" in ended.err


def test_a_file_that_extends_itself_is_refused_with_the_way_round(
    invoke: Invoke, tmp_path: Path
) -> None:
    (tmp_path / "law.yaml").write_text("extends: [team.yaml]\n")
    (tmp_path / "team.yaml").write_text("extends: [law.yaml]\n")

    ended = invoke("check", spec_file(tmp_path, f"{SINGLE}extends: [law.yaml]\n"))

    assert ended.exit_code == 2
    assert "error[TOP021]: a file extends itself: " in ended.err
    assert "law.yaml -> " in ended.err


@pytest.mark.parametrize(
    "dead", ["expires: 2020-01-01", "expires: 2099-01-01, fingerprint: 0123456789abcdef"]
)
def test_a_dead_waiver_and_what_it_covered_are_errors(
    invoke: Invoke, tmp_path: Path, dead: str
) -> None:
    own = f"policy: {{processing: [DE], waivers: [{{{SIGNED}, {dead}}}]}}\n"

    ended = invoke("check", spec_file(tmp_path, PERSONAL + own))

    assert ended.exit_code == 3
    assert "error[SOV003]" in ended.out
    assert "error[SPC003]" in ended.out


def test_a_child_that_widens_what_it_extends_is_violated(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "law.yaml").write_text("policy: {processing: [bloc:EU]}\n")
    own = "extends: [law.yaml]\npolicy: {processing: [bloc:EU, US]}\n"

    ended = invoke("check", spec_file(tmp_path, PERSONAL + own))

    assert ended.exit_code == 3
    assert "error[SPC001]: this policy allows US (United States of America)" in ended.out
    assert "it has no effect" in ended.out


def test_a_waiver_that_the_extended_file_forbids_is_violated(
    invoke: Invoke, tmp_path: Path
) -> None:
    (tmp_path / "law.yaml").write_text("policy: {processing: [DE], never_waive: [SOV003]}\n")
    own = f"extends: [law.yaml]\npolicy: {{waivers: [{{{SIGNED}, expires: 2099-01-01}}]}}\n"

    ended = invoke("check", spec_file(tmp_path, PERSONAL + own))

    assert ended.exit_code == 3
    assert "lets nobody inside it waive SOV003" in ended.out
