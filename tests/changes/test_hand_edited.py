"""Terraform that somebody edited: compared by what it means."""

from __future__ import annotations

import pytest

from planner.changes import modules_in
from planner.errors import UsageError
from planner.terraform import replacing

ROOT = """\
module "gpu_pool_hot" {
  source    = "../modules/aws/gpu_pool"
  providers = { aws = aws.eu_central_1 }
  machine   = "g6.12xlarge"
  nodes = {
    min = 1
    max = 4
  }
}
"""


def test_layout_and_comments_are_no_difference() -> None:
    other = ROOT.replace("  nodes = {", "\n  # as many as it takes\n  nodes   =   {")

    assert modules_in({"a.tf": ROOT}, replacing) == modules_in({"a.tf": other}, replacing)


def test_an_argument_that_differs_is_one() -> None:
    other = ROOT.replace("max = 4", "max = 5")
    before, after = (modules_in({"a.tf": text}, replacing) for text in (ROOT, other))
    was, now = (each["module.gpu_pool_hot"].arguments for each in (before, after))

    assert [name for name in now if was[name] != now[name]] == ["nodes"]


def test_a_module_of_ours_brings_what_is_known_of_it() -> None:
    found = modules_in({"a.tf": ROOT}, replacing)["module.gpu_pool_hot"]

    assert found.kind == "gpu_pool"
    assert "aws_eks_node_group" in found.forced.replacing["purchase"]


def test_a_resource_of_ones_own_is_seen() -> None:
    own = ROOT + 'resource "aws_s3_bucket" "mine" {\n  bucket = "mine"\n}\n'

    assert "aws_s3_bucket.mine" in modules_in({"a.tf": own}, replacing)


def test_what_is_no_terraform_is_refused_with_its_file() -> None:
    with pytest.raises(UsageError, match="is no Terraform"):
        modules_in({"infra/main.tf": 'module "x" {'}, replacing)
