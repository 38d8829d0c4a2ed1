"""Names within what a cloud allows."""

from __future__ import annotations

from hashlib import sha256


def fitted(name: str, limit: int) -> str:
    """The name, or as much of it as fits, with a digest of the whole so that two never meet."""
    if len(name) <= limit:
        return name
    digest = sha256(name.encode()).hexdigest()[:4]
    return f"{name[: limit - 5].rstrip('-')}-{digest}"
