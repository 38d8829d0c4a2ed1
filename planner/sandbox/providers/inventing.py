"""Plausible values for what only a real provider would know, the same for the same seed.

A value has to survive what configurations do to it: a certificate is decoded from base64, an
address goes into a CIDR function, an id into a split. So its kind is read off its name.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from collections.abc import Callable, Mapping
from typing import TypeAlias

from planner.sandbox.providers.codec import Value

Invent: TypeAlias = Callable[[str, str], str]
"""A name and a seed to a value."""

_DIGITS = 10**12


def digest(*words: str) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256("/".join(words).encode()).hexdigest()


def guid(seed: str) -> str:
    return str(uuid.UUID(digest(seed)[:32]))


def number_like_an_id(seed: str) -> int:
    return int(digest(seed)[:15], 16) % _DIGITS + _DIGITS


def _base64(name: str, seed: str) -> str:
    return base64.b64encode(f"sandbox {name} {seed[:16]}".encode()).decode()


def address(seed: str) -> str:
    # a block for documentation, RFC 5737: it can never be reached
    return f"203.0.113.{int(digest(seed)[:4], 16) % 254 + 1}"


def _address(_: str, seed: str) -> str:
    return address(seed)


_BY_NAME: tuple[tuple[str, Invent], ...] = (
    (
        r"(^|_)cidr(_block|_range)?$|_ipv4_cidr_block$|ip_range$",
        lambda _, s: f"10.{int(s[:2], 16)}.0.0/16",
    ),
    (r"(^|_)(ip|ip_address|ipv4|ipv4_address|private_ip|public_ip)$|^address$", _address),
    (
        r"_?(url|uri|self_link|link)$",
        lambda n, s: f"https://{n.replace('_', '-')}.sandbox.invalid/{s[:12]}",
    ),
    (r"endpoint$|^host$", lambda n, s: f"https://{n.replace('_', '-')}-{s[:8]}.sandbox.invalid"),
    (
        r"fqdn|hostname|domain|dns_name",
        lambda n, s: f"{n.replace('_', '-')}-{s[:8]}.sandbox.invalid",
    ),
    (r"certificate|_key$|_key_|token|secret|password|kube_config|_pem$", _base64),
    (r"email$", lambda _, s: f"sandbox-{s[:8]}@sandbox.invalid"),
    (r"(_at|_time|timestamp|_date|expiry)$", lambda _n, _s: "2026-01-01T00:00:00Z"),
    (r"(^|_)(id|uid|uuid|guid|fingerprint|etag)$", lambda _, s: guid(s)),
    (r"(^|_)(status|state)$", lambda _n, _s: "READY"),
    (r"version$", lambda _n, _s: "1"),
    (r"^name$", lambda n, s: f"{n}-{s[:8]}"),
)


def invented(  # noqa: PLR0911 - one for each type
    name: str, kind: object, seed: str, names: Mapping[str, str], unset: str | None = None
) -> Value:
    """A value of a type of cty. `names` are the provider's defaults, which go before; `unset` is
    what a string is whose name says nothing of it, if it could have been set."""
    own_seed = digest(seed, name)
    match kind:
        case "string":
            return names[name] if name in names else _string(name, own_seed, unset)
        case "number":
            return number_like_an_id(own_seed) if name.endswith(("id", "number")) else 1
        case "bool":
            return False
        case ["list" | "set", inner]:
            return [invented(name.removesuffix("s"), inner, seed, names)]
        case ["map", _]:
            return {}
        case ["object", dict(inner)]:
            return {part: invented(part, of, own_seed, names) for part, of in inner.items()}
    return None


def _string(name: str, seed: str, unset: str | None) -> str:
    for pattern, invent in _BY_NAME:
        if re.search(pattern, name):
            return invent(name, seed)
    return f"{name.replace('_', '-')}-{seed[:8]}" if unset is None else unset


def password(length: int, seed: str) -> str:
    """Letters and digits, one after the other out of the digest."""
    written = base64.b32encode(bytes.fromhex(digest(seed) * (length // 32 + 1))).decode()
    return "".join(c.lower() if i % 2 else c for i, c in enumerate(written))[:length]
