"""Addresses of files in git: `git::<url>//<path>?ref=<tag or commit>`, in Terraform's own form."""

from __future__ import annotations

import re
from pathlib import PurePath, PurePosixPath

from planner.spec import complaints
from planner.values import value

EXAMPLE = "git::https://git.example.com/platform.git//eu.yaml?ref=v1.2.0"

_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*::|[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:", re.IGNORECASE)

_ADDRESS = re.compile(
    r"git::(?P<url>(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#\s]|/(?!/))*)//(?P<path>[^?#]+)"
    r"(?:\?(?P<query>[^#]*))?",
    re.IGNORECASE,
)
# no part begins with a hyphen, so that neither git nor ssh can take one for an option
_HOST = r"[A-Za-z0-9][A-Za-z0-9.-]*"
_USER = r"[A-Za-z0-9_][\w.-]*"
_PLACE = r"[\w.~+%-]+(?:/[\w.~+%-]+)*/?"
_URL = re.compile(
    rf"https://{_HOST}(?::\d+)?/{_PLACE}"
    rf"|ssh://(?:{_USER}@)?{_HOST}(?::\d+)?/{_PLACE}"
    rf"|file:///{_PLACE}"
    rf"|(?:{_USER}@)?{_HOST}:(?!//)/?(?!-){_PLACE}",
    re.ASCII,
)
_PASSWORD = re.compile(r"[a-z][a-z0-9+.-]*://[^/@]*:[^/@]*@|https://[^/@]*@", re.IGNORECASE)
# what git itself admits in a name, less what it means something by
_REF = re.compile(r"(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[A-Za-z0-9][\w.+/-]*(?<![./])", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHOWN = 12
"""Digits of a commit that people are shown."""


class Refused(Exception):
    """Why something can't be extended, as the code and the words of a complaint."""

    def __init__(self, code: str, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.mend = mend


@value
class Address:
    """One file of a git repository, at a tag or a commit."""

    url: str
    path: PurePosixPath
    ref: str

    @property
    def is_commit(self) -> bool:
        """Whether the ref is a whole commit id, which can't move."""
        return _COMMIT.fullmatch(self.ref) is not None

    @property
    def is_local(self) -> bool:
        """Whether the repository is on this machine."""
        return self.url.startswith("file:")

    @property
    def pin(self) -> str:
        """The repository at its ref, without a path; what a lock holds a commit for."""
        return f"git::{self.url}?ref={self.ref}"

    @property
    def root(self) -> PurePath:
        """How the repository's root is shown, such as `git::git.example.com/platform.git@v1`.

        Of the https in front nothing is left, since a path has no two slashes in a row.
        """
        ref = short(self.ref) if self.is_commit else self.ref
        return PurePath(f"git::{self.url.removeprefix('https://')}@{ref}")

    def __str__(self) -> str:
        return f"git::{self.url}//{self.path}?ref={self.ref}"


def short(commit: str) -> str:
    """A commit id as people are shown it."""
    return commit[:_SHOWN]


def is_remote(text: str) -> bool:
    """Whether a text of `extends` is meant to lead off this machine's files."""
    return _REMOTE.match(text) is not None


def address_of(text: str) -> Address:
    """The address that a text is.

    Raises:
        Refused: it is none, or none that is pinned.
    """
    found = _ADDRESS.fullmatch(text)
    if _PASSWORD.search(text):
        says = "an address never holds a user or password; git's own credential helper knows them"
        raise Refused(complaints.CREDENTIAL, says)
    if found is None or not _URL.fullmatch(found["url"]):
        says = f"`{text}` is neither a local path nor a file in git over https, ssh or file"
        raise Refused(complaints.NOT_EXTENDABLE, says, mend=f"write it like `{EXAMPLE}`")
    return Address(found["url"].rstrip("/"), _path(found["path"]), _ref(text, found["query"] or ""))


def _path(text: str) -> PurePosixPath:
    parts = text.split("/")
    if not text.isprintable() or any(part in ("", ".", "..") for part in parts):
        says = f"`{text}` is no path below the root of a repository"
        raise Refused(complaints.OUTSIDE, says, mend="write it from the root, such as `eu.yaml`")
    return PurePosixPath(text)


def _ref(text: str, query: str) -> str:
    key, _, ref = query.partition("=")
    if key != "ref" or not ref:
        says = f"`{text}` is not pinned: it names neither a tag nor a commit"
        raise Refused(complaints.NOT_PINNED, says, mend="end it in `?ref=<tag>` or `?ref=<commit>`")
    if not _REF.fullmatch(ref):
        says = f"`{ref}` can be no tag and no commit"
        raise Refused(
            complaints.NOT_PINNED, says, mend="write the tag's own name, such as `v1.2.0`"
        )
    return ref
