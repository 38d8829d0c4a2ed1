"""Majors of Terraform's providers: spec, root.toml, modules and schemas name the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from planner import resources
from planner.sandbox.providers.schema import load_schema
from planner.spec import json_schema
from planner.terraform.clouds import Major, cloud
from planner.terraform.majors import cloud_at, module_texts
from tests.contract.test_interfaces import interface
from tests.contract.test_modules import section

FOLDER = resources.folder("modules")
CLOUDS = sorted(path.parent.name for path in FOLDER.glob("*/root.toml"))
MODULES = sorted(path for path in FOLDER.glob("*/*") if path.is_dir())
OF_TESTS = {"examples", "tests"}
INTERFACE = ("outputs.tf", "variables.tf")


def _majors() -> Iterator[tuple[str, str, int, Major]]:
    """Cloud, provider, major, and what a root says for it."""
    for name in CLOUDS:
        for provider, majors in cloud(name).majors.items():
            yield from ((name, provider, number, major) for number, major in majors.items())


each_major = pytest.mark.parametrize(
    ("name", "provider", "number", "major"),
    [pytest.param(*each, id=f"{each[1]}-{each[2]}") for each in _majors()],
)
each_module = pytest.mark.parametrize(
    "module", MODULES, ids=lambda module: f"{module.parent.name}/{module.name}"
)


def test_a_spec_may_ask_for_the_majors_that_the_clouds_have() -> None:
    asked = json_schema()["$defs"]["TerraformProviders"]["properties"]
    having: dict[str, list[int]] = {}
    for _, provider, number, _ in _majors():
        having.setdefault(provider, []).append(number)

    assert {provider: key["anyOf"][0]["enum"] for provider, key in asked.items()} == having


@each_major
def test_a_major_is_asked_for_from_the_schema_on_that_it_was_checked_against(
    name: str, provider: str, number: int, major: Major
) -> None:
    assert provider in major.versions
    assert set(major.versions) <= set(cloud(name).required)
    assert dict(major.versions) == {
        local: f">= {load_schema(f'{local}@{number}').version}, < {number + 1}.0.0"
        for local in major.versions
    }


@pytest.mark.parametrize("name", CLOUDS)
def test_without_a_major_a_root_admits_the_newest(name: str) -> None:
    newest = {provider: max(majors) for provider, majors in cloud(name).majors.items()}
    upper = {
        local: asked["version"].partition("<")[2] for local, asked in cloud(name).required.items()
    }

    for local, asked in cloud_at(name, newest).required.items():
        assert asked["version"].partition("<")[2] == upper[local]


@each_module
def test_a_folder_of_a_major_replaces_files_that_are_there(module: Path) -> None:
    known = {f"{provider}-{number}" for _, provider, number, _ in _majors()}
    folders = {path.name for path in module.iterdir() if path.is_dir()} - OF_TESTS

    assert folders <= known
    for folder in folders:
        assert [
            path.name
            for path in (module / folder).iterdir()
            if not (module / path.name).is_file() or path.name == "versions.tf"
        ] == []


@pytest.mark.parametrize(("name", "provider", "number"), [each[:3] for each in _majors()])
def test_a_module_has_one_interface_for_every_major(
    name: str, provider: str, number: int, tmp_path: Path
) -> None:
    for module in (path for path in MODULES if path.parent.name == name):
        texts = module_texts(name, module.name, {provider: number})
        if all(texts[file] == (module / file).read_text("utf-8") for file in INTERFACE):
            continue
        copied = tmp_path / module.name
        copied.mkdir()
        for file in INTERFACE:
            (copied / file).write_text(texts[file], encoding="utf-8")

        assert interface(copied) == interface(module)


@each_module
def test_a_readme_names_the_majors_that_its_module_stands_for(module: Path) -> None:
    readme = (module / "README.md").read_text(encoding="utf-8")
    own = cloud(module.parent.name).majors
    expected = [(name, str(number)) for name in own for number in sorted(own[name], reverse=True)]
    told = _told(readme) if expected else {}

    assert list(told) == expected
    for (provider, number), words in told.items():
        files = sorted(path.name for path in (module / f"{provider}-{number}").glob("*"))
        assert re.findall(r"`([\w-]+\.tf)`", words) == files


def _told(readme: str) -> Mapping[tuple[str, str], str]:
    lines = section(readme, "Majors of the provider")
    return {(name, no): words for name, no, words in re.findall(r"- `([\w-]+)` (\d+): (.*)", lines)}


def test_azurerm_4_alone_has_no_argument_for_a_spillover() -> None:
    having = {
        number: "spillover_deployment_name"
        in load_schema(f"azurerm@{number}").resources["azurerm_cognitive_deployment"].attributes
        for number in cloud("azure").majors["azurerm"]
    }

    assert having == {4: False, 5: True}
