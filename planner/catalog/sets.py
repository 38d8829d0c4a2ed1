"""Catalogue sets: the one that is shipped, and those in the user's own folder."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path

from planner import resources
from planner.catalog import digests
from planner.catalog.catalog import Catalog, load
from planner.catalog.manifest import FILE
from planner.errors import CatalogError, StaleError, UsageError
from planner.values import value


@value
class CatalogSet:
    """A set by the name it goes by, and where it lies."""

    id: str
    folder: Path
    shipped: bool
    """Whether it came with topoplan."""

    @property
    def catalog(self) -> Catalog:
        """Its facts; files are read when first asked for."""
        return load() if self.shipped else Catalog(self.folder)


def home() -> Path:
    """The folder of the user's own sets, each in a folder named by its id.

    `catalogs` below TOPOPLAN_HOME, or below the system's folder for data of a user.
    """
    own = os.environ.get("TOPOPLAN_HOME")
    if own:
        return Path(own) / "catalogs"
    import platformdirs  # noqa: PLC0415 - 10 ms that only those pay who ask for sets of their own

    return platformdirs.user_data_path("topoplan") / "catalogs"


def shipped_set() -> CatalogSet:
    """The set that came with topoplan."""
    return CatalogSet(load().id, resources.data(), shipped=True)


def known_sets() -> tuple[CatalogSet, ...]:
    """The shipped set, then the user's own by id; a hidden folder is none, half of one may be."""
    place = home()
    folders = sorted(place.iterdir()) if place.is_dir() else []
    own = (
        CatalogSet(folder.name, folder, shipped=False)
        for folder in folders
        if folder.is_dir() and not folder.name.startswith(".")
    )
    return (shipped_set(), *own)


def find_set(name: str) -> CatalogSet:
    """The set of an id, or in a folder.

    Raises:
        UsageError: nothing goes by that name, or two sets that differ do.
        CatalogError: the folder holds no set.
    """
    found = [one for one in known_sets() if one.id == name]
    if len({set_digest(one) for one in found}) > 1:
        places = " and ".join(str(one.folder) for one in found)
        raise UsageError(
            f"two sets that differ go by the id {name}: {places}", mend="name one by its folder"
        )
    return found[0] if found else _in_folder(name)


def _in_folder(name: str) -> CatalogSet:
    folder = Path(name)
    if not name or not _is_folder(folder):
        raise _unknown(name)
    if folder.resolve() == resources.data().resolve():
        return shipped_set()
    if not (folder / FILE).is_file():
        raise CatalogError(
            f"{folder} is no catalogue set: it has no {FILE}",
            mend=f"`topoplan catalog list` shows the sets; {_known_ids()}",
        )
    return CatalogSet(Catalog(folder).id, folder, shipped=False)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # a name too long for any file
        return False


def set_with_digest(name: str, sha256: str, *, beside: CatalogSet | None = None) -> CatalogSet:
    """The set of an id with exactly these facts, among the known ones and one more.

    Raises:
        StaleError: no set goes by the id, or none of them has the digest.
    """
    candidates = [one for one in (*known_sets(), *filter(None, (beside,))) if one.id == name]
    differing: dict[Path, str] = {}
    for one in candidates:
        digest = set_digest(one)
        if digest == sha256:
            return one
        differing[one.folder] = digest or f"no {digests.LIST}"
    if not differing:
        raise StaleError(
            f"the lock names the catalogue set {name}, which is not here; {_known_ids()}",
            mend="name its folder with --catalog, or plan anew without --locked",
        )
    told = "".join(f"\n     {digest} in {folder}" for folder, digest in differing.items())
    raise StaleError(
        f"the catalogue set {name} is not the one of the lock, whose digest is {sha256}:{told}",
        mend="bring that set back, or plan anew without --locked and review what changed",
    )


def set_digest(one: CatalogSet) -> str | None:
    """What identifies the facts of a set; None where it has no list of digests."""
    try:
        return digests.of_list(one.folder)
    except CatalogError:
        return None


def _unknown(name: str) -> UsageError:
    near = get_close_matches(name, [one.id for one in known_sets()], n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return UsageError(
        f"no catalogue set goes by `{name}`, and it is no folder{hint}", mend=_known_ids()
    )


def _known_ids() -> str:
    return f"known are {', '.join(dict.fromkeys(one.id for one in known_sets()))}"
