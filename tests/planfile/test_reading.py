"""What is a plan and what isn't: each with the way to a file that is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.errors import UsageError
from planner.planfile import read_planfile_at
from tests.cost.plans import document, resource

PLAN = json.dumps(document(resource("aws_kms_key.a", {})))


def written(folder: Path, text: bytes | str) -> Path:
    path = folder / "plan.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_plan_is_read(tmp_path: Path) -> None:
    (found,) = read_planfile_at(written(tmp_path, PLAN)).resources

    assert (found.address, found.region) == ("aws_kms_key.a", "eu-central-1")


def test_a_mark_at_the_beginning_is_no_hindrance(tmp_path: Path) -> None:
    assert len(read_planfile_at(written(tmp_path, PLAN.encode("utf-8-sig"))).resources) == 1


@pytest.mark.parametrize(
    ("text", "says", "mend"),
    [
        ("", "is empty", "terraform show -json plan.tfplan > plan.json"),
        (" \n", "is empty", "terraform show -json"),
        (PLAN[: len(PLAN) // 2], "is no JSON, or not all of it", "terraform show -json"),
        (PLAN[:-1], "is no JSON, or not all of it", "terraform show -json"),
        (PLAN.encode("utf-16"), "is UTF-16", "Out-File -Encoding utf8"),
        (b"PK\x03\x04\x14\x00", "is the planfile itself", "terraform show -json"),
        ("Terraform will perform", "is no JSON; it begins with 'Terraform will", "show -json"),
        (
            '{"@level":"info","@message":"Terraform 1.11"}\n{"@level":"info"}\n',
            "says while it works",
            "terraform show -json",
        ),
        (
            '{"version": 4, "serial": 3, "lineage": "ab", "resources": []}',
            "is a state, not a plan",
            "terraform plan -out",
        ),
        (
            '{"format_version": "1.0", "values": {"root_module": {}}}',
            "is a state, not a plan",
            "terraform plan -out",
        ),
        ("{}", "is no Terraform plan: it has no `resource_changes`", "terraform show -json"),
        ("[]", "is no Terraform plan", "terraform show -json"),
        ("3", "is no Terraform plan", "terraform show -json"),
        (
            PLAN.replace('"1.2"', '"2.0"'),
            "is in format 2.0; this topoplan reads 1.x",
            "newer topoplan",
        ),
        (PLAN.replace('"1.2"', '"new"'), "its format_version is 'new'", "terraform show -json"),
        (PLAN[:-1] + ', "errored": true}', "is of a plan that failed", "plan again"),
        (
            '{"format_version": "1.2", "resource_changes": []}',
            "it has no `configuration`",
            "terraform show -json",
        ),
        (PLAN.replace('"managed"', "7"), "expected `str`, got `int`", "terraform show -json"),
        (
            PLAN.replace('"expressions": {}', f'"expressions": {"[" * 5000}{"]" * 5000}', 1),
            "is no Terraform plan",
            "terraform show -json",
        ),
    ],
)
def test_what_is_no_plan_says_what_it_is_and_how_to_get_one(
    tmp_path: Path, text: bytes | str, says: str, mend: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read_planfile_at(written(tmp_path, text))

    assert says in refused.value.message
    assert mend in refused.value.mend
    assert refused.value.exit_code == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"can't read .*nowhere\.json: No such file"):
        read_planfile_at(tmp_path / "nowhere.json")
