"""What users get is the wheel: built from the sdist, and tried far from the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel that is built from it and not from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, cwd=CHECKOUT)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (wheel,) = dist.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def clean_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel, and borrows its dependencies but not the checkout."""
    environment = tmp_path_factory.mktemp("clean")
    _run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=environment)
    python = environment / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--quiet")
    _run(*pip, "install", "--no-index", "--no-deps", wheel, cwd=environment)
    # the .pth file of our editable install is not followed from here
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with nothing but a user's spec."""
    shutil.copy(CHECKOUT / "examples/eu-support-assistant/topology.yaml", tmp_path)
    return tmp_path


def _packed(folder: str) -> set[str]:
    """Each file under a folder of the checkout that git would keep."""
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "--", folder)
    names = _run(*listed, cwd=CHECKOUT).splitlines()
    return {name for name in names if (CHECKOUT / name).is_file()}


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as packed:
        return set(packed.namelist())


def test_the_wheel_carries_the_package_with_its_facts_templates_and_modules(wheel: Path) -> None:
    expected = _packed("planner") | {
        f"planner/_{name}" for folder in ("templates", "modules") for name in _packed(folder)
    }

    held = {name for name in _names(wheel) if name.startswith("planner/")}

    assert held == expected
    assert "planner/py.typed" in held


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in _names(wheel)}

    assert tops == {"planner", f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"}


def test_the_sdist_carries_what_its_tests_need(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        held = {name.partition("/")[2] for name in packed.getnames()}

    assert held >= _packed("tests") | _packed("examples") | _packed("modules") | {
        "LICENSE",
        "NOTICE",
    }


def test_the_checkout_is_out_of_reach_of_the_installed_wheel(
    clean_python: Path, elsewhere: Path
) -> None:
    said = _run(clean_python, "-c", "import planner; print(planner.__file__)", cwd=elsewhere)

    assert Path(said.strip()).is_relative_to(clean_python.parents[1])


def test_the_installed_command_checks_and_plans(clean_python: Path, elsewhere: Path) -> None:
    topoplan = clean_python.parent / "topoplan"

    _run(topoplan, "check", "topology.yaml", cwd=elsewhere)
    _run(topoplan, "plan", "topology.yaml", "--out", "tree", cwd=elsewhere)

    assert (elsewhere / "tree" / "infra" / "main.tf").is_file()
    assert (elsewhere / "tree" / "modules" / "aws" / "gateway" / "main.tf").is_file()
