"""One note on all that nobody can prove of a need: two hundred would hide everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.diagnostics import Diagnostic, Fix, Proof, Row, Severity, Span, Verdict, facts
from planner.topology import Endpoint
from planner.values import value

_LISTED = 3
"""Names, and reasons, that one note tells."""


@value
class Open:
    """A need of an endpoint that is unproven."""

    endpoint: Endpoint
    need: str
    """As it is written below `needs`."""
    subject: str
    """What it is unproven of: a target, or the endpoint itself."""
    at: Span
    says: str
    """Why, such as `nobody measured`."""
    of: str
    """What the reason is said of; empty where the reason says it itself."""
    because: Proof | None


def unproven(code: str, found: Sequence[Open], fix: Fix) -> Iterator[Diagnostic]:
    """One note on some needs, at the first of them; nothing where all are proven or violated."""
    if not found:
        return
    endpoints = tuple(dict.fromkeys(one.endpoint.name for one in found))
    needs = tuple(dict.fromkeys(f"`needs.{one.need}`" for one in found))
    whose = f"`{endpoints[0]}`" if len(endpoints) == 1 else f"{len(endpoints)} endpoints"
    yield Diagnostic(
        code=code,
        severity=Severity.NOTE,
        verdict=Verdict.UNPROVEN,
        message=f"{' and '.join(needs)} of {whose} {'is' if len(needs) == 1 else 'are'} unproven: "
        f"{_reasons(found)}",
        at=found[0].at,
        because=found[0].because if len(found) == 1 else None,
        fixes=(fix,),
        endpoint=endpoints[0] if len(endpoints) == 1 else None,
        path=(found[0].endpoint.id,) if len(endpoints) == 1 else (),
        offending=tuple(dict.fromkeys(one.subject for one in found)),
        facts=tuple(dict.fromkeys(_rows(found))),
    )


def _reasons(found: Sequence[Open]) -> str:
    """Each reason with the names that it is said of."""
    said: dict[str, dict[str, None]] = {}
    for one in found:
        said.setdefault(one.says, {})[one.of] = None
    return _some([f"{says} {_some(list(names))}".strip() for says, names in said.items()], "; ")


def _some(words: Sequence[str], joint: str = ", ") -> str:
    more = len(words) - _LISTED
    return joint.join(words[:_LISTED]) + (f"{joint}and {more} more" if more > 0 else "")


def _rows(found: Sequence[Open]) -> Iterator[Row]:
    for one in found:
        for fact in facts(one.because) if one.because else ():
            if isinstance(fact.source, Row):
                yield fact.source
