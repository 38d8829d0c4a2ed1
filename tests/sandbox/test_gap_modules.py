"""Each gap says what it fills."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import planner.sandbox.gaps

_MODULES = sorted(Path(planner.sandbox.gaps.__file__).parent.glob("[a-z]*.py"))


@pytest.mark.parametrize("module", _MODULES, ids=lambda path: path.stem)
def test_a_gap_names_the_resource_that_moto_breaks(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""

    assert "moto" in docstring
    assert "aws_" in docstring or "every resource" in docstring
