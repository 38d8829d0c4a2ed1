"""`topoplan ci`, asked for the recipes of a repository."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from planner.cli import main
from tests.cli.running import Ended
from tests.conftest import ROOT

STARTER = (ROOT / "templates" / "specs" / "starter.yaml").read_text(encoding="utf-8")
PUBLISHED = {
    ".github/workflows/my-assistant-prod-review.yml": "github/review.yml",
    ".github/workflows/my-assistant-prod-apply.yml": "github/apply.yml",
    ".github/workflows/my-assistant-prod-drift.yml": "github/drift.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    "atlantis.yaml": "atlantis.yaml",
}
"""What is written for the spec of `topoplan init`, and where docs/ci shows it."""
SHIM = f'#!/bin/sh\nexec "{sys.executable}" -m planner "$@"\n'
"""topoplan as a command of the PATH."""


def ci(*words: object) -> Ended:
    """`topoplan ci` with these words, in the folder where the test stands."""
    done = CliRunner().invoke(main, ["ci", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Ended(done.exit_code, done.stdout, done.stderr)


def written(place: Path, text: str) -> Path:
    """A file with a text, in folders that are made for it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def atlantis(repository: Path) -> dict[str, Any]:
    """What was written for Atlantis."""
    text = (repository / "atlantis.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document
