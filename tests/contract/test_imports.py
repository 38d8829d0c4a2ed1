"""What a cold start pays for: heavy libraries stay off the paths that do not use them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = sorted(CHECKOUT.glob("examples/*/topology.yaml"))

NEVER_FOR_A_PLAN = {
    "asyncio",
    "boto3",
    "botocore",
    "genai_prices",
    "google",
    "grpc",
    "hcl2",
    "highspy",
    "httpx2",
    "moto",
    "msgpack",
    "msgspec",
    "numpy",
    "platformdirs",
    "playwright",
    "requests",
    "rich",
    "urllib3",
}
NEVER_FOR_A_CHECK = NEVER_FOR_A_PLAN | {"jinja2", "subprocess"}
NEVER_FOR_HELP = NEVER_FOR_A_CHECK | {"pydantic", "yaml"}


def _imported(*command: str) -> set[str]:
    """The top-level packages that a cold interpreter imports for a command."""
    done = subprocess.run(
        (sys.executable, "-X", "importtime", "-m", *command),
        capture_output=True,
        text=True,
        check=False,
    )
    # a refused spec exits with 3 or 4 and has imported as much as an accepted one
    assert done.returncode in {0, 3, 4}, done.stderr[-2000:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines[1:]}


@pytest.fixture(params=EXAMPLES, ids=lambda spec: spec.parent.name)
def example(request: pytest.FixtureRequest) -> str:
    spec: Path = request.param
    return str(spec)


def test_help_reads_no_spec() -> None:
    assert _imported("planner", "--help") & NEVER_FOR_HELP == set()


def test_a_check_renders_nothing_and_asks_nobody(example: str) -> None:
    assert _imported("planner", "check", example) & NEVER_FOR_A_CHECK == set()


def test_a_plan_asks_nobody(example: str, tmp_path: Path) -> None:
    command = ("planner", "plan", example, "--out", str(tmp_path / "tree"))

    assert _imported(*command) & NEVER_FOR_A_PLAN == set()
