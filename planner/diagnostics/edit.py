"""A change of the spec, as a value: what shall stand where."""

from __future__ import annotations

from planner.diagnostics.source import Span
from planner.values import value


@value
class Edit:
    """What shall stand at a place of the spec, in the words of its language."""

    route: tuple[str | int, ...]
    """Keys and indices from the root, such as `("providers", "mistral", "host")`."""
    value: object
    """Text, number, list or mapping; None takes away what stands there."""
    at: Span
    """Where that place is, or where the nearest place above it is."""
