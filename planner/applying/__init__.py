"""A reviewed plan to a changed cloud, step by step."""

from planner.applying.applying import (
    Applied,
    Choices,
    Destroyed,
    Narrator,
    Preview,
    admit,
    apply,
    destroy,
    expected,
    homes_of,
)
from planner.applying.workplace import Workplace, workplace

__all__ = [
    "Applied",
    "Choices",
    "Destroyed",
    "Narrator",
    "Preview",
    "Workplace",
    "admit",
    "apply",
    "destroy",
    "expected",
    "homes_of",
    "workplace",
]
