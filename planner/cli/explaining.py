"""`--explain`: the lines of a bill that a word means, with all they rest on."""

from __future__ import annotations

from collections.abc import Iterable

from planner.catalog import Catalog
from planner.cli.terminal import write
from planner.cost import Line, explain, find, nearest
from planner.errors import UsageError
from planner.views import show_explanations


def explain_lines(lines: Iterable[Line], words: str, catalog: Catalog, format_: str) -> None:
    """Print what stands behind the lines that `words` mean.

    Raises:
        UsageError: it means none, or the format is a page.
    """
    if format_ == "html":
        raise UsageError(
            "a page explains every line", mend="leave out --explain, or take another --format"
        )
    told = [explain(line, catalog) for line in _meant(tuple(lines), words)]
    write(show_explanations(told, catalog, format_))


def _meant(known: tuple[Line, ...], words: str) -> tuple[Line, ...]:
    """The lines that were asked for.

    Raises:
        UsageError: there are none, or a part of an id belongs to several.
    """
    lines = find(known, words)
    if not lines:
        near = ", ".join(nearest(known, words))
        mend = f"the nearest: {near}" if near else "`topoplan cost` without --explain lists them"
        raise UsageError(f"the bill has no line `{words}`", mend=mend)
    is_part = not any(sign in words for sign in "*?[") and words not in {
        name for line in lines for name in (line.id, line.node)
    }
    if is_part and len(lines) > 1:
        ids = ", ".join(line.id for line in lines)
        raise UsageError(
            f"`{words}` is a part of {len(lines)} lines: {ids}",
            mend=f"write more of one, or `*{words}*` for all of them",
        )
    return lines
