"""The tree that `plan` writes: paths, texts and one digest over all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from planner.values import value


@value
class Tree:
    """Files below the output folder; paths are relative, with `/`, and sorted."""

    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """`sha256:…` over every path and its text: what `apply --expect` demands."""
        whole = hashlib.sha256()
        for path in sorted(self.files):
            whole.update(f"{path}\0{sha256(self.files[path])}\n".encode())
        return f"sha256:{whole.hexdigest()}"


def sha256(text: str) -> str:
    """Hex digest of a file's text."""
    return hashlib.sha256(text.encode()).hexdigest()
