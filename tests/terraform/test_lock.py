"""The lock: what a tree was made from, and the digest of every file in it."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import planner
from planner.terraform import LOCK, render
from planner.terraform.tree import sha256
from tests.applying.specs import SINGLE, planned


def _lock(plan: planner.Plan) -> dict[str, Any]:
    lock: dict[str, Any] = json.loads(render(plan).files[LOCK])
    return lock


def test_it_holds_the_digest_of_every_other_file(tmp_path: Path) -> None:
    plan = planned(tmp_path)

    files = dict(render(plan).files)
    del files[LOCK]

    assert _lock(plan)["files"] == {path: sha256(text) for path, text in files.items()}


def test_it_names_the_catalogue_and_the_instant_of_its_prices(tmp_path: Path) -> None:
    plan = planned(tmp_path)

    assert _lock(plan)["catalog"] == {
        "id": plan.catalog.id,
        "sha256": plan.catalog.sha256,
        "evaluated_at": plan.catalog.evaluated_at.isoformat(),
        "token_prices": {
            "package": "genai-prices",
            "version": version("genai-prices"),
            "sha256": plan.catalog.token_prices_sha256,
        },
    }


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "platform").mkdir()
    (tmp_path / "platform/topology.yaml").write_text("policy: {training: deny}\n")

    plan = planned(tmp_path, SINGLE + "extends: [platform/topology.yaml]\n")

    assert set(_lock(plan)["spec"]) == {"topology.yaml", "platform/topology.yaml"}


def test_another_text_of_the_spec_is_another_lock(tmp_path: Path) -> None:
    before = _lock(planned(tmp_path))["spec"]

    assert _lock(planned(tmp_path, "# a comment\n" + SINGLE))["spec"] != before
