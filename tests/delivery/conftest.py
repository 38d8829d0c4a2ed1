"""Repositories that a pipeline is written for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delivery.recipes import STARTER, written


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the spec that `topoplan init` writes."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "topology.yaml").write_text(STARTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def several(repository: Path) -> tuple[str, str]:
    """Two environments with a policy that both extend, one folder deeper."""
    policy = "policy:\n  processing: [bloc:EU]\n"
    written(repository / "platform" / "eu.yaml", policy)
    for name in ("prod", "staging"):
        text = STARTER.replace("environment: prod", f"environment: {name}").replace(
            "owner: my-team", "owner: my-team\nextends: [../../platform/eu.yaml]"
        )
        named = text.replace("state: {backend: s3,", "state: {backend: s3, bucket: ours,")
        written(repository / "chat" / name / "topology.yaml", named)
    return "chat/prod/topology.yaml", "chat/staging/topology.yaml"
