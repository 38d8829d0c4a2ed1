"""What templates come to, and what an update of one would do, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from planner.templating import Impact, Outcome, Sample
from planner.views.catalog import columns

_HEADING = ("consumer", "from", "verdict", "bill a month", "files", "what to do")


def samples(found: Sequence[Sample]) -> Iterator[str]:
    """A line for each sample."""
    rows = [_sample(one) for one in found]
    yield from columns(("sample", "verdict", "bill a month", "result"), rows, right=(2,))


def _sample(one: Sample) -> tuple[str, ...]:
    if one.outcome is None or one.outcome.broken:
        return (one.name, "-", "-", f"fails: {one.refused}")
    result = "passes"
    if one.outcome.errors:
        result = f"fails: {', '.join(one.outcome.errors)}"
    elif one.differs:
        result = "fails: its spec is not the expected one"
    return (one.name, _verdict(one.outcome), _bill(one.outcome), result)


def impacts(found: Sequence[Impact], root: Path) -> Iterator[str]:
    """A line for each consumer, and how many somebody has to look at."""
    if found:
        yield from columns(_HEADING, [_impact(one, root) for one in found], right=(4,))
        yield ""
    yield _summary(found)


def impacts_as_markdown(found: Sequence[Impact], root: Path) -> Iterator[str]:
    """The same for a pull request."""
    if found:
        yield f"| {' | '.join(_HEADING)} |"
        yield "|" + " --- |" * len(_HEADING)
        for one in found:
            yield "| " + " | ".join(_cell(cell) for cell in _impact(one, root)) + " |"
        yield ""
    yield _summary(found)


def _cell(text: str) -> str:
    """A text that is no markup in a table of Markdown."""
    escaped = text.replace("\\", "\\\\").replace("<", "&lt;")
    for sign in "|`*_[]":
        escaped = escaped.replace(sign, f"\\{sign}")
    return " ".join(escaped.split())


def _impact(one: Impact, root: Path) -> tuple[str, ...]:
    name = one.consumer.relative_to(root).as_posix() or "."
    before, after = one.before, one.after
    if one.refused or before is None:
        return (name, one.release, "-", "-", "-", one.refused or "")
    if after is None:
        told = f"conflicts in {', '.join(one.conflicts)}"
        return (name, one.release, _verdict(before), _bill(before), "-", told)
    return (
        name,
        one.release,
        _both(_verdict(before), _verdict(after)),
        _both(_bill(before), _bill(after)),
        str(len(one.changed)),
        _to_do(one, before, after),
    )


def _to_do(one: Impact, before: Outcome, after: Outcome) -> str:
    if after.broken:
        return f"no plan: {after.broken}"
    new = [code for code in after.errors if code not in before.errors]
    if new:
        return f"look at {', '.join(new)}"
    return "look at its verdict" if one.is_worse else "nothing"


def _both(before: str, after: str) -> str:
    return before if before == after else f"{before} -> {after}"


def _verdict(found: Outcome) -> str:
    return str(found.verdict or "-")


def _bill(found: Outcome) -> str:
    if found.monthly is None:
        return "-"
    return f"{'at least ' if found.at_least else ''}{found.monthly}"


def _summary(found: Sequence[Impact]) -> str:
    worse = sum(one.is_worse for one in found)
    return f"{len(found)} consumer(s), {worse} to look at"
