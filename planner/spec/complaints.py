"""Everything that can be wrong with the text of a spec: codes, what they mean, and the error."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.diagnostics import Diagnostic, Fix, Label, Severity, Span

UNREADABLE = "TOP001"
NOT_TEXT = "TOP002"
NOT_YAML = "TOP003"
NOT_ONE_MAPPING = "TOP004"
KEY_TWICE = "TOP005"
REFUSED_YAML = "TOP006"
TOO_LARGE = "TOP007"
UNKNOWN_KEY = "TOP010"
MISSING_KEY = "TOP011"
WRONG_VALUE = "TOP012"
UNKNOWN_WORD = "TOP013"
BAD_NAME = "TOP014"
INCONSISTENT = "TOP015"
CREDENTIAL = "TOP016"
MORE_ERRORS = "TOP017"
NOT_EXTENDABLE = "TOP020"
EXTENDS_ITSELF = "TOP021"
EXTENDS_TOO_MUCH = "TOP022"
NOT_PINNED = "TOP023"
MOVED = "TOP024"
UNREACHED = "TOP025"
OUTSIDE = "TOP026"

EXPLANATIONS: Mapping[str, str] = MappingProxyType(
    {
        UNREADABLE: "The file is missing, is no regular file, or may not be read.",
        NOT_TEXT: "A spec is UTF-8 text without control characters. Save the file as UTF-8; write "
        'an odd character as an escape in double quotes, such as "\\u2028".',
        NOT_YAML: "The text breaks the grammar of YAML 1.2.",
        NOT_ONE_MAPPING: "A file holds one YAML document, and that is a mapping of keys to values.",
        KEY_TWICE: "One mapping has the same key twice. YAML readers differ in which of the two "
        "they take, so neither is taken.",
        REFUSED_YAML: "Merge keys (`<<`), tags (`!x`), keys that are no plain text, and other "
        "versions of YAML are refused: they make a text mean something else to each reader.",
        TOO_LARGE: "The file is too large, nests too deep, or its aliases unfold to too many "
        "values.",
        UNKNOWN_KEY: "The language has no such key at this place. Nothing is ignored silently.",
        MISSING_KEY: "The key has no sensible default and has to be written.",
        WRONG_VALUE: "The value is not of the kind that the key takes.",
        UNKNOWN_WORD: "The key takes one word of a closed list.",
        BAD_NAME: "A name starts with a lower-case letter and has up to 31 such letters, "
        "digits and hyphens, since it becomes part of the names of cloud resources.",
        INCONSISTENT: "Two values contradict each other.",
        CREDENTIAL: "The text looks like a credential. A spec is committed and reviewed, so it "
        "never holds one; the gateway reads keys from the cloud's secret store. Revoke a key that "
        "was committed.",
        MORE_ERRORS: "Only the first errors are listed.",
        NOT_EXTENDABLE: "`extends` takes local paths, and files in git as "
        "`git::<url>//<path>?ref=<tag or commit>`, over https, ssh or file.",
        EXTENDS_ITSELF: "A file extends itself, directly or through others.",
        EXTENDS_TOO_MUCH: "Files extend each other over too many levels, or there are too many.",
        NOT_PINNED: "A file in git is extended at a tag or at a whole commit id. A branch moves, "
        "so that the same spec would mean something else tomorrow.",
        MOVED: "A tag names another commit than when the tree was locked, or than this machine saw "
        "before. Somebody changed what was reviewed; a commit id can't be moved.",
        UNREACHED: "A file in git is not in the cache, and its repository can't be reached. "
        "TOPOPLAN_HOME says where the cache is.",
        OUTSIDE: "A file of a git repository extends files of the same repository, or of another "
        "one in git, and nothing on the machine that reads it.",
    }
)
"""What each code means, in a sentence or two."""


def error(
    code: str, message: str, at: Span, *, also: tuple[Label, ...] = (), fixes: tuple[Fix, ...] = ()
) -> Diagnostic:
    """An error at a place of the text."""
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, at=at, also=also, fixes=fixes
    )
