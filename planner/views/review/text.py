"""What a change changes, for a terminal: a line for each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.changes import Review
from planner.views.diagnostics import visible
from planner.views.review.cost import node_rows
from planner.views.review.demands import access, demand_row, finding_line, signature
from planner.views.review.endpoints import alike, endpoint_row
from planner.views.review.verdict import verdict_line
from planner.views.review.words import LONG, plain


def text(review: Review) -> str:
    """For a terminal: a line for each difference, by its kind."""
    lines = [plain(verdict_line(review))]
    for title, found in _blocks(review):
        told = tuple(found)
        if told:
            # what a plan or a tree names may hold characters that a terminal acts on
            lines += ["", title, *(f"  {visible(line)}" for line in told)]
    return "\n".join(lines)


def _blocks(review: Review) -> Iterator[tuple[str, Iterable[str]]]:
    """The same for a terminal: titles, and plain lines."""
    yield "endpoints", (plain(" | ".join(endpoint_row(g))) for g in alike(review.endpoints))
    if review.bill:
        rows = node_rows(review.bill, LONG) if review.bill.changes else ()
        yield (
            f"cost, {review.bill.currency} a month: before, after, change, low, high",
            (plain("  ".join(filter(None, row))) for row in rows),
        )
    changes = review.findings
    for title, found in (
        ("new findings", changes.new),
        ("no longer waived", changes.unsigned),
        ("newly waived", changes.signed),
        ("findings that are gone", changes.gone),
    ):
        yield title, (plain(finding_line(one).removeprefix("- ")) for one in found)
    yield "policy", (plain("  ".join(filter(None, demand_row(one)))) for one in review.policy)
    yield "waivers", (plain(signature(one)) for one in review.waivers)
    granted = access(review, LONG).splitlines()[2:]
    yield "secrets and rights", (plain(line.removeprefix("- ")) for line in granted if line)
    seen_in = "a Terraform plan" if review.basis == "planfile" else "arguments"
    yield (
        f"what an apply replaces, by {seen_in}",
        (f"{one.risk}: {one.address} ({', '.join(one.because)})" for one in review.replacements),
    )
    if review.facts:
        yield "facts", (f"from {review.facts.before} to {review.facts.after}",)
    yield "generated files", (f"{one.became} {one.path}" for one in review.files)
    yield "edited by hand", review.after.edited
    yield "not compared", review.unknown
