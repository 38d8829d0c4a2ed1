"""What topoplan alone would have written: the base that an edit by hand is later merged over.

One compressed file beside the lock, a text for each digest. The lock vouches for what is in it, so
that a base which is missing or was tampered with is merely not there.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from planner.terraform.lock import LOCK
from planner.terraform.tree import Tree, sha256

BASES = "topoplan.bases"
"""No part of a tree: two builds of zlib may compress the same texts to different bytes."""

_MAX_BYTES = 64 * 1024 * 1024
_LEVEL = 9


def bases(folder: Path) -> Mapping[str, str]:
    """Text of each digest that a folder keeps; what isn't as its digest says is left out."""
    return {digest: text for digest, text in _read(folder).items() if sha256(text) == digest}


def bases_of(tree: Tree) -> Mapping[str, str]:
    """What has to be kept for a tree, once it is written."""
    texts = (tree.generated(path) for path in tree.files if path != LOCK)
    return {sha256(text): text for text in texts}


def keep_bases(texts: Mapping[str, str], folder: Path) -> None:
    """Keep these and no others; a file that holds just them stays as it is.

    Raises:
        OSError: it can't be written.
    """
    path = folder / BASES
    if _read(folder) == texts and not path.is_symlink():
        return
    packed = zlib.compress(json.dumps(texts, sort_keys=True).encode(), _LEVEL)
    new = path.with_name(f".{BASES}")
    new.unlink(missing_ok=True)
    new.write_bytes(packed)
    new.replace(path)


def _read(folder: Path) -> Mapping[str, str]:
    """Whatever the file says; nothing where it is none of ours."""
    with suppress(OSError, ValueError, zlib.error, RecursionError):
        packed = (folder / BASES).read_bytes()
        found = json.loads(zlib.decompressobj().decompress(packed, _MAX_BYTES))
        if isinstance(found, dict) and all(isinstance(one, str) for one in found.values()):
            return found
    return {}
