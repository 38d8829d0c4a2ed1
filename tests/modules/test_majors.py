"""Modules and trees for the oldest majors that a spec may ask for; elsewhere for the newest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import planner
from planner.applying import Choices, Narrator, Workplace, apply, destroy
from planner.sandbox import emulated_backend, emulated_providers
from planner.terraform import cloud, module_texts, served, write
from planner.terraform.locating import Binary
from tests.aws_provider import also_reattached, serving_aws
from tests.conftest import ROOT
from tests.modules.test_modules import FOLDER, MODULES
from tests.sandbox.providers.conftest import environment
from tests.terraform_fixtures import OTHERS, QUICK, TerraformRunner

pytestmark = pytest.mark.terraform

EARLIEST: Mapping[str, int] = {
    provider: min(majors) for name in OTHERS for provider, majors in cloud(name).majors.items()
}
"""Terraform's providers to the oldest major that the modules are written for."""

HAVING_MAJORS = [name for name in OTHERS if cloud(name).majors]

SPILLOVER = '      spillover       = "chat"\n'
"""What the example of an account asks for, and azurerm 4 can't say."""


@pytest.fixture(scope="module")
def earlier(terraform_binary: Binary) -> Iterator[TerraformRunner]:
    """Terraform with the providers of all clouds in these majors."""
    with emulated_providers(sorted(served(HAVING_MAJORS, EARLIEST))) as reattach:
        yield TerraformRunner(terraform_binary, environment(reattach))


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules as a tree for these majors has them, with their examples."""
    root = tmp_path_factory.mktemp("modules")
    for name in (name for name in MODULES if name.partition("/")[0] in HAVING_MAJORS):
        cloud_name, _, kind = name.partition("/")
        shutil.copytree(FOLDER / name / "examples", root / name / "examples")
        for inner, text in module_texts(cloud_name, kind, EARLIEST).items():
            (root / name / inner).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def modules(copied: Path, tmp_path: Path) -> Path:
    """A copy of these, since Terraform writes beside what it reads."""
    return shutil.copytree(copied, tmp_path / "modules")


def _without_spillover(example: Path) -> None:
    main = example / "main.tf"
    main.write_text(main.read_text(encoding="utf-8").replace(SPILLOVER, ""), encoding="utf-8")


def test_the_oldest_majors_are_served() -> None:
    assert served(HAVING_MAJORS, EARLIEST) == {"azurerm@4", "google-beta@7", "google@7"}


@pytest.mark.parametrize("name", [n for n in MODULES if n.partition("/")[0] in HAVING_MAJORS])
def test_the_example_of_a_module_is_applied_and_settles(
    earlier: TerraformRunner, modules: Path, name: str
) -> None:
    example = modules / name / "examples/basic"
    _without_spillover(example)

    earlier(example, "init")
    earlier(example, "apply", "-auto-approve")
    earlier(example, "plan", "-detailed-exitcode")


def test_a_spillover_that_azurerm_4_cannot_set_is_refused(
    earlier: TerraformRunner, modules: Path
) -> None:
    example = modules / "azure/openai_account/examples/basic"
    assert SPILLOVER in (example / "main.tf").read_text(encoding="utf-8")
    earlier(example, "init")

    with pytest.raises(AssertionError, match="azurerm 4 can't set the spillover of a deployment"):
        earlier(example, "plan", "-no-color")


def _planned(example: str, folder: Path) -> planner.Plan:
    """The plan of an example whose spec asks for these majors."""
    asked = ", ".join(f"{provider}: {major}" for provider, major in EARLIEST.items())
    spec = (ROOT / "examples" / example / "topology.yaml").read_text(encoding="utf-8")
    path = folder / "topology.yaml"
    path.write_text(f"{spec}terraform: {{providers: {{{asked}}}}}\n", encoding="utf-8")
    return planner.plan(path)


def test_a_tree_is_applied_settles_and_leaves_nothing_behind(
    earlier: TerraformRunner, tmp_path: Path
) -> None:
    plan = _planned("azure-data-zone", tmp_path)
    tree = planner.render(plan)
    agreeing = Narrator(lambda _: None, lambda _: None, lambda _: True, lambda *_: None)

    with emulated_backend() as states:
        place = Workplace(earlier.binary, earlier.environment, states)
        applied = apply(plan, tree, tmp_path / "tree", place, Choices(), agreeing)
        destroyed = destroy(plan, tree, tmp_path / "tree", place, Choices(), agreeing)

    assert applied.applied is not None
    assert applied.settled
    assert destroyed.destroyed == applied.applied.add > 0


@pytest.fixture
def with_aws(
    terraform_binary: Binary,
    installed_environment: dict[str, str],
    aws_provider: Path,
    earlier: TerraformRunner,
) -> Iterator[TerraformRunner]:
    """The same with the provider of AWS, without an account."""
    own = {k: v for k, v in installed_environment.items() if not k.startswith("AWS_")}
    own |= {k: v for k, v in earlier.environment.items() if k == "TF_REATTACH_PROVIDERS"}
    with serving_aws(aws_provider, own) as aws:
        yield TerraformRunner(terraform_binary, {**own, **QUICK, **also_reattached(own, aws)})


def test_a_tree_over_three_clouds_is_planned(with_aws: TerraformRunner, tmp_path: Path) -> None:
    plan = _planned("mixed-three-clouds", tmp_path)
    write(planner.render(plan), tmp_path / "tree")
    infra = tmp_path / "tree/infra"
    with_aws(infra, "fmt", "-check", "-recursive")
    with_aws(infra, "init", "-backend=false")

    with_aws(infra, "test", "-no-color")
