"""Whether a list of DNS names lets a host resolve, as Route 53's DNS Firewall reads it."""

from __future__ import annotations

from collections.abc import Iterable


def resolves(names: Iterable[str], host: str) -> bool:
    """A name stands for itself, `*.` before it for every host below it, and `*` for all."""
    return any(_covers(name.rstrip("."), host) for name in names)


def _covers(name: str, host: str) -> bool:
    if name == "*":
        return True
    if name.startswith("*."):
        return host.endswith(name[1:])
    return host == name
