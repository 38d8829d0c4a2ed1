"""Rules of scanners that a proof contradicts, with the lines that skip them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planner.catalog import ScannerConflict

_WHERE = {
    "checkov": "for `checkov`, or in each resource block of the type",
    "kics": "for `kics scan`",
    "trivy": "in .trivyignore",
}


def text(conflicts: tuple[ScannerConflict, ...]) -> str:
    """By scanner: what each rule wants, why that is refused, what is done instead, how to skip."""
    groups = groupby(conflicts, key=lambda one: one.scanner)
    blocks = ["\n".join(_block(name, tuple(found))) for name, found in groups]
    return "\n\n".join(blocks) or "no rule of a scanner that is known contradicts the proof"


def _block(scanner: str, conflicts: tuple[ScannerConflict, ...]) -> Iterator[str]:
    yield f"{scanner}: {len(conflicts)} rule(s) contradict the proof"
    for one in conflicts:
        yield f"  {one.rule}  {one.title}"
        yield f"    on {', '.join(one.resource_types)}: {one.why}"
        yield f"    instead: {one.instead}  [{one.row}]"
    yield f"  {_WHERE[scanner]}:"
    yield from (f"    {line}" for line in skips(scanner, conflicts))


def skips(scanner: str, conflicts: tuple[ScannerConflict, ...]) -> Iterator[str]:
    """What tells a scanner to leave these rules out, with the reason where it takes one."""
    match scanner:
        case "checkov":
            yield "--skip-check " + ",".join(one.rule for one in conflicts)
            yield from (f"#checkov:skip={one.rule}:{_reason(one)}" for one in conflicts)
        case "trivy":
            for one in conflicts:
                yield f"# {_reason(one)}"
                yield one.rule
        case "kics":
            yield "--exclude-queries " + ",".join(one.rule for one in conflicts)


def _reason(one: ScannerConflict) -> str:
    return f"contradicts the residency proof: {one.why}"


def document(conflicts: tuple[ScannerConflict, ...]) -> dict[str, object]:
    """The JSON document `topoplan/scanners/v1`."""
    scanners = dict.fromkeys(one.scanner for one in conflicts)
    return {
        "schema": "topoplan/scanners/v1",
        "conflicts": [
            {
                "scanner": one.scanner,
                "rule": one.rule,
                "title": one.title,
                "resource_types": list(one.resource_types),
                "why": one.why,
                "instead": one.instead,
                "row": str(one.row),
                "source": one.row.source,
            }
            for one in conflicts
        ],
        "skips": {
            name: list(skips(name, tuple(one for one in conflicts if one.scanner == name)))
            for name in scanners
        },
    }
