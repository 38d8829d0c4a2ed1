"""Why a conclusion holds: a tree whose leaves are facts with a source."""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics.source import Row, Span
from planner.values import value


@value
class Fact:
    """A leaf: something the user wrote (`source` is a Span) or a catalogue row."""

    says: str
    source: Span | Row


@value
class Step:
    """A conclusion that follows from its premises by a named law."""

    says: str
    by: str
    premises: tuple[Proof, ...]


Proof = Fact | Step


def proof_lines(proof: Proof, depth: int = 0) -> Iterator[str]:
    """The proof as indented text, conclusion first."""
    pad = "  " * depth
    match proof:
        case Fact(says, source):
            yield f"{pad}{says}  [{source}]"
        case Step(says, by, premises):
            yield f"{pad}{says}, {by}:" if by else f"{pad}{says}:"
            for premise in premises:
                yield from proof_lines(premise, depth + 1)


def facts(proof: Proof) -> Iterator[Fact]:
    """The leaves of a proof, left to right."""
    match proof:
        case Fact():
            yield proof
        case Step(_, _, premises):
            for premise in premises:
                yield from facts(premise)
