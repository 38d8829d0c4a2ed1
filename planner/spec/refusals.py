"""Why a reader refuses a value: it can't be read, or it contradicts another."""

from __future__ import annotations

from planner.spec.document import Route


class Unreadable(ValueError):
    """A value is not what its key takes: `expected` says what that is, with an example."""

    def __init__(self, expected: str, *, instead: str | None = None, below: Route = ()) -> None:
        super().__init__(expected)
        self.expected = expected
        self.instead = instead
        """What to write instead, where that can be guessed."""
        self.below = below
        """The way from the value down to the part that is wrong."""


class BadName(Unreadable):
    """A text is no name."""


class Inconsistent(ValueError):
    """Two values contradict each other; `below` is the way down to the one to change."""

    def __init__(self, message: str, *, below: Route = ()) -> None:
        super().__init__(message)
        self.below = below
