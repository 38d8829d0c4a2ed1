"""What a program's settings name: host names, inference profiles of Bedrock, regions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ipaddress import ip_address

from planner.values import value

_SCHEMES = "https?|wss?|grpcs?|otlp|postgres(?:ql)?|mysql|rediss?|mongodb(?:\\+srv)?|amqps?|kafka"
_ADDRESS = re.compile(
    rf"\b(?:{_SCHEMES})://(?:[^/\s@\"']*@)?(?P<host>\[[0-9a-f:]+\]|[\w.-]+)[^\s\"'\\]*",
    re.IGNORECASE,
)
_REGISTRY = re.compile(r"\d{12}\.dkr\.ecr\.[\w.-]+")
"""Where an image comes from, which is no place that data goes to."""
_PROFILE = re.compile(r"(?<![\w.-])[a-z][a-z-]+\.[a-z0-9]+\.[a-z][\w:-]*\d[\w.:-]*")
_WORD = re.compile(r"[\w-]+")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)


@value
class Settings:
    """What texts name, each thing once and in order."""

    hosts: tuple[str, ...]
    bare_hosts: tuple[str, ...]
    """Whole texts that have the shape of a host name, which many that are none have too."""
    profiles: tuple[str, ...]
    words: tuple[str, ...]


def settings_of(texts: Iterable[str]) -> Settings:
    """Hosts of the addresses in some texts, and the words that stand outside of addresses."""
    hosts: list[str] = []
    bare: list[str] = []
    profiles: list[str] = []
    words: list[str] = []
    for text in texts:
        hosts += (found["host"].lower() for found in _ADDRESS.finditer(text))
        if _HOST.fullmatch(text):
            bare.append(text.lower())
        rest = _REGISTRY.sub(" ", _ADDRESS.sub(" ", text))
        profiles += _PROFILE.findall(rest)
        words += _WORD.findall(rest)
    return Settings(*(tuple(dict.fromkeys(found)) for found in (hosts, bare, profiles, words)))


def addresses(hosts: Iterable[str]) -> Iterator[tuple[str, bool | None]]:
    """Host names, and whether they are private addresses; None where they are names."""
    for host in hosts:
        try:
            yield host, not ip_address(host.strip("[]")).is_global
        except ValueError:
            yield host, None
