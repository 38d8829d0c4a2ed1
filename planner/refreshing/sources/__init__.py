"""The vendors' own price interfaces, one file each.

A source knows a format: what it asks for and what an answer says. What of it is which of our items
stands in `planner/refreshing/mapping/<file>.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from planner.catalog import Catalog
from planner.errors import UsageError
from planner.refreshing.observing import Observed, Step

MAPPING = Path(__file__).parents[1] / "mapping"
"""Data, but none that a plan rests on: outside of the catalogue and its digest."""

SOURCES: Mapping[str, str] = {
    "aws-prices": "aws_prices",
    "aws-offerings": "aws_offerings",
    "azure-retail": "azure_retail",
    "gcp-billing": "gcp_billing",
    "token-prices": "token_prices",
    "ecb": "ecb",
}
"""Module of each source by its name on the command line, in the order they are asked."""


class Source(Protocol):
    """What is asked for prices."""

    def steps(self) -> tuple[Step, ...]:
        """All that can be asked of it, in order."""

    def observe(self, step: Step) -> Observed:
        """Ask one step.

        Raises:
            CloudError: it did not answer, refused, or answered something else.
        """

    def close(self) -> None:
        """Let go of whatever was opened to ask."""


def source(name: str, catalog: Catalog, environ: Mapping[str, str]) -> Source:
    """A source by name; what it asks about is what the base catalogue knows.

    Raises:
        UsageError: there is no such source, or what it takes is not installed.
    """
    if name not in SOURCES:
        raise UsageError(f"no source is called `{name}`", mend=f"it is one of {', '.join(SOURCES)}")
    module = import_module(f"{__name__}.{SOURCES[name]}")
    return cast("Source", module.make(catalog, environ))


def mapping(name: str) -> dict[str, Any]:
    """What of a vendor's lists is which of our items: `planner/refreshing/mapping/<name>.toml`."""
    return tomllib.loads((MAPPING / f"{name}.toml").read_text("utf-8"))


def source_rows(ids: Iterable[str], *, release: str) -> dict[str, dict[str, str]]:
    """Title, address and licence of sources that a refresh may name, by their id.

    `release` is that of genai-prices, which the title of its list names.
    """
    known: dict[str, dict[str, str]] = mapping("sources")
    return {
        name: {column: text.replace("{release}", release) for column, text in known[name].items()}
        for name in ids
        if name in known
    }
