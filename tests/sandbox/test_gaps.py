"""What moto gets wrong, seen through the real Terraform: applied, planned again, destroyed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

_ROOTS = Path(__file__).parent / "roots"


@pytest.mark.terraform
@pytest.mark.parametrize("root", sorted(root.name for root in _ROOTS.iterdir()))
def test_a_root_applies_plans_no_change_and_is_destroyed(
    root: str, tmp_path: Path, assert_lifecycle: Callable[[Path], None]
) -> None:
    folder = tmp_path / root
    shutil.copytree(_ROOTS / root, folder)

    assert_lifecycle(folder)
