"""What is wrong with a configuration is said: by Terraform from the schema, or by the provider."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

WRONG = sorted((Path(__file__).parent / "wrong").glob("*/*.tf"))
"""The first line of each, a comment, is a pattern for what Terraform says of the rest."""


@pytest.mark.parametrize("wrong", WRONG, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_what_is_wrong_is_refused(
    emulating: TerraformRunner, root: Callable[[str], Path], wrong: Path
) -> None:
    main = wrong.read_text(encoding="utf-8")
    words = main.partition("\n")[0].removeprefix("# ")

    refused = _refusal(emulating, root(main))

    assert re.search(words, refused), refused


def _refusal(emulating: TerraformRunner, folder: Path) -> str:
    """What `validate` says, or `plan`, in one line."""
    try:
        emulating(folder, "validate", "-no-color")
        emulating(folder, "plan", "-no-color")
    except AssertionError as error:
        return " ".join(str(error).split())
    return "nothing was refused"
