"""Advice for a pull request: the verdict, the 2x2 as Mermaid, tables, the change of the spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planner.advising import (
    RUNGS,
    Advice,
    Climbed,
    EndpointAdvice,
    decided,
    reasons,
    regretted,
    unknowns,
)
from planner.cost import Bill
from planner.documents import code, escaped, findings_list, table
from planner.units import Money
from planner.views import quadrants
from planner.views.advice import change_lines, owning_word, parts_words, search_words

_BACKTICKS = re.compile("`{3,}")


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
    after = advice.cheapest.after if advice.cheapest else None
    if after is not None and after.findings:
        yield f"What the rules say of the cheapest topology:\n\n{findings_list(after.findings)}"
    if found := regretted(advice):
        yield f"What teams come to regret:\n\n{findings_list(found)}"
    if told := unknowns(advice):
        yield f"Not known, and not counted as nothing:\n\n{_list(told)}"
    facts = escaped(advice.plan.catalog.id)
    yield f"Judged by every rule, in US dollars, against facts of {facts}."


def _topologies(advice: Advice) -> str:
    rows = [_topology("now", advice.plan.bill, advice.now)]
    after = advice.cheapest.after if advice.cheapest else None
    if after is not None and advice.then is not None:
        rows.append(_topology("cheapest", after.bill, advice.then))
    return table(("topology", "rung", "why", "to run and to pay", "a month"), rows, right=1)


def _topology(name: str, bill: Bill, climbed: Climbed) -> tuple[str, ...]:
    least = "at least " if bill.at_least else ""
    rung = f"{climbed.rung}, {RUNGS[climbed.rung]}"
    month = f"{least}{Money(bill.monthly.expected)}"
    return name, rung, _prose("; ".join(climbed.why)), parts_words(climbed.parts), month


def _sure(advice: Advice) -> Iterator[str]:
    after = advice.cheapest.after if advice.cheapest else None
    if advice.optimum is not None and after is not None:
        yield f"The cheapest: {escaped(search_words(advice.optimum, after))}."


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
        f"- {code(one.name)} {reason.about}: {_prose(reason.says)}"
        for one in shown
        for reason in reasons(one, advice)
    ]
    return "\n".join(lines)


def _change(advice: Advice) -> Iterator[str]:
    lines = tuple(change_lines(advice))
    if lines:
        block = "\n".join(lines)
        fence = max((*_BACKTICKS.findall(block), "``"), key=len) + "`"
        file = code(advice.plan.named(advice.plan.file))
        head = f"The cheapest topology that was weighed, as a change of {file}:"
        yield f"{head}\n\n{fence}diff\n{block}\n{fence}"


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {_prose(line)}" for line in lines)


def _prose(words: str) -> str:
    """Words with what stands in backticks as code; where these don't pair, none of it is."""
    parts = words.split("`")
    if len(parts) % 2 == 0:
        return escaped(words)
    # `escaped` takes the spaces off that stand beside code
    kept = (_spaced(part) if place % 2 == 0 else code(part) for place, part in enumerate(parts))
    return "".join(kept)


def _spaced(part: str) -> str:
    if not part.strip():
        return part and " "
    before, after = " " * part[0].isspace(), " " * part[-1].isspace()
    return f"{before}{escaped(part)}{after}"
