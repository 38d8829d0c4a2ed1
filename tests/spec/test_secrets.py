"""A credential in a spec is refused and shown to nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.spec import read, sources_of

# put together here, so that no scanner takes them for real ones
CREDENTIALS = [
    "sk-" + "proj-a1B2c3D4e5F6g7H8",
    "sk-" + "ant-api03-abcdefghijklmnop",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "gsk" + "_abcdefghijklmnopqrstuvwx",
    "hf" + "_abcdefghijklmnopqrstuvwx",
    "ghp" + "_abcdefghijklmnopqrstuvwxyzabcdefghij",
    "-----BEGIN RSA " + "PRIVATE KEY-----",
]


@pytest.mark.parametrize("credential", CREDENTIALS)
@pytest.mark.parametrize("place", ["tags: {key: '%s'}", "tags: {'%s': x}", "# %s"])
def test_a_credential_is_refused_wherever_it_stands(
    tmp_path: Path, smallest: str, credential: str, place: str
) -> None:
    path = tmp_path / "topology.yaml"
    path.write_text(smallest + place % credential + "\n")
    outcome = read(path)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found.code == "TOP016"
    assert credential not in found.message
    assert credential not in sources_of(outcome.diagnostics)[path].text


@pytest.mark.parametrize(
    "word", ["sk-frontend", "risk-assessment-of-2027-q1-final", "hf_model", "claude-sonnet-4-6"]
)
def test_an_ordinary_word_is_no_credential(tmp_path: Path, smallest: str, word: str) -> None:
    path = tmp_path / "topology.yaml"
    path.write_text(f"{smallest}tags: {{key: {word}}}\n")
    assert read(path).diagnostics == ()
