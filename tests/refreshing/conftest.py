"""A set to refresh, and vendors who list what it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.refreshing import asking
from tests.refreshing.sets import small_set
from tests.refreshing.vendors import Vendors, vendors, world_of


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_set(tmp_path_factory.mktemp("base") / "2026-11-28")


@pytest.fixture
def asked(base: Path) -> Iterator[Vendors]:
    with vendors(world_of(base)) as served:
        yield served


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "catalogs"


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that asks for patience is asked again at once."""
    monkeypatch.setattr(asking, "_FIRST_PAUSE_S", 0)
    monkeypatch.setattr(asking, "_LONGEST_PAUSE_S", 0)
