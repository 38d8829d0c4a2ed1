"""Git repositories that specs extend files of: asked for their tags, fetched, and kept in a cache.

Each commit lies in a bare repository of its own, without its history. Nothing is checked out: no
hook or filter runs, no symbolic link is followed, and what a commit holds can't be changed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from planner.spec import complaints
from planner.spec.addresses import Address, Refused
from planner.spec.git import GitFailure, git
from planner.values import value

Say = Callable[[str], None]

_ASKING_S = 20.0
_FETCHING_S = 120.0
_READING_S = 20.0
_SHA1_DIGITS = 40


def home() -> Path:
    """The folder of fetched repositories.

    `templates` below TOPOPLAN_HOME, or below the system's folder for a user's caches.
    """
    own = os.environ.get("TOPOPLAN_HOME")
    if own:
        return Path(own) / "templates"
    import platformdirs  # noqa: PLC0415 - 10 ms that only those pay who set no home

    return platformdirs.user_cache_path("topoplan") / "templates"


@value
class Shelf:
    """What the cache has of one repository: commits, and which commit each tag was seen at."""

    folder: Path

    @staticmethod
    def of(address: Address) -> Shelf:
        """The place for the repository of an address."""
        name = PurePosixPath(address.url).name
        digest = hashlib.sha256(address.url.encode()).hexdigest()[:16]
        return Shelf(home() / f"{name}-{digest}")

    def seen(self, tag: str) -> str | None:
        """The commit that a tag was last seen at; None where it wasn't seen."""
        try:
            return self._note(tag).read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def note(self, tag: str, commit: str) -> None:
        """Keep in mind which commit a tag is at."""
        if self.seen(tag) != commit:
            path = self._note(tag)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{commit}\n", encoding="ascii")

    def _note(self, tag: str) -> Path:
        return self.folder / "tags" / quote(tag, safe="")

    def fetched(self, address: Address, commit: str, say: Say) -> Path:
        """The bare repository of a commit; it is there whole, or not at all.

        Raises:
            GitFailure: it isn't in the cache, and can't be fetched.
            Refused: it is no commit.
        """
        place = self.folder / "commits" / commit
        if place.is_dir():
            return place
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=place.parent) as name:
            new = Path(name, "repository")
            _fetch(address, commit, new, say)
            try:
                new.rename(place)
            except OSError:
                if not place.is_dir():  # else somebody was quicker
                    raise
        return place


def _fetch(address: Address, commit: str, into: Path, say: Say) -> None:
    hashes = "sha1" if len(commit) == _SHA1_DIGITS else "sha256"
    run = partial(git, f"--git-dir={into}", limit_s=_FETCHING_S)
    run("init", "--quiet", "--bare", "--template=", f"--object-format={hashes}")
    run(
        *("fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head"),
        *("--no-auto-maintenance", "--no-recurse-submodules", "--"),
        *(address.url, commit if address.is_commit else f"refs/tags/{address.ref}"),
        watched=into,
        on_slow=lambda: say(f"fetching {address.url} at {address.ref} …"),
    )
    if run("cat-file", "-t", commit).strip() != b"commit":
        says = f"`{commit}` of {address.url} is no commit"
        raise Refused(complaints.NOT_PINNED, says, mend="write the commit, or the tag's name")


def asked(address: Address, say: Say) -> str:
    """The commit that a tag is at, as its repository says now.

    Raises:
        GitFailure: the repository can't be asked.
        Refused: it has no such tag.
    """
    tag, branch = f"refs/tags/{address.ref}", f"refs/heads/{address.ref}"
    peeled = f"{tag}^{{}}"
    told = git(
        *("ls-remote", "--quiet", "--", address.url, tag, peeled, branch),
        limit_s=_ASKING_S,
        on_slow=lambda: say(f"asking {address.url} for {address.ref} …"),
    )
    lines = (line.partition("\t") for line in told.decode(errors="replace").splitlines())
    refs = {name: commit for commit, _, name in lines}
    commit = refs.get(peeled) or refs.get(tag)
    if commit is None:
        raise _not_pinned(address, refs.get(branch))
    return commit


def _not_pinned(address: Address, branch: str | None) -> Refused:
    if branch is not None:
        says = f"`{address.ref}` is a branch of {address.url}, which moves"
        mend = f"name a tag, or the commit that it is at now: `?ref={branch}`"
    else:
        says = f"{address.url} has no tag `{address.ref}`"
        mend = f"`git ls-remote --tags {address.url}` lists them; of a commit, write all 40 digits"
    return Refused(complaints.NOT_PINNED, says, mend=mend)


@value
class Blob:
    """A regular file of a commit."""

    id: str
    size: int
    """In bytes."""
    repository: Path

    def content(self) -> bytes:
        """What it holds.

        Raises:
            GitFailure: the cache is damaged.
        """
        return git(f"--git-dir={self.repository}", "cat-file", "blob", self.id, limit_s=_READING_S)


def blob(repository: Path, commit: str, path: PurePosixPath) -> Blob | None:
    """The regular file at a path; None where there is none, or a link, a folder or a submodule.

    Raises:
        GitFailure: the cache is damaged.
    """
    words = ("ls-tree", "-l", "-z", commit, "--", str(path))
    listed = git(f"--git-dir={repository}", *words, limit_s=_READING_S)
    mode, _, rest = listed.partition(b"\t")[0].partition(b" ")
    if mode not in _REGULAR:
        return None
    _, object_id, size = rest.split()
    return Blob(object_id.decode(), int(size), repository)


def below(
    repository: Path, commit: str, folder: PurePosixPath
) -> Iterator[tuple[PurePosixPath, Blob]]:
    """The regular files below a folder of a commit; links and submodules are left out.

    Raises:
        GitFailure: the cache is damaged.
    """
    words = ("ls-tree", "-r", "-l", "-z", commit, "--", f"{folder}/")
    for line in git(f"--git-dir={repository}", *words, limit_s=_READING_S).split(b"\0"):
        about, _, name = line.partition(b"\t")
        mode, _, rest = about.partition(b" ")
        if mode in _REGULAR:
            _, object_id, size = rest.split()
            path = PurePosixPath(name.decode(errors="surrogateescape"))
            yield path, Blob(object_id.decode(), int(size), repository)


_REGULAR = (b"100644", b"100755")

__all__ = ["Blob", "GitFailure", "Shelf", "asked", "below", "blob", "home"]
