"""Advice for a pull request: the verdict, the 2x2 as Mermaid, tables, the change of the spec."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.advising import (
    RUNGS,
    Advice,
    Climbed,
    EndpointAdvice,
    decided,
    reasons,
    unknowns,
)
from planner.cost import Bill
from planner.documents import code, escaped, table
from planner.units import Money
from planner.views import quadrants
from planner.views.advice import change_lines, owning_word, search_words

_FENCE = "`" * 4


def show(advice: Advice, names: Sequence[str]) -> str:
    """The whole as Markdown; `names`: of the endpoints that are told of."""
    return "\n\n".join(_parts(advice, names))


def _parts(advice: Advice, names: Sequence[str]) -> Iterator[str]:
    verdict = decided(advice)
    yield "## Advice"
    yield f"**{escaped(advice.plan.topology.name)}: {escaped(verdict.says)}**"
    if verdict.why:
        yield _list(verdict.why)
    yield _topologies(advice)
    yield from _sure(advice)
    yield "\n".join(("```mermaid", *quadrants.chart(advice.endpoints), "```"))
    shown = [one for one in advice.endpoints if one.name in names]
    yield _endpoints(shown, advice)
    yield _reasons(shown, advice)
    yield from _change(advice)
    if told := unknowns(advice):
        yield f"Not known, and not counted as nothing:\n\n{_list(told)}"
    facts = escaped(advice.plan.catalog.id)
    yield f"Judged by every rule, in US dollars, against facts of {facts}."


def _topologies(advice: Advice) -> str:
    rows = [_topology("now", advice.plan.bill, advice.now)]
    after = advice.cheapest.after if advice.cheapest else None
    if after is not None and advice.then is not None:
        rows.append(_topology("cheapest", after.bill, advice.then))
    return table(("topology", "rung", "why", "a month"), rows, right=1)


def _topology(name: str, bill: Bill, climbed: Climbed) -> tuple[str, ...]:
    least = "at least " if bill.at_least else ""
    rung = f"{climbed.rung}, {RUNGS[climbed.rung]}"
    month = f"{least}{Money(bill.monthly.expected)}"
    return name, rung, escaped("; ".join(climbed.why)), month


def _sure(advice: Advice) -> Iterator[str]:
    after = advice.cheapest.after if advice.cheapest else None
    if advice.optimum is not None and after is not None:
        yield escaped(f"{search_words(advice.optimum, after)}.".capitalize())


def _endpoints(shown: Sequence[EndpointAdvice], advice: Advice) -> str:
    rows = [
        (
            code(one.name),
            one.sensitivity.quadrant,
            one.binding.constraint,
            f"{advice.now.endpoints[one.name]} → {one.rung or '?'}",
            owning_word(one),
            " → ".join(map(code, one.chosen)) or "none",
        )
        for one in shown
    ]
    heading = ("endpoint", "sensitive to", "bound by", "rung", "owning", "cheapest route")
    return table(heading, rows)


def _reasons(shown: Sequence[EndpointAdvice], advice: Advice) -> str:
    lines = [
        f"- {code(one.name)} {reason.about}: {escaped(reason.says)}"
        for one in shown
        for reason in reasons(one, advice)
    ]
    return "\n".join(lines)


def _change(advice: Advice) -> Iterator[str]:
    lines = tuple(change_lines(advice))
    if lines:
        block = "\n".join(line.replace("`", chr(0x2019)) for line in lines)
        file = code(advice.plan.named(advice.plan.file))
        yield f"The cheapest topology, as a change of {file}:\n\n{_FENCE}diff\n{block}\n{_FENCE}"


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)
