"""A refresh that is killed, as a process, anywhere: nothing is lost, and nothing stands half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner.catalog import digests
from tests.cli.running import Ended, command, topoplan
from tests.refreshing.sets import files
from tests.refreshing.vendors import Vendors, vendors, world_of

DAY = {"SOURCE_DATE_EPOCH": "1795953600"}
"""2026-11-29."""

SOURCES = ("azure-retail", "gcp-billing", "ecb")


def words(base: Path, into: Path) -> tuple[str, ...]:
    named = [word for source in SOURCES for word in ("--source", source)]
    return ("catalog", "refresh", *named, "--base", str(base), "--into", str(into))


def environment(served: Vendors) -> dict[str, str]:
    return {**os.environ, **DAY, **served.environ}


def refreshed(base: Path, into: Path, served: Vendors) -> Ended:
    return topoplan(*words(base, into), environ=environment(served))


def sets_in(into: Path) -> list[str]:
    return sorted(path.name for path in into.iterdir() if not path.name.startswith("."))


@pytest.fixture(scope="module")
def undisturbed(base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The set as it is when nobody disturbs its making."""
    into = tmp_path_factory.mktemp("undisturbed")
    with vendors(world_of(base)) as served:
        ended = refreshed(base, into, served)
    assert ended.exit_code == 0, ended.says
    return files(into / "2026-11-29")


@pytest.mark.parametrize("request_number", [1, 4, 12, 17])
def test_a_refresh_that_was_killed_while_it_asked_goes_on_where_it_stood(
    request_number: int, base: Path, into: Path, undisturbed: dict[str, bytes]
) -> None:
    world = world_of(base)
    world.hold_at = request_number
    with vendors(world) as served:
        dying = subprocess.Popen(
            command(*words(base, into)), env=environment(served), stderr=subprocess.DEVNULL
        )
        assert world.held.wait(60)
        dying.send_signal(signal.SIGKILL)
        assert dying.wait(60) == -signal.SIGKILL
        world.go.set()
        assert sets_in(into) == []
        before = set(world.asked)

        ended = refreshed(base, into, served)

    assert ended.exit_code == 0, ended.says
    assert files(into / "2026-11-29") == undisturbed
    assert ("asked before" in ended.err) == (request_number > 1)
    assert request_number == 1 or set(world.asked) - before


AT = {
    "before the tables are written": "planner.refreshing.writing.write_table",
    "before the manifest is written": "planner.refreshing.writing._write_manifest",
    "before the digests are written": "planner.catalog.digests.write",
    "before the set is renamed": "pathlib.Path.rename",
    "after the set is renamed": "planner.refreshing.journal.Journal.remove",
}

DYING = """
import importlib, os, signal, sys
module, _, name = sys.argv.pop(1).rpartition(".")
while True:
    try:
        place = importlib.import_module(module)
        break
    except ImportError:
        module, _, outer = module.rpartition(".")
        place = getattr(importlib.import_module(module), outer)
        break
setattr(place, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
from planner.cli import main
main()
"""
"""topoplan that kills itself where a function is called."""


@pytest.mark.parametrize("when", AT)
def test_a_refresh_that_was_killed_while_it_wrote_leaves_no_half_set(
    when: str, base: Path, into: Path, undisturbed: dict[str, bytes]
) -> None:
    with vendors(world_of(base)) as served:
        died = subprocess.run(
            (sys.executable, "-c", DYING, AT[when], *words(base, into)),
            env=environment(served),
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert sets_in(into) == (["2026-11-29"] if when.startswith("after") else [])
        asked = len(served.world.asked)

        ended = refreshed(base, into, served)

    assert ended.exit_code == 0, ended.says
    assert len(served.world.asked) == asked
    assert sets_in(into) == ["2026-11-29"]
    assert files(into / "2026-11-29") == undisturbed
    assert not [path for path in into.iterdir() if path.is_dir() and path.name[0] == "."]


def test_a_set_is_never_seen_before_its_digests_hold(
    base: Path, into: Path, asked: Vendors
) -> None:
    ended = refreshed(base, into, asked)

    assert ended.exit_code == 0, ended.says
    assert digests.faults(into / "2026-11-29") == ()
    assert topoplan("catalog", "verify", into / "2026-11-29").exit_code == 0


def test_two_refreshes_at_once_are_refused(base: Path, into: Path) -> None:
    world = world_of(base)
    world.hold_at = 1
    with vendors(world) as served:
        first = subprocess.Popen(
            command(*words(base, into)),
            env=environment(served),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert world.held.wait(60)

        second = refreshed(base, into, served)

        world.go.set()
        assert first.wait(120) == 0
    assert second.exit_code == 2
    assert "another refresh is under way" in second.err
    assert sets_in(into) == ["2026-11-29"]


def test_another_mapping_or_base_begins_anew(base: Path, into: Path, asked: Vendors) -> None:
    stale = into / ".2026-11-29.partial"
    stale.mkdir(parents=True)
    (stale / "heading.json").write_text(
        '{"base":"another","day":"2026-11-29","id":"2026-11-29","mapping":"another"}'
    )
    (into / ".2026-11-27.partial").mkdir()

    ended = refreshed(base, into, asked)

    assert ended.exit_code == 0, ended.says
    assert "interrupted" not in ended.err
    assert sets_in(into) == ["2026-11-29"]
    assert not list(into.glob("*.partial"))
