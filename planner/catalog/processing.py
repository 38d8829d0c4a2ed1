"""Where an LLM API runs inference and keeps data, by provider kind and the words of the spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import product
from pathlib import Path

from planner.catalog.selection import UNSET, select, vocabulary
from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

_REGION = "{region}"


@value
class ProviderKind:
    """A kind of LLM API that a spec can name."""

    kind: str
    title: str
    cloud: str
    """The cloud whose regions it uses; empty where it has none of its own."""
    row: Row


@value
class Processing:
    """What sources say of one way to call a provider; sets in the grammar of `places`."""

    kind: str
    possible: str
    certain: str
    at_rest_possible: str
    at_rest_certain: str
    endpoint: str
    """The DNS name to call, `{region}` to be filled in; empty where nothing names one."""
    operator: str
    confidence: str
    note: str
    row: Row

    def host(self, region: str | None) -> str:
        """The DNS name to call from a region; empty where it can't be named."""
        if _REGION not in self.endpoint:
            return self.endpoint
        return self.endpoint.replace(_REGION, region) if region else ""


class ProcessingFacts:
    """Processing rows by kind."""

    def __init__(self, folder: Path) -> None:
        self._kinds = Table(folder, "provider_kinds.csv")
        self._rows = Index(Table(folder, "processing.csv"), "kind")
        self._refused = Index(Table(folder, "refused_models.csv"), "kind", "mode")
        self._open_zones = Index(Table(folder, "open_zones.csv"), "kind")
        self._table = Table(folder, "processing.csv")
        self._rows = Index(self._table, "kind")

    @cached_property
    def kinds(self) -> Mapping[str, ProviderKind]:
        return {kind.kind: kind for kind in map(_kind, self._kinds)}

    def words(self, kind: str) -> Mapping[str, tuple[str, ...]]:
        """The words that select a row of a kind, by selector."""
        return vocabulary(self._rows.all(kind))

    def selections(self, kind: str) -> Iterator[tuple[str | None, str | None, str | None]]:
        """The words for mode, region and host that select each row of a kind; None: said nothing.

        Patterns of words are left out.
        """
        for record in self._rows.all(kind):
            yield from product(*(_words(record, name) for name in ("mode", "region", "host")))

    def refused(self, kind: str, mode: str, model: str) -> Row | None:
        """The row that says that a kind refuses a model in a mode; None where none says so."""
        record = self._refused.newest(kind, mode)
        patterns = record.words("models") if record else ()
        return record.row if record and any(fnmatchcase(model, one) for one in patterns) else None

    def find(self, kind: str, said: Mapping[str, str | None]) -> Processing | None:
        """The row that the spec's words select; None where no source covers them."""
        record = select(self._rows.all(kind), said)
        return _processing(record) if record else None

    def open_zone(self, kind: str, said: Mapping[str, str | None]) -> Row | None:
        """The row that says that the places of a call may grow unannounced."""
        record = select(self._open_zones.all(kind), said)
        return record.row if record else None

    def at_host(self, host: str) -> Iterator[tuple[str, str | None]]:
        """Kinds that are called at a host name, with the region in it; None where it has none."""
        for kind, template in self._endpoints:
            if template == host:
                yield kind, None
            elif _REGION in template:
                before, _, after = template.partition(_REGION)
                if host.startswith(before) and host.endswith(after):
                    yield kind, host.removeprefix(before).removesuffix(after)

    def called_at(self, host: str) -> tuple[Processing, ...]:
        """All that sources say of calling this very host."""
        return tuple(_processing(one) for one in self._table if one.text("endpoint") == host)

    @cached_property
    def _endpoints(self) -> tuple[tuple[str, str], ...]:
        """Kinds and the host names that they are called at, each once."""
        found = {(one.required("kind"), one.text("endpoint")): None for one in self._table}
        return tuple((kind, endpoint) for kind, endpoint in found if endpoint)


def _words(record: Record, selector: str) -> tuple[str | None, ...]:
    words = record.words(selector)
    return tuple(None if word == UNSET else word for word in words if "*" not in word) or (None,)


def _kind(record: Record) -> ProviderKind:
    return ProviderKind(
        record.required("kind"), record.required("title"), record.text("cloud"), record.row
    )


def _processing(record: Record) -> Processing:
    return Processing(
        kind=record.required("kind"),
        possible=record.required("processing"),
        certain=record.required("processing_undisputed"),
        at_rest_possible=record.required("at_rest"),
        at_rest_certain=record.required("at_rest_undisputed"),
        endpoint=record.text("endpoint"),
        operator=record.text("operator"),
        confidence=record.text("confidence"),
        note=record.text("note"),
        row=record.row,
    )
