"""The first line of a comment of ours: JSON in an HTML comment, which says whose it is."""

from __future__ import annotations

import hashlib
import json
import re

from planner.values import value

_LINE = re.compile(r"<!-- topoplan (?P<said>\{[^\r\n]*\}) -->")


@value
class Marker:
    """What the first line says."""

    key: str
    digest: str
    """`sha256:…` of the text below it."""


def marker_of(body: str) -> Marker | None:
    """The marker of a comment; None where the first line is none."""
    first, *_ = body.splitlines() or [""]
    found = _LINE.fullmatch(first.strip())
    if found is None:
        return None
    try:
        said = json.loads(found["said"])
        return Marker(str(said["key"]), str(said["digest"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def is_intact(body: str) -> bool:
    """Whether the text below the marker is the one that was written there."""
    marker = marker_of(body)
    _, _, below = body.replace("\r\n", "\n").partition("\n")
    digest = hashlib.sha256(below.strip().encode()).hexdigest()
    return marker is not None and marker.digest == f"sha256:{digest}"
