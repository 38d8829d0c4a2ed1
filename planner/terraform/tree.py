"""The tree that `plan` writes: paths, texts and one digest over all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field

from planner.values import value


@value
class Adopted:
    """An edit by hand that a file of the tree keeps."""

    generated: str
    """The file's text without it."""
    edited: str
    """Digest of the text that the edit was taken from, as it stood in the folder."""


@value
class Tree:
    """Files below the output folder; paths are relative, with `/`, and sorted."""

    files: Mapping[str, str]
    adopted: Mapping[str, Adopted] = field(default_factory=dict)
    """Those of the files that keep an edit by hand."""

    @property
    def digest(self) -> str:
        """`sha256:…` over every path and its text: what `apply --expect` demands."""
        whole = hashlib.sha256()
        for path in sorted(self.files):
            whole.update(f"{path}\0{sha256(self.files[path])}\n".encode())
        return f"sha256:{whole.hexdigest()}"

    def generated(self, path: str) -> str:
        """A file's text as topoplan alone makes it."""
        kept = self.adopted.get(path)
        return self.files[path] if kept is None else kept.generated


def sha256(text: str) -> str:
    """Hex digest of a file's text."""
    return hashlib.sha256(text.encode()).hexdigest()
