from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from planner import resources
from planner.catalog import digests, load
from planner.catalog.catalog import Catalog

HEAVY = ("genai_prices", "boto3", "pydantic", "moto", "hcl2")

ASK_EVERYTHING = """
import sys
from planner.catalog import digests, load
catalog = load()
region = catalog.regions["aws"]["eu-central-1"]
profile = catalog.bedrock_profiles("eu", "claude-sonnet-4-6", region.name)
facts = catalog.processing("bedrock", mode="geo", region=region.name)
catalog.processing_reach(facts, region=region, profile=profile)
catalog.token_rates("bedrock", "claude-sonnet-4-6", mode="geo", region=region.name)
catalog.hourly("aws", region.name, "g6.12xlarge", "on_demand")
print(*sorted(sys.modules))
"""


def test_the_digest_changes_with_any_data_file_and_with_nothing_else(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(resources.data(), copy)
    assert Catalog(copy).sha256 == load().sha256
    (copy / "README.md").write_text("changed", "utf-8")
    digests.write(copy)
    assert Catalog(copy).sha256 == load().sha256
    with (copy / "gpus.csv").open("a", encoding="utf-8") as gpus:
        gpus.write("X,,,,,,memory,2026\n")
    digests.write(copy)
    assert Catalog(copy).sha256 != load().sha256


def test_token_prices_hold_at_a_fixed_instant() -> None:
    assert load().evaluated_at.isoformat() == "2026-11-20T12:00:00+00:00"


def test_asking_the_catalogue_imports_nothing_heavy() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", ASK_EVERYTHING], capture_output=True, text=True, check=True
    )
    modules = {name.partition(".")[0] for name in answer.stdout.split()}
    assert modules & set(HEAVY) == set()


def test_every_public_name_can_be_imported() -> None:
    from planner import catalog  # noqa: PLC0415 - the door itself is under test

    assert all(hasattr(catalog, name) for name in catalog.__all__)
