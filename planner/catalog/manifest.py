"""What a set says of itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from planner.catalog import digests
from planner.errors import CatalogError
from planner.values import value

FILE = "manifest.toml"


@value
class Manifest:
    """The name of a set, and what its token prices rest on."""

    id: str
    evaluated_at: datetime
    """The instant at which token prices that depend on the clock are read."""
    genai_prices: str
    """The release of genai-prices that token prices were drawn from."""


def manifest(folder: Path) -> Manifest:
    """The manifest of the set in a folder.

    Raises:
        CatalogError: the folder is no set, or its manifest lacks something.
    """
    read = digests.toml(folder, FILE)
    try:
        evaluated_at = datetime.fromisoformat(read["evaluated_at"])
        found = Manifest(str(read["id"]), evaluated_at, str(read["genai_prices"]))
    except KeyError as error:
        raise _malformed(folder, f"no {error}") from None
    except (ValueError, TypeError) as error:
        raise _malformed(folder, str(error)) from None
    if evaluated_at.tzinfo is None:
        raise _malformed(folder, "`evaluated_at` names no time zone")
    return found


def _malformed(folder: Path, why: str) -> CatalogError:
    return CatalogError(
        f"{folder / FILE}: {why}",
        mend="a set says `id`, `evaluated_at` with its time zone, and `genai_prices`",
    )
