"""What a Terraform plan does with data, for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.diagnostics import Diagnostic
from planner.documents import code, escaped, findings_list, table
from planner.inspecting import Inspection
from planner.planfile import PlannedTree

_WORDS = {
    "covered": "covered",
    "no_data": "without data",
    "refused": "refused",
    "unknown": "unproven",
}
_MOST = 25
"""How many findings are shown: a plan has thousands of resources; JSON has all."""
NOTE = "Where the state rests is not in a plan; its backend is to be looked at besides."


def counts(inspection: Inspection) -> str:
    """How many resources there are of each standing."""
    counted = " / ".join(f"{count:,} {_WORDS[name]}" for name, count in inspection.counts.items())
    return f"{len(inspection.resources):,} resources: {counted}"


def shown(findings: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    return findings[:_MOST]


def rest(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """How many findings are left out, if any."""
    if len(findings) > _MOST:
        yield f"{len(findings) - _MOST:,} more findings, which --format json lists"


def markdown(inspection: Inspection, findings: Sequence[Diagnostic], tree: PlannedTree) -> str:
    """Counts, findings, and what is replaced or deleted, for a pull request."""
    rows = [(_WORDS[name], str(count)) for name, count in inspection.counts.items()]
    parts = [
        "## What the Terraform plan does with data",
        table(("resources", ""), rows, right=1),
        findings_list(shown(findings)),
        *map(escaped, rest(findings)),
        "\n".join(_gone(tree)),
        NOTE,
    ]
    return "\n\n".join(part for part in parts if part)


def _gone(tree: PlannedTree) -> Iterator[str]:
    for resource in tree.resources:
        if resource.is_replaced:
            yield f"- replaces {code(resource.address)}"
        elif resource.actions == ("delete",):
            yield f"- deletes {code(resource.address)}"
