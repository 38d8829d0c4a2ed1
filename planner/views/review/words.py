"""Words and figures of a review, harmless wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from planner.documents import code, escaped
from planner.units import cents

SHORT = 8
"""Rows of a section that has to be short."""


LONG = 25
"""Rows of a section, where nothing is asked of it: nobody reads more."""


_CLIPPED = 300


def cell(text: str) -> str:
    """Inline code that also stands in a table."""
    return mute(code(clipped(text)).replace("|", "\\|"))


def mute(text: str) -> str:
    """Text that calls nobody: a host would tell whoever is named after an at sign."""
    return text.replace("@", "@\u200b")


def said(text: str) -> str:
    return mute(escaped(text))


def clipped(text: str, most: int = _CLIPPED) -> str:
    """The text, or its beginning and a sign that there is more."""
    return text if len(text) <= most else text[: most - 1] + "…"


def plain(markdown: str) -> str:
    """Words without what marks them up."""
    for mark, plain in (("**", ""), ("`", ""), ("<br>", "; "), ("~~", ""), ("\u200b", "")):
        markdown = markdown.replace(mark, plain)
    return markdown.replace("\\", "")


def more(hidden: int, what: str) -> str:
    return f"\n\nAnd {hidden} more {what}." if hidden > 0 else ""


def signed(amount: Decimal) -> str:
    rounded = cents(amount)
    return f"{rounded:+,.2f}" if rounded else "0.00"


def cents_of(amount: Decimal) -> str:
    return f"{cents(amount):,.2f}"


def names(names: Iterable[str]) -> str:
    first, *others = names
    if not others:
        return cell(first)
    return f"{cell(first)} and {len(others)} more" if len(others) > 1 else _both(first, others[0])


def _both(first: str, second: str) -> str:
    return f"{cell(first)}, {cell(second)}"
