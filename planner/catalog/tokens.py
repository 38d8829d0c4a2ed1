"""What tokens cost: per class, by length of the prompt, time of day and mode of the provider.

A rate applies to all tokens of a request: crossing the threshold of a tier reprices the whole
request, as the vendors bill. A class without a rate of its own is billed as plain input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from planner.catalog.prices import Price, price
from planner.catalog.selection import select
from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

UsageClass = Literal["input", "cached_input", "cache_write", "cache_write_1h", "output"]

UNIT = "1M tokens"

_MILLION = Decimal(1_000_000)
_KEPT = 8192
"""Answers that are kept."""


@value
class Usage:
    """Tokens of one request."""

    input: int
    """All tokens of the prompt: cached and newly cached ones included."""
    output: int = 0
    cached_input: int = 0
    cache_write: int = 0


@value
class TokenRates:
    """Prices of a million tokens by class, for one model and prompt length at one instant."""

    prices: Mapping[str, Price]
    correction: Row
    """The row that says which variant of the price a mode pays, and times which factor."""
    peaks: Mapping[str, Price] = field(default_factory=dict)
    """The prices of the classes that cost more at another hour of the day."""

    def peak(self, usage_class: UsageClass) -> Price | None:
        """The rate of a class at its dearest hour; None where no hour is dearer."""
        return self.peaks.get(usage_class if usage_class in self.prices else "input")

    def of(self, usage_class: UsageClass) -> Price | None:
        """The rate of a class; input that has none of its own is billed as plain input."""
        if usage_class == "output":
            return self.prices.get("output")
        if usage_class == "cache_write_1h" and "cache_write_1h" not in self.prices:
            return self.of("cache_write")
        return self.prices.get(usage_class) or self.prices.get("input")

    def cost(self, usage: Usage) -> Decimal | None:
        """What one request costs in USD; None where a class it uses has no rate."""
        plain = usage.input - usage.cached_input - usage.cache_write
        used: tuple[tuple[UsageClass, int], ...] = (
            ("input", plain),
            ("cached_input", usage.cached_input),
            ("cache_write", usage.cache_write),
            ("output", usage.output),
        )
        total = Decimal(0)
        for usage_class, tokens in used:
            if tokens:
                rate = self.of(usage_class)
                if rate is None:
                    return None
                total += rate.amount * tokens / _MILLION
        return total


class TokenPrices:
    """Token prices of all provider kinds; a kind's file is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._corrections = Index(Table(folder, "tokens/corrections.csv"), "kind")
        self._known: dict[str, Index] = {}
        # a search prices a model in every region of a vendor, at few prices
        self._chosen = lru_cache(maxsize=_KEPT)(self._correction)
        self._priced = lru_cache(maxsize=_KEPT)(self._rates)

    def rates(
        self,
        kind: str,
        model: str,
        said: Mapping[str, str | None],
        *,
        prompt_tokens: int,
        at: datetime,
    ) -> TokenRates | None:
        """Rates of a model; None where no row prices it, or prices the mode by the token."""
        correction = self._chosen(kind, model, tuple(said.items()))
        if correction is None:
            return None
        word, factor = correction.text("variant"), correction.positive("factor")
        return self._priced(kind, model, word, factor, correction.row, prompt_tokens, at)

    def _correction(
        self, kind: str, model: str, said: tuple[tuple[str, str | None], ...]
    ) -> Record | None:
        return select(self._corrections.all(kind), {**dict(said), "model": model})

    def _rates(
        self,
        kind: str,
        model: str,
        word: str,
        factor: Decimal,
        correction: Row,
        prompt_tokens: int,
        at: datetime,
    ) -> TokenRates | None:
        variant = self._variant(kind, model, word)
        prices = _prices(variant, prompt_tokens, at, factor)
        if not prices:
            return None
        return TokenRates(prices, correction, _peaks(prices, variant, prompt_tokens, at, factor))

    def _variant(self, kind: str, model: str, variant: str) -> tuple[Record, ...]:
        if kind not in self._known:
            self._known[kind] = Index(Table(self._folder, f"tokens/{kind}.csv"), "model", "variant")
        table = self._known[kind]
        return table.all(model, variant) or table.all(model, "")


def _prices(
    variant: Iterable[Record], prompt_tokens: int, at: datetime, factor: Decimal
) -> dict[str, Price]:
    records = _tier(_in_force(variant, at), prompt_tokens)
    return {
        one.required("class"): price(one, "usd_per_mtok", unit=UNIT) * factor for one in records
    }


def _peaks(
    prices: Mapping[str, Price],
    variant: tuple[Record, ...],
    prompt_tokens: int,
    at: datetime,
    factor: Decimal,
) -> dict[str, Price]:
    """The dearest rate of the same day for each class that has a dearer hour."""
    clocks = {one.text(bound) for one in variant for bound in ("clock_from", "clock_to")} - {""}
    dearest: dict[str, Price] = {}
    for clock in clocks:
        hour = datetime.combine(at.astimezone(UTC).date(), time.fromisoformat(clock), UTC)
        for name, other in _prices(variant, prompt_tokens, hour, factor).items():
            known = dearest.get(name) or prices.get(name)
            if known is not None and other.amount > known.amount:
                dearest[name] = other
    return dearest


def _in_force(records: Iterable[Record], at: datetime) -> list[Record]:
    """The rows of the highest rank whose condition holds; the lowest rank where none does."""
    by_rank: dict[int, list[Record]] = {}
    for record in records:
        by_rank.setdefault(record.integer("rank") or 0, []).append(record)
    ranks = sorted(by_rank, reverse=True)
    holding = (rank for rank in ranks if _holds(by_rank[rank][0], at))
    return by_rank[next(holding, ranks[-1])] if ranks else []


def _holds(record: Record, at: datetime) -> bool:
    at = at.astimezone(UTC)
    if at.date().isoformat() < record.text("valid_from"):
        return False
    start, end = record.text("clock_from"), record.text("clock_to")
    clock = at.strftime("%H:%M")
    if start <= end:
        return not start or start <= clock < end
    return clock >= start or clock < end


def _tier(records: Iterable[Record], prompt_tokens: int) -> Iterable[Record]:
    """For each class the row of the highest threshold that the prompt exceeds."""
    reached: dict[str, Record] = {}
    for record in sorted(records, key=_threshold):
        if _threshold(record) == 0 or prompt_tokens > _threshold(record):
            reached[record.required("class")] = record
    return reached.values()


def _threshold(record: Record) -> int:
    return record.integer("from_tokens") or 0
