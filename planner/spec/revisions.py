"""Files of this machine as they were at a commit of the git repository around them."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath, PurePosixPath

from planner.diagnostics import Outcome, SourceText
from planner.errors import UsageError
from planner.spec.files import MAX_BYTES, decoded, too_large, unreadable
from planner.values import value

_LOOKING_S = 20.0
_REF = re.compile(r"(?!-)[^\s\x00-\x1f\x7f~^:?*\[\\]+(?:[~^]\d*)*")
"""What git admits in a name, and how many commits before it."""


@value
class Revision:
    """A commit of a repository that is on this machine."""

    name: str
    """As the user called it."""
    commit: str
    top: Path
    """The folder of the working tree."""
    repository: Path

    def below(self, path: PurePath) -> PurePosixPath | None:
        """A path as the repository has it; None where it lies elsewhere."""
        # links within the repository are today's: the commit may have had none there, or others
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - as above
        for found in (whole, Path(path).resolve()):
            if found.is_relative_to(self.top):
                return PurePosixPath(found.relative_to(self.top).as_posix())
        return None

    def source(self, path: PurePath) -> Outcome[SourceText]:
        """The text of a file at the commit."""
        from planner.spec import repositories  # noqa: PLC0415 - starts processes

        try:
            below = self.below(path)
            found = below and repositories.blob(self.repository, self.commit, below)
            if not found:
                return unreadable(path, f"{self.name} has no such file")
            return too_large(path) if found.size > MAX_BYTES else decoded(found.content(), path)
        except repositories.GitFailure as failure:
            return unreadable(path, str(failure))

    def text(self, path: PurePath) -> str | None:
        """The text of a file that need not be there, nor be a spec."""
        return source.text if (source := self.source(path).value) else None


def revision_of(near: Path, ref: str) -> Revision:
    """The commit that a ref is at, in the repository around a file or folder.

    Raises:
        UsageError: there is no repository, or it has no such ref.
    """
    from planner.spec.git import GitFailure, git  # noqa: PLC0415 - starts processes

    # a repository's own paths have no links in them
    folder = (near if near.is_dir() else near.parent).resolve()
    if not _REF.fullmatch(ref):
        raise UsageError(f"`{ref}` is no name that git gives", mend="name a branch, tag or commit")
    try:
        told = git(
            *("-C", folder, "rev-parse", "--show-toplevel", "--absolute-git-dir"),
            limit_s=_LOOKING_S,
        )
    except GitFailure as failure:
        raise UsageError(
            f"{folder} is in no git repository that can be read: {failure}",
            mend="run it in a checkout, or name two files",
        ) from None
    top, repository = (Path(os.fsdecode(line)) for line in told.splitlines())
    try:
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        commit = git(f"--git-dir={repository}", *words, limit_s=_LOOKING_S).decode().strip()
    except GitFailure:
        raise UsageError(
            f"{top} has no commit `{ref}`",
            mend="fetch it first: of a shallow clone, `git fetch --depth=1 origin main`",
        ) from None
    return Revision(ref, commit, top, repository)
