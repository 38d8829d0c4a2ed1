"""What every Terraform module keeps, and that roots and modules agree on their variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import hcl2
import pytest
from hcl2 import SerializationOptions

import planner
from planner import resources
from planner.terraform.clouds import cloud
from planner.terraform.rendering import TERRAFORM

MODULES = sorted(path for path in resources.folder("modules").glob("*/*") if path.is_dir())
CHECKOUT = Path(__file__).parents[2]
SPECS = [
    *sorted(CHECKOUT.glob("examples/*/topology.yaml")),
    CHECKOUT / "tests/modules/every_link.yaml",
    CHECKOUT / "tests/modules/every_module.yaml",
    CHECKOUT / "tests/modules/bucket_on_google.yaml",
]
FILES = (
    "README.md",
    "examples/basic/main.tf",
    "main.tf",
    "outputs.tf",
    "variables.tf",
    "versions.tf",
)
OF_THE_CALL = {"__is_block__", "providers", "source"}
"""What stands in a module block and is no variable of the module."""

each_module = pytest.mark.parametrize(
    "module", MODULES, ids=lambda module: f"{module.parent.name}/{module.name}"
)
each_spec = pytest.mark.parametrize(
    "spec", SPECS, ids=lambda spec: f"{spec.parent.name}/{spec.stem}"
)

Block = Mapping[str, Any]


def parsed(text: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = hcl2.loads(
        text, serialization_options=SerializationOptions(strip_string_quotes=True)
    )
    return document


def blocks(path: Path, kind: str) -> list[tuple[str, Block]]:
    """Blocks with one label, such as `variable "name"`, in the order of the file."""
    document = parsed(path.read_text(encoding="utf-8"))
    return [entry for block in document.get(kind, ()) for entry in block.items()]


def _called(module: Path) -> str:
    """A module as a root names it: `aws/network`."""
    return f"{module.parent.name}/{module.name}"


def names(module: Path, kind: str) -> list[str]:
    return [name for name, _ in blocks(module / f"{kind}s.tf", kind)]


def section(readme: str, title: str) -> str:
    return readme.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@lru_cache(maxsize=8)
def tree(spec: Path) -> Mapping[str, str]:
    """The files that the spec is rendered to."""
    return planner.render(planner.plan(spec)).files


def module_calls(spec: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Module calls of a rendered root: their name, their module and their arguments."""
    for block in parsed(tree(spec)["infra/main.tf"])["module"]:
        for name, call in block.items():
            yield name, _called(Path(call["source"])), set(call) - OF_THE_CALL


def variables(module: str) -> Mapping[str, Block]:
    return dict(blocks(resources.folder("modules") / module / "variables.tf", "variable"))


@each_module
@pytest.mark.parametrize("file", FILES)
def test_a_module_has_every_file(module: Path, file: str) -> None:
    assert (module / file).is_file()


@each_module
def test_the_example_of_the_readme_is_the_one_that_runs(module: Path) -> None:
    readme = (module / "README.md").read_text(encoding="utf-8")
    example = (module / "examples/basic/main.tf").read_text(encoding="utf-8")

    assert re.findall(r"```hcl\n(.*?)```", readme, re.DOTALL) == [example]


@each_module
def test_every_variable_has_a_type_and_a_description(module: Path) -> None:
    bare = [
        name
        for name, block in blocks(module / "variables.tf", "variable")
        if not (block.get("type") and block.get("description"))
    ]

    assert bare == []


@each_module
def test_every_output_has_a_description(module: Path) -> None:
    bare = [
        name
        for name, block in blocks(module / "outputs.tf", "output")
        if not block.get("description")
    ]

    assert bare == []


@each_module
@pytest.mark.parametrize("kind", ["variable", "output"])
def test_declarations_are_in_alphabetical_order(module: Path, kind: str) -> None:
    assert names(module, kind) == sorted(names(module, kind))


@each_module
@pytest.mark.parametrize("kind", ["variable", "output"])
def test_the_tables_of_the_readme_name_what_is_declared(module: Path, kind: str) -> None:
    readme = (module / "README.md").read_text(encoding="utf-8")
    table = section(readme, f"{kind.capitalize()}s")

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == names(module, kind)


@each_module
def test_a_readme_says_what_the_module_does_not_do(module: Path) -> None:
    readme = (module / "README.md").read_text(encoding="utf-8")

    assert section(readme, "What it does not do").strip()


@each_module
def test_a_module_looks_nothing_up(module: Path) -> None:
    looked_up = {
        kind
        for path in module.glob("*.tf")
        for kind, _ in blocks(path, "data")
        if kind != "aws_iam_policy_document"
    }

    assert looked_up == set()


@each_module
def test_every_module_asks_for_the_versions_of_a_rendered_root(module: Path) -> None:
    (terraform,) = parsed((module / "versions.tf").read_text(encoding="utf-8"))["terraform"]
    (required,) = terraform["required_providers"]

    assert terraform["required_version"] == TERRAFORM
    asked = {
        name: {"source": each["source"], "version": each["version"]}
        for name, each in required.items()
        if not name.startswith("__")
    }
    own = cloud(module.parent.name)
    assert own.providers[0] in asked
    assert asked == {name: own.required.get(name) for name in asked}


@each_spec
def test_a_root_passes_only_variables_that_its_modules_have(spec: Path) -> None:
    unknown = {
        name: extra
        for name, module, arguments in module_calls(spec)
        if (extra := arguments - set(variables(module)))
    }

    assert unknown == {}


@each_spec
def test_a_root_passes_every_variable_that_its_modules_require(spec: Path) -> None:
    missing = {
        name: lacking
        for name, module, arguments in module_calls(spec)
        if (lacking := {n for n, v in variables(module).items() if "default" not in v} - arguments)
    }

    assert missing == {}


@each_spec
def test_a_root_refers_only_to_outputs_that_its_modules_have(spec: Path) -> None:
    modules = {name: module for name, module, _ in module_calls(spec)}
    text = "".join(text for path, text in tree(spec).items() if path.startswith("infra/"))
    missing = {
        f"{name}.{output}"
        for name, output in re.findall(r"\bmodule\.(\w+)\.(\w+)", text)
        if output not in names(resources.folder("modules") / modules[name], "output")
    }

    assert missing == set()


@each_spec
def test_every_rendered_terraform_file_parses(spec: Path) -> None:
    for path, text in tree(spec).items():
        if path.endswith((".tf", ".hcl")):
            parsed(text)


def test_the_specs_of_these_tests_use_every_module() -> None:
    used = {module for spec in SPECS for _, module, _ in module_calls(spec)}

    assert used == {_called(module) for module in MODULES}
