"""Diagnostics as text for a terminal: what is wrong, the line underlined, why, and the mending.

The layout is rustc's and zizmor's. Nothing that a user wrote reaches the terminal as a control
character: escapes, bidirectional marks and their like are shown as what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from unicodedata import category, east_asian_width

from planner.diagnostics import Diagnostic, Fix, Severity, SourceText, Span, proof_lines
from planner.values import value

_WIDTH = 96
"""Cells of a source line that are shown; of a longer one, those around the span."""
_LEAD = 32
"""Cells before the span that are kept where a line is cut."""
_PICTURES = {code: chr(0x2400 + code) for code in range(32)} | {0x09: "    ", 0x7F: "\u2421"}
"""Unicode's picture of each control character of ASCII; a tab as the room it takes."""

_BOLD, _RED, _YELLOW, _CYAN, _BLUE = "1", "1;31", "1;33", "1;36", "1;34"
_HUES = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.NOTE: _CYAN}


def show(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[PurePath, SourceText],
    *,
    color: bool,
    fingerprints: bool = False,
) -> str:
    """The diagnostics one below the other, each with its source line where `sources` has it.

    `fingerprints`: each with what a waiver of it is bound to.
    """
    page = _Page(sources, color=color, fingerprints=fingerprints)
    blocks = ("".join(f"{line}\n" for line in page.block(each)) for each in diagnostics)
    return "\n".join(blocks)


def visible(text: str) -> str:
    """The text with every character that would not be seen, or would do something, spelt out."""
    return text if text.isprintable() else "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return _PICTURES.get(code, f"<U+{code:04X}>")


@value
class _Mark:
    """How a span is underlined, and the words beside that."""

    stroke: str
    hue: str
    words: str = ""


@value
class _Page:
    sources: Mapping[PurePath, SourceText]
    color: bool
    fingerprints: bool

    def block(self, diagnostic: Diagnostic) -> Iterator[str]:
        """The lines of one diagnostic."""
        hue = _HUES[diagnostic.severity]
        head = f"{diagnostic.severity.name.lower()}[{diagnostic.code}]"
        yield self._paint(head, hue) + self._paint(f": {visible(diagnostic.message)}", _BOLD)
        margin = " " * max(len(str(span.line)) for span in _spans(diagnostic))
        yield from self._excerpt("-->", diagnostic.at, margin, _Mark("^", hue))
        for label in diagnostic.also:
            yield from self._excerpt(":::", label.span, margin, _Mark("-", _BLUE, label.text))
        for remark in _remarks(diagnostic):
            yield f"{margin} {self._paint('=', _BLUE)} {visible(remark)}"
        if self.fingerprints:
            yield f"{margin} {self._paint('=', _BLUE)} fingerprint: {diagnostic.fingerprint}"

    def _excerpt(self, arrow: str, span: Span, margin: str, mark: _Mark) -> Iterator[str]:
        yield f"{margin}{self._paint(arrow, _BLUE)} {visible(str(span))}"
        source = self.sources.get(span.path)
        if source is None or span.line > source.text.count("\n") + 1:
            return
        bar = self._paint("|", _BLUE)
        text, indent, width = _window(source.line(span.line), span)
        strokes = self._paint(mark.stroke * width, mark.hue)
        words = f" {visible(mark.words)}" if mark.words else ""
        yield f"{margin} {bar}"
        yield f"{self._paint(f'{span.line:>{len(margin)}}', _BLUE)} {bar} {text}".rstrip()
        yield f"{margin} {bar} {' ' * indent}{strokes}{words}"

    def _paint(self, text: str, hue: str) -> str:
        return f"\x1b[{hue}m{text}\x1b[0m" if self.color else text


def _spans(diagnostic: Diagnostic) -> Iterator[Span]:
    yield diagnostic.at
    for label in diagnostic.also:
        yield label.span


def _remarks(diagnostic: Diagnostic) -> Iterator[str]:
    if diagnostic.path:
        yield "path: " + " ".join(diagnostic.path)
    if diagnostic.because is not None:
        yield from proof_lines(diagnostic.because)
    yield from _fixes(diagnostic.fixes)
    if diagnostic.waived is not None:
        yield f"waived: {diagnostic.waived}"


def _fixes(fixes: tuple[Fix, ...]) -> Iterator[str]:
    """Those that were re-checked with their number, then what else may help."""
    rechecked = [fix for fix in fixes if fix.rechecked]
    for number, fix in enumerate(rechecked, 1):
        yield f"fix {number}: {fix.title} ({_price(fix)}re-checked)"
    for fix in fixes:
        if not fix.rechecked:
            yield f"fix: {fix.title}"


def _price(fix: Fix) -> str:
    """What an edit does to the month; nothing where there is no edit."""
    if not fix.edits:
        return ""
    if fix.month is None:
        return "month not known, "
    amount = fix.month.rounded()
    return f"{amount:+,.2f} {fix.month.currency} a month, " if amount else "same month, "


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """What is shown of a line, and how many cells stand before the underline and under it.

    A span of several lines is underlined to the end of its first.
    """
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    before, under, after = line[:start], line[start:end], line[max(start, end) :]
    cut_before, cut_under = _tail(visible(before), under + after), _head(visible(under), _WIDTH)
    room = _WIDTH - _cells(cut_before) - _cells(cut_under)
    # a span that is cut ends in an ellipsis of its own
    text = cut_before + cut_under + (_head(visible(after), room) if room > 0 else "")
    return text, _cells(cut_before), max(_cells(cut_under), 1)


def _tail(text: str, rest: str) -> str:
    """The end of what stands before a span; all of it, where the whole line has room."""
    if _cells(text) + _cells(visible(rest)) <= _WIDTH or _cells(text) <= _LEAD:
        return text
    return "…" + _head(text[::-1], _LEAD, ellipsis="")[::-1]


def _head(text: str, room: int, ellipsis: str = "…") -> str:
    """As much of a text as has room, with an ellipsis in place of what is left out."""
    if _cells(text) <= room:
        return text
    shown, used = [], _cells(ellipsis)
    for character in text:
        used += _cells(character)
        if used > room:
            break
        shown.append(character)
    return "".join(shown) + ellipsis


def _cells(text: str) -> int:
    """How many cells of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    return sum(_cell_width(character) for character in text)


def _cell_width(character: str) -> int:
    if category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
