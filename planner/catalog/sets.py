"""Catalogue sets: the one that is shipped, and those in the user's own folder."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The folder of the user's own sets, each in a folder named by its id.

    `catalogs` below TOPOPLAN_HOME, or below the system's folder for data of a user.
    """
    own = os.environ.get("TOPOPLAN_HOME")
    if own:
        return Path(own) / "catalogs"
    import platformdirs  # noqa: PLC0415 - 10 ms that only those pay who ask for sets of their own

    return platformdirs.user_data_path("topoplan") / "catalogs"
