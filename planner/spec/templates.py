"""Files in git that specs extend: at a tag or a commit, and at the commit that it always was.

A tag is asked for anew on each run, where its repository can be reached: somebody may have moved
it. A tree's lock, or else this machine's cache, says where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath

from planner.diagnostics import Outcome, SourceText
from planner.spec import complaints
from planner.spec.addresses import Address, Refused, short
from planner.spec.files import MAX_BYTES, decoded, too_large, unreadable
from planner.values import value

Pins = Callable[[], Mapping[str, str]]
"""The commits that a lock holds, by `Address.pin`; asked for where the first template is met."""


@value
class Template:
    """A git repository at one commit."""

    address: Address
    """As it was first asked for; its path is one of many."""
    commit: str
    repository: Path
    """A bare repository in the cache."""

    def identity(self, path: PurePosixPath) -> PurePath:
        """One name for a file of it, whatever ref it was asked for by."""
        return PurePath(f"git::{self.address.url}", self.commit, path)

    def shown(self, path: PurePosixPath) -> PurePath:
        """The name of a file that people and spans are given."""
        return self.address.root / path

    def source(self, path: PurePosixPath) -> Outcome[SourceText]:
        """The text of a file."""
        from planner.spec import repositories  # noqa: PLC0415 - starts processes

        shown = self.shown(path)
        try:
            found = repositories.blob(self.repository, self.commit, path)
            if found is None:
                return unreadable(shown, "it is no regular file of that commit")
            return too_large(shown) if found.size > MAX_BYTES else decoded(found.content(), shown)
        except repositories.GitFailure as failure:
            return unreadable(shown, str(failure))


@dataclass(slots=True)
class Templates:
    """What one run asks repositories for, each question once."""

    pins: Pins = dict
    say: Callable[[str], None] = lambda _: None
    """Gets a line where git takes long, or where its last word is an old one."""
    instead: Mapping[Path, str] = field(default_factory=dict)
    """Texts to read in place of files on this machine, by their resolved paths."""
    texts: dict[PurePath, SourceText] = field(default_factory=dict)
    """What was read, by the names that spans have."""
    _found: dict[str, Template | Refused] = field(default_factory=dict)

    def at(self, address: Address) -> Template:
        """The repository of an address, at its commit, in the cache.

        Raises:
            Refused: it is not there, can't be reached, or its ref is not what it was.
        """
        if address.pin not in self._found:
            try:
                self._found[address.pin] = self._looked_up(address)
            except Refused as refused:
                self._found[address.pin] = refused
        found = self._found[address.pin]
        if isinstance(found, Refused):
            raise found
        return found

    def _looked_up(self, address: Address) -> Template:
        from planner.spec import repositories  # noqa: PLC0415 - starts processes

        shelf = repositories.Shelf.of(address)
        try:
            if address.is_commit:
                commit = address.ref
            else:
                commit = self._commit(address, shelf.seen(address.ref))
                shelf.note(address.ref, commit)
            return Template(address, commit, shelf.fetched(address, commit, self.say))
        except repositories.GitFailure as failure:
            raise _unreached(address, str(failure), shelf.folder) from None

    def _commit(self, address: Address, seen: str | None) -> str:
        """The commit that a tag is at: the one that it always was, or else refused."""
        from planner.spec import repositories  # noqa: PLC0415 - starts processes

        locked = self.pins().get(address.pin)
        known = locked or seen
        try:
            now = repositories.asked(address, self.say)
        except repositories.GitFailure as failure:
            if known is None:
                raise
            self.say(
                f"note: {address.url} can't be asked whether `{address.ref}` still is at "
                f"{short(known)}, where it was: {failure}"
            )
            return known
        if known not in (None, now):
            raise _moved(address, known, now, "the tree was locked" if locked else _BEFORE)
        return now


_BEFORE = "this machine first read it"


def _moved(address: Address, before: str, now: str, then: str) -> Refused:
    return Refused(
        complaints.MOVED,
        f"`{address.ref}` of {address.url} was at commit {short(before)} when {then}, and is at "
        f"{short(now)} now",
        mend=f"ask its owner why, review what changed, and pin that: `?ref={now}`",
    )


def _unreached(address: Address, why: str, shelf: Path) -> Refused:
    return Refused(
        complaints.UNREACHED,
        f"{address.url} is not in the cache at `{address.ref}`, and can't be fetched: {why}",
        mend=f"run `topoplan check` where it can be reached; it is then kept in {shelf}",
    )
