"""The assistant that may not leave Europe, once somebody adds a fallback that does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "eu-support-assistant"


@pytest.fixture
def assistant(tmp_path: Path) -> Path:
    """A copy of the example's spec, to extend."""
    return Path(shutil.copy(EXAMPLE / "topology.yaml", tmp_path))


def _check_with_fallback(assistant: Path, provider: str) -> Result:
    """`topoplan check` of the assistant with one more target at the end of its route."""
    extended = assistant.with_name("with-fallback.yaml")
    extended.write_text(
        f"""\
version: 1
topology: support-assistant
extends: [{assistant.name}]
endpoints: {{chat: {{route: [bedrock-fra/sonnet, azure-swe/gpt, spare/sonnet]}}}}
providers: {{spare: {{kind: bedrock, models: {{sonnet: claude-sonnet-4-6}}, {provider}}}}}
""",
        encoding="utf-8",
    )
    return CliRunner().invoke(main, ["check", str(extended)])


def test_a_fallback_to_the_us_profile_is_refused_with_its_path_and_country(
    assistant: Path,
) -> None:
    refused = _check_with_fallback(assistant, "region: us-east-1, mode: geo, profile: us")

    assert refused.exit_code == 3
    assert "`chat` is processed in US (United States of America)" in refused.output
    assert "endpoints.chat -call-> gateways.main -fallback-> providers.spare/sonnet" in (
        refused.output
    )


def test_a_fallback_to_the_global_profile_is_refused_with_its_path_and_countries(
    assistant: Path,
) -> None:
    refused = _check_with_fallback(assistant, "region: eu-central-1, mode: global")

    assert refused.exit_code == 3
    assert "US among them, outside `bloc:EEA, CH`: `global.anthropic.claude-sonnet-4-6`" in (
        refused.output
    )
    assert "endpoints.chat -call-> gateways.main -fallback-> providers.spare/sonnet" in (
        refused.output
    )


def test_the_us_profile_is_refused_from_frankfurt_where_nobody_offers_it(assistant: Path) -> None:
    refused = _check_with_fallback(assistant, "region: eu-central-1, mode: geo, profile: us")

    assert refused.exit_code == 3
    assert "error[CAP003]: no source says that Bedrock offers claude-sonnet-4-6" in refused.output


def test_a_fallback_inside_europe_is_not_refused(assistant: Path) -> None:
    accepted = _check_with_fallback(assistant, "region: eu-north-1, mode: geo")

    assert accepted.exit_code == 0
