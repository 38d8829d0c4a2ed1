"""Options and fixtures that all folders share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

_WAITING = tuple(
    ROOT / "tests" / file
    for file in (
        "examples/test_lives.py",
        "modules/test_modules.py",
        "modules/test_replacing.py",
        "sandbox/test_gaps.py",
    )
)
"""Files that take minutes, most of which the AWS provider waits."""

# how long an example takes says more of the machine than of the code
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

pytest_plugins = ["tests.browser_fixtures", "tests.terraform_fixtures"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite every golden text to what is now made"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits first, then what runs Terraform: at the end no worker is left alone with much."""
    files = {item.path for item in items if item.get_closest_marker("terraform")}
    items.sort(key=lambda item: (item.path not in _WAITING, item.path not in files))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, text)`: the file holds that text; `--update` writes it instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        wanted = path.read_text(encoding="utf-8") if path.is_file() else ""
        command = f"to accept it: pytest {request.node.path.relative_to(ROOT)} --update"
        assert text == wanted, f"{path.relative_to(ROOT)} is not what is made now; {command}"

    return compare
