"""One workbench for the tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.documents.plans import plan_of_example
from tests.workbench.asking import Client, asked


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    with asked(plan_of_example("hybrid-hot-path/topology")) as one:
        yield one
