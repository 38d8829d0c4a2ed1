"""Trees for the major of a provider that the spec names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path

import jsonschema
import pytest

import planner
from planner.terraform import LOCK, declared_types, read_lock, served, write
from tests.conftest import ROOT

EXPECTED = Path(__file__).parent / "expected"
SCHEMA = "docs/schemas/lock.v1.schema.json"

Planned = Callable[..., planner.Plan]
Rendered = Callable[..., Mapping[str, str]]


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planned:
    """`planned(example, asked)`: its plan, with `asked` among `terraform.providers`."""
    monkeypatch.chdir(tmp_path)

    def plan(example: str, asked: str = "") -> planner.Plan:
        spec = (ROOT / "examples" / example / "topology.yaml").read_text(encoding="utf-8")
        text = f"{spec}terraform: {{providers: {{{asked}}}}}\n"
        Path("topology.yaml").write_text(text, encoding="utf-8")
        return planner.plan("topology.yaml")

    return plan


@pytest.fixture
def rendered(planned: Planned) -> Rendered:
    """`rendered(example, asked)`: the files of its tree but for the lock."""

    def files(example: str, asked: str = "") -> Mapping[str, str]:
        made = planner.render(planned(example, asked)).files
        return {path: text for path, text in made.items() if path != LOCK}

    return files


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What differs, file by file; those in which the same does stand together."""
    alike: dict[str, list[str]] = {}
    for path in _changed(before, after):
        sides = (before.get(path, "").splitlines(), after.get(path, "").splitlines())
        lines = [line.rstrip() for line in unified_diff(*sides, lineterm="", n=1)][2:]
        alike.setdefault("\n".join(lines), []).append(path)
    return "\n".join("\n".join([*paths, lines, ""]) for lines, paths in alike.items())


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    paths = sorted(before.keys() | after.keys())
    return [path for path in paths if before.get(path) != after.get(path)]


def _asked(files: Mapping[str, str]) -> Mapping[str, list[str]]:
    """The constraints of every versions.tf."""
    return {
        path: re.findall(r' version += "(.*)"', text)
        for path, text in files.items()
        if path.endswith("/versions.tf")
    }


def test_what_a_tree_for_azurerm_4_has_otherwise(
    rendered: Rendered, golden: Callable[[Path, str], None]
) -> None:
    changes = _changes(rendered("azure-data-zone"), rendered("azure-data-zone", "azurerm: 4"))

    golden(EXPECTED / "azurerm-4.diff", changes)


def test_the_newest_major_is_what_a_tree_is_for_anyway(rendered: Rendered) -> None:
    assert rendered("azure-data-zone", "azurerm: 5") == rendered("azure-data-zone")


def test_an_earlier_major_of_google_narrows_versions_alone(rendered: Rendered) -> None:
    before, after = rendered("gcp-h100-pool"), rendered("gcp-h100-pool", "google: 7")

    assert _changed(before, after) == sorted(_asked(after))
    assert {c for each in _asked(after).values() for c in each} == {">= 7.46.1, < 8.0.0"}


def test_root_and_modules_of_a_tree_ask_for_the_same_versions(rendered: Rendered) -> None:
    asked = _asked(rendered("azure-data-zone", "azurerm: 4"))

    assert "infra/versions.tf" in asked
    assert {c for each in asked.values() for c in each} == {">= 4.81.0, < 5.0.0"}


def test_other_clouds_of_a_tree_are_as_they_were(rendered: Rendered) -> None:
    before, after = rendered("mixed-three-clouds"), rendered("mixed-three-clouds", "azurerm: 4")

    folders = {path.rpartition("/")[0] for path in _changed(before, after)}
    assert {folder for folder in folders if not folder.startswith("modules/azure/")} == {"infra"}


def test_a_provider_that_the_tree_has_not_changes_nothing(rendered: Rendered) -> None:
    assert rendered("gcp-h100-pool", "azurerm: 4") == rendered("gcp-h100-pool")


def test_no_folder_of_a_major_is_copied_into_a_tree(rendered: Rendered) -> None:
    for files in (rendered("azure-data-zone"), rendered("azure-data-zone", "azurerm: 4")):
        assert [path for path in files if "azurerm-" in path] == []


def test_both_trees_declare_the_same_types(planned: Planned) -> None:
    four, five = planned("azure-data-zone", "azurerm: 4"), planned("azure-data-zone")

    assert declared_types(four) == declared_types(five)


def test_the_lock_keeps_the_majors_that_the_spec_names(planned: Planned) -> None:
    named, unnamed = (
        json.loads(planner.render(planned("azure-data-zone", asked)).files[LOCK])
        for asked in ("azurerm: 4", "")
    )

    jsonschema.validate(named, json.loads((ROOT / SCHEMA).read_text(encoding="utf-8")))
    assert named["majors"] == {"azurerm": 4}
    assert "majors" not in unnamed


def test_a_lock_with_majors_is_read(planned: Planned, tmp_path: Path) -> None:
    write(planner.render(planned("azure-data-zone", "azurerm: 4")), tmp_path)

    assert "infra/versions.tf" in read_lock(tmp_path).files


@pytest.mark.parametrize(
    ("majors", "names"),
    [
        ({}, {"azurerm", "google", "google-beta"}),
        ({"azurerm": 4}, {"azurerm@4", "google", "google-beta"}),
        ({"google": 7}, {"azurerm", "google@7", "google-beta@7"}),
    ],
)
def test_the_sandbox_serves_the_majors_of_the_tree(
    majors: Mapping[str, int], names: set[str]
) -> None:
    assert served(["azure", "gcp"], majors) == names
