"""Where data may be: the set grammar of the facts, read with two bounds.

Tokens joined by `|`: an ISO 3166 alpha-2 code, `bloc:NAME`, `*` (documented worldwide), `?` (nobody
says), or an anchor that the case at hand resolves: `@region`, `@source-region`,
`@destination-region`, `@profile`, `@geography`. A bloc may be a complement: `!CN` is all but China.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

_ANYWHERE = "*"
_UNKNOWN = "?"
_BLOC = "bloc:"
_COMPLEMENT = "!"


@value
class Reach:
    """Countries where something is processed or kept, as far as sources say.

    With a set A allowed: `possible` within A is proven, `certain` not within A is violated,
    anything else is unproven.
    """

    certain: frozenset[str]
    """What no source contradicts."""
    possible: frozenset[str]
    """All that any source says; the whole world where nobody says."""
    row: Row
    note: str = ""


@value
class Bounds:
    """The two sets of a Reach, before a row stands for them."""

    certain: frozenset[str]
    possible: frozenset[str]

    def __or__(self, other: Bounds) -> Bounds:
        return Bounds(self.certain | other.certain, self.possible | other.possible)

    @classmethod
    def exactly(cls, countries: frozenset[str]) -> Bounds:
        return cls(countries, countries)


class Places:
    """Countries and blocs."""

    def __init__(self, folder: Path) -> None:
        self._countries = Table(folder, "countries.csv")
        self._jurisdictions = Table(folder, "jurisdictions.csv")
        self._members = Index(self._jurisdictions, "bloc")

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """English names by ISO 3166 alpha-2 code."""
        return {one.required("country"): one.required("name") for one in self._countries}

    @cached_property
    def world(self) -> frozenset[str]:
        return frozenset(self.countries)

    @cached_property
    def blocs(self) -> tuple[str, ...]:
        return tuple(sorted(name for (name,) in self._members))

    def bloc(self, name: str, as_of: date) -> frozenset[str] | None:
        """The countries of a bloc on a day; None where there is no such bloc."""
        records = self._members.all(name)
        if not records:
            return None
        codes = {one.required("country") for one in records if _holds(one, as_of)}
        left_out = {code.removeprefix(_COMPLEMENT) for code in codes if code[0] == _COMPLEMENT}
        return self.world - left_out if left_out else frozenset(codes)

    def members(self, bloc: str, as_of: date) -> tuple[Record, ...]:
        """The rows of a bloc that hold on a day."""
        return tuple(one for one in self._members.all(bloc) if _holds(one, as_of))

    def blocs_of(self, type: str) -> tuple[str, ...]:  # noqa: A002 - the column's name
        """Names of the blocs of a type, such as `vendor-bloc`, sorted."""
        named = {one.required("bloc") for one in self._jurisdictions if one.text("type") == type}
        return tuple(sorted(named))

    def bounds(
        self, expression: str, anchors: Mapping[str, Bounds], *, as_of: date
    ) -> Bounds | None:
        """An expression of the set grammar to two bounds; None for a token that means nothing."""
        total = Bounds(frozenset(), frozenset())
        for token in expression.split("|"):
            part = self._token(token, anchors, as_of)
            if part is None:
                return None
            total |= part
        return total

    def _token(self, token: str, anchors: Mapping[str, Bounds], as_of: date) -> Bounds | None:
        if token == _ANYWHERE:
            return Bounds.exactly(self.world)
        if token == _UNKNOWN:
            return self.unknown
        if token.startswith("@"):
            return anchors.get(token, self.unknown)
        if token.startswith(_BLOC):
            members = self.bloc(token.removeprefix(_BLOC), as_of)
            return None if members is None else Bounds.exactly(members)
        return Bounds.exactly(frozenset({token})) if token in self.world else None

    @property
    def unknown(self) -> Bounds:
        return Bounds(frozenset(), self.world)


def _holds(record: Record, day: date) -> bool:
    start, end = record.text("valid_from"), record.text("valid_to")
    return (not start or start <= day.isoformat()) and (not end or day.isoformat() <= end)
