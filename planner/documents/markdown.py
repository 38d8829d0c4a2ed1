"""Plans as Markdown, for a tree's README, a pull request and a job's summary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import PurePath

from planner.cost import Bill, rate_words
from planner.diagnostics import Diagnostic, Span
from planner.pipeline import Plan
from planner.units import Range, cents

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#!~$&])")


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return _SPECIAL.sub(r"\\\1", _on_one_line(text))


def code(text: str) -> str:
    """Text as inline code; a backtick in it can't close it."""
    return f"`{_on_one_line(text).replace('`', chr(0x2019))}`"


def _on_one_line(text: str) -> str:
    """Text with single spaces, and a replacement character for what would not be seen."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], *, right: int = 0) -> str:
    """A Markdown table; the last `right` columns are numbers."""
    rule = ["---"] * (len(heading) - right) + ["---:"] * right
    return "\n".join("| " + " | ".join(row) + " |" for row in (heading, rule, *rows))


def bill_table(bill: Bill) -> str:
    """Money by node: low, expected and high a month, dearest first, and what has no price."""
    nodes = sorted(bill.by_node().items(), key=lambda entry: -entry[1].monthly.expected)
    rows = [(code(node), *_of_node(part)) for node, part in nodes]
    least = "at least " if bill.at_least else ""
    total = ("**total**", *(f"**{least}{text}**" for text in _money(bill.monthly)))
    shown = table((f"{bill.currency} a month", "low", "expected", "high"), [*rows, total], right=3)
    return "\n\n".join((shown, *_unpriced(bill)))


def _of_node(part: Bill) -> tuple[str, str, str]:
    return ("?", "not priced", "?") if part.is_unknown else _money(part.monthly)


def _money(amounts: Range) -> tuple[str, str, str]:
    return _cents(amounts.low), _cents(amounts.expected), _cents(amounts.high)


def _cents(amount: Decimal) -> str:
    return f"{cents(amount):,.2f}"


def _unpriced(bill: Bill) -> Iterator[str]:
    if bill.unpriced:
        lines = "\n".join(f"- {code(line.id)}: {escaped(line.note)}" for line in bill.unpriced)
        yield f"Not priced, and not counted as zero:\n\n{lines}"
    if bill.oldest:
        yield f"The oldest price in it is of {bill.oldest}."
    if bill.exchange:
        yield f"Converted once, at {escaped(rate_words(bill.exchange))}."


def proof_table(plan: Plan) -> str:
    """Endpoints with their verdict and route."""
    rows = [
        (
            code(endpoint.name),
            f"**{plan.verdicts[endpoint.name]}**",
            " → ".join(code(target.id) for target in endpoint.targets),
            ", ".join(sorted(endpoint.data)),
        )
        for endpoint in plan.topology.endpoints
    ]
    shown = table(("endpoint", "verdict", "route", "data"), rows)
    note = (
        f"Against the facts of {plan.catalog.id}; `proof.json` has every hop with its row and date."
    )
    return f"{shown}\n\n{note}"


def findings_list(
    findings: Iterable[Diagnostic], named: Callable[[PurePath], str] = PurePath.as_posix
) -> str:
    """Findings one a line, with their place and what waives them.

    `named` is how the files of the spec are called: as the user did unless said otherwise.
    """
    lines = [
        f"- **{finding.severity.name.lower()} {finding.code}** {escaped(finding.message)} "
        f"({code(_place(finding.at, named))}){_waived(finding)}"
        for finding in findings
    ]
    return "\n".join(lines) or "No findings."


def _place(span: Span, named: Callable[[PurePath], str]) -> str:
    return f"{named(span.path)}:{span.line}:{span.column}"


def _waived(finding: Diagnostic) -> str:
    return f" (waived: {escaped(finding.waived)})" if finding.waived is not None else ""
