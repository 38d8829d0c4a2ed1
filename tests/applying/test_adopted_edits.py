"""What an apply makes of edits that a tree keeps: real Terraform, an emulated AWS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from planner.terraform import Wishes, render, with_edits, write
from planner.terraform.editing import edit_that_builds
from planner.terraform.tree import Tree
from tests.applying.specs import SINGLE, planned, spec_file
from tests.cli.running import Ended, topoplan
from tests.terraform_fixtures import TerraformRunner

_ALARM = """
resource "aws_cloudwatch_metric_alarm" "mine" {
  alarm_name          = "%s-mine"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "Invocations"
  namespace           = "AWS/Bedrock"
  period              = 300
  statistic           = "Sum"
  threshold           = 1000
}
"""
"""A user's own, and harmless."""

Edited = Callable[[str, Callable[[str], str]], Path]


@pytest.fixture
def edited(tmp_path: Path, terraform_environment: Mapping[str, str]) -> Edited:
    """`edited("name", edit)`: a spec whose tree keeps an edit of infra/main.tf."""

    def make(name: str, edit: Callable[[str], str]) -> Path:
        spec = spec_file(tmp_path, SINGLE.replace("topology: notes", f"topology: {name}"))
        assert topoplan("plan", spec, "-q", environ=terraform_environment).exit_code == 0
        main = tmp_path / "terraform/infra/main.tf"
        main.write_text(edit(main.read_text(encoding="utf-8")), encoding="utf-8")
        kept = topoplan(
            "plan", spec, "-q", "--adopt", "infra/main.tf", environ=terraform_environment
        )
        assert kept.exit_code == 0, kept.says
        return spec

    return make


def _sandbox(spec: Path, environ: Mapping[str, str]) -> Ended:
    return topoplan("apply", spec, "--sandbox", "--auto-approve", environ=environ)


@pytest.mark.terraform
def test_an_adopted_edit_that_builds_a_resource_of_its_own_is_refused_with_the_way_on(
    edited: Edited, terraform_environment: Mapping[str, str]
) -> None:
    spec = edited("own", lambda text: text + _ALARM % "own")
    main = (spec.parent / "terraform/infra/main.tf").read_text(encoding="utf-8")
    line = main[: main.index('resource "aws_cloudwatch_metric_alarm"')].count("\n") + 1

    ended = _sandbox(spec, terraform_environment)

    assert ended.exit_code == 3
    # what, where and why
    assert "aws_cloudwatch_metric_alarm.mine: the tree does not declare it" in ended.err
    assert f"infra/main.tf:{line} builds it, in an edit that was adopted" in ended.err
    assert "nothing was applied" in ended.err
    assert "applied:" not in ended.out
    # and how to go on
    assert "move it into a root of its own" in ended.err
    assert "topoplan verify PLAN --spec SPEC --foreign" in ended.err


@pytest.mark.terraform
def test_the_way_on_is_one(
    edited: Edited,
    terraform_environment: Mapping[str, str],
    terraform: TerraformRunner,
    tmp_path: Path,
) -> None:
    spec = edited("moved", lambda text: text + _ALARM % "moved")
    main = spec.parent / "terraform/infra/main.tf"
    own = tmp_path / "alarms"
    own.mkdir()
    provider = 'provider "aws" {\n  region = "eu-central-1"\n}\n'
    (own / "main.tf").write_text(provider + _ALARM % "moved", encoding="utf-8")
    main.write_text(main.read_text("utf-8").replace(_ALARM % "moved", ""), encoding="utf-8")

    without = topoplan("plan", spec, "--adopt", "infra/main.tf", environ=terraform_environment)
    applied = _sandbox(spec, terraform_environment)
    terraform(own, "init", "-input=false")
    terraform(own, "plan", "-input=false", "-out=plan")
    (own / "plan.json").write_text(terraform(own, "show", "-json", "plan"), encoding="utf-8")
    judged = topoplan(
        "verify", own / "plan.json", "--spec", spec, "--foreign", environ=terraform_environment
    )

    assert without.exit_code == 0, without.says
    assert applied.exit_code == 0, applied.says
    assert judged.exit_code == 0, judged.says


@pytest.mark.terraform
def test_an_adopted_edit_of_what_is_proved_is_applied(
    edited: Edited, terraform_environment: Mapping[str, str]
) -> None:
    spec = edited(
        "tagged", lambda text: text.replace('managed-by  = "topoplan"', 'managed-by  = "us"')
    )

    ended = _sandbox(spec, terraform_environment)

    assert ended.exit_code == 0, ended.says
    assert "= infra/main.tf keeps an edit by hand" in ended.err
    assert "proof: covers all" in ended.err


def _kept(folder: Path, path: str, words: str) -> Tree:
    """A tree that keeps words at the end of a file."""
    tree = render(planned(folder))
    out = folder / "terraform"
    write(tree, out)
    file = out / path
    file.write_text(file.read_text(encoding="utf-8") + words, encoding="utf-8")
    return with_edits(tree, out, Wishes(adopt=(path,)))


def _last(tree: Tree, path: str) -> str:
    """A path with its last line."""
    return f"{path}:{tree.files[path].count(chr(10))}"


def test_a_resource_in_an_edited_module_is_found_where_it_stands(tmp_path: Path) -> None:
    path = "modules/aws/key/main.tf"
    tree = _kept(tmp_path, path, 'resource "aws_kms_alias" "mine" {}\n')

    assert edit_that_builds(tree, 'module.key_eu["a.b"].aws_kms_alias.mine[0]') == _last(tree, path)


def test_a_resource_of_an_own_module_is_found_at_the_call(tmp_path: Path) -> None:
    path = "infra/main.tf"
    tree = _kept(tmp_path, path, 'module "ours" { source = "../../ours" }\n')

    assert edit_that_builds(tree, "module.ours.aws_sqs_queue.this") == _last(tree, path)


def test_what_was_generated_is_nobodys_edit(tmp_path: Path) -> None:
    tree = _kept(tmp_path, "modules/aws/key/main.tf", 'resource "aws_kms_alias" "mine" {}\n')

    assert edit_that_builds(tree, "module.key_eu_central_1.aws_kms_key.this") is None
    assert edit_that_builds(tree, "aws_sqs_queue.elsewhere") is None
