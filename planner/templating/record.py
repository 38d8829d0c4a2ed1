"""topoplan.answers.yaml: which template made the files of a folder, at which version, of what."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.errors import SpecError, UsageError
from planner.spec import Folder, is_remote, parse, plain, source_of, yaml_of
from planner.templating.manifest import Answer, Manifest
from planner.values import value

RECORD = "topoplan.answers.yaml"

_HEAD = (
    "# Written by `topoplan init --template`; `topoplan template update` needs it. Change answers\n"
    "# with `topoplan template update --set`, not here.\n"
)


@value
class Record:
    """What a consumer was made of."""

    folder: Path
    template: str
    """Its address, or its path from the folder."""
    name: str
    release: str
    state: str
    """The commit that the template was at, or the digest of its folder."""
    answers: Mapping[str, object]
    files: Mapping[str, str]
    """File to the digest of its text as the template made it."""

    @property
    def place(self) -> str:
        """Where the template is, from here."""
        return self.template if is_remote(self.template) else str(self.folder / self.template)


def record_text(
    folder: Folder,
    manifest: Manifest,
    answers: Mapping[str, Answer],
    files: Mapping[str, str],
    into: Path,
) -> str:
    """The record of files, by path and digest, for the folder `into`."""
    words: dict[str, object] = {
        "template": folder.seen_from(into),
        "name": manifest.name,
        "release": manifest.release,
        "state": folder.commit or folder.digest,
        "answers": dict(answers),
        "files": dict(sorted(files.items())),
    }
    return _HEAD + "".join(_block(key, word) for key, word in words.items())


def _block(key: str, word: object) -> str:
    text = yaml_of({key: word})
    return text if isinstance(word, Mapping) and word else text.strip("{}\n") + "\n"


def read_record(folder: Path) -> Record:
    """The record of a folder.

    Raises:
        UsageError: there is none, or it is none of topoplan's.
        SpecError: it is no YAML.
    """
    path = folder / RECORD
    if not path.is_file():
        raise UsageError(
            f"{folder} was made of no template: it has no {RECORD}",
            mend="`topoplan init --template` makes a folder of one",
        )
    source = source_of(path)
    outcome = parse(source.value) if source.value else source
    if outcome.value is None or source.value is None:
        raise SpecError(outcome.diagnostics)
    words = plain(outcome.value)  # type: ignore[arg-type]  # what was parsed is a table
    try:
        assert isinstance(words, Mapping)  # noqa: S101 - a table is one
        return Record(
            folder=folder,
            template=str(words["template"]),
            name=str(words["name"]),
            release=str(words["release"]),
            state=str(words["state"]),
            answers=dict(words["answers"]),
            files={str(path): str(digest) for path, digest in words["files"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{path} is no record of a template: {type(error).__name__}: {error}",
            mend="restore it from version control",
        ) from None
