"""A file to its text: what can be read, is small enough and holds text only."""

from __future__ import annotations

import re
import stat
import unicodedata
from pathlib import Path, PurePath

from planner.diagnostics import Outcome, SourceText, Span
from planner.spec import complaints
from planner.spec.complaints import error

MAX_BYTES = 1024 * 1024

_BOM = "\ufeff"
_FOREIGN_BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"\x00\x00\xfe\xff", "UTF-32"))
# libyaml counts U+0085, U+2028, U+2029 and a lone carriage return as line ends, editors don't
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)"
)


def source_of(path: PurePath) -> Outcome[SourceText]:
    """The text of a spec on disk; a mark of UTF-8 at its start is left out."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            return unreadable(path, "it is no regular file")
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as failure:
        return unreadable(path, (failure.strerror or str(failure)).lower())
    except ValueError:
        return unreadable(path, "no file has such a name")
    return decoded(content, path)


def decoded(content: bytes, path: PurePath) -> Outcome[SourceText]:
    """The text that bytes are, if they are UTF-8; `path` is what the text is called."""
    if len(content) > MAX_BYTES:
        return too_large(path)
    for mark, encoding in _FOREIGN_BOMS:
        if content.startswith(mark):
            return _refused(complaints.NOT_TEXT, f"the file is {encoding}; save it as UTF-8", path)
    try:
        text = content.decode()
    except UnicodeDecodeError as failure:
        before = content[: failure.start].decode()
        at = _position(before, len(before), path)
        message = f"byte {content[failure.start]:#04x} is not UTF-8 text; save the file as UTF-8"
        return Outcome(None, (error(complaints.NOT_TEXT, message, at),))
    return checked(SourceText(path, text))


def checked(source: SourceText) -> Outcome[SourceText]:
    """The same text, if it is small enough and can be shown and counted line by line."""
    text = source.text.removeprefix(_BOM)
    if len(text) > MAX_BYTES:
        return too_large(source.path)
    if odd := _FORBIDDEN.search(text):
        at = _position(text, odd.start(), source.path)
        return Outcome(None, (error(complaints.NOT_TEXT, _refusal(odd[0]), at),))
    return Outcome(SourceText(source.path, text))


def _refusal(character: str) -> str:
    if character == "\r":
        return "a carriage return stands alone; end lines by a line feed"
    name = unicodedata.name(character, "control character").lower()
    code = f"U+{ord(character):04X}"
    return f"{code} ({name}) may not stand in a spec; write it as an escape in double quotes"


def _position(text: str, offset: int, path: PurePath) -> Span:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(path, line, column, line, column + 1)


def unreadable(path: PurePath, why: str) -> Outcome[SourceText]:
    """That a file can't be read."""
    return _refused(complaints.UNREADABLE, f"`{path}` can't be read: {why}", path)


def too_large(path: PurePath) -> Outcome[SourceText]:
    """That a file is larger than a spec may be."""
    return _refused(complaints.TOO_LARGE, f"the file is larger than {MAX_BYTES // 1024} KiB", path)


def _refused(code: str, message: str, path: PurePath) -> Outcome[SourceText]:
    return Outcome(None, (error(code, message, Span(path, 1, 1, 1, 1)),))
