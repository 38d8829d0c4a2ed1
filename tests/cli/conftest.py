"""topoplan within this process, where starting another would take too long."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from planner.cli import main
from tests.cli.running import Ended


@pytest.fixture
def invoke() -> Callable[..., Ended]:
    """`invoke("check", path)`: how it ended."""

    def run(*words: object) -> Ended:
        result = CliRunner().invoke(main, list(map(str, words)))
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return Ended(result.exit_code, result.stdout, result.stderr)

    return run
