"""What a written quantity means: `60000 USD`, `80%`, `16k`, `{low: 1M, expected: 2M, high: 4M}`.

Readers take a value of the document and give the quantity, or raise `Unreadable`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from planner.spec.refusals import Inconsistent, Unreadable
from planner.units import Money, Range

_LARGEST = Decimal(10) ** 15
"""A bound for every quantity; the sums of a bill stay exact far above it."""
_WHOLE = 100
"""Percent."""
_SUFFIXES = {"": 1, "k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9}
_DIGITS = r"[0-9]+(?:_[0-9]{3})*(?:\.[0-9]+)?"
QUANTITY = rf"{_DIGITS}[kKMG]?"
MONEY = rf"({QUANTITY}) ?([A-Z]{{3}})"
PERCENT = rf"({_DIGITS}) ?%"
MEMORY = rf"({_DIGITS}) ?(GiB|MiB)"
_SPREAD = ("low", "expected", "high")


def number(value: object) -> Decimal:
    """A number from 0 up, such as `4` or `1.5`."""
    expected = "a number from 0 up, such as `4` or `1.5`"
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unreadable(expected)
    amount = Decimal(value)
    if not amount.is_finite() or not 0 <= amount <= _LARGEST:
        raise Unreadable(expected)
    return amount


def quantity(value: object) -> Decimal:
    """A count: a number, or a text such as `16k` (16,000), `3_600_000` or `10M`."""
    expected = "a quantity from 0 up, such as `1400`, `16k` or `10M`"
    if not isinstance(value, str):
        try:
            return number(value)
        except Unreadable:
            raise Unreadable(expected) from None
    if not re.fullmatch(QUANTITY, value):
        plain = value.replace(",", "").replace(" ", "").replace("m", "M")
        raise Unreadable(expected, instead=plain if re.fullmatch(QUANTITY, plain) else None)
    return number(_scaled(value))


def tokens(value: object) -> int:
    """A whole number of tokens."""
    count = quantity(value)
    if count != int(count):
        raise Unreadable("a whole number of tokens, such as `1400` or `16k`")
    return int(count)


def spread(value: object) -> Range:
    """A quantity, or `{low, expected, high}` of quantities in rising order."""
    if not isinstance(value, dict):
        return Range.exactly(_count_or_spread(value))
    for key in value:
        if key not in _SPREAD:
            raise Unreadable("a mapping of just `low`, `expected` and `high`", below=(key,))
    for key in _SPREAD:
        if key not in value:
            raise Unreadable("a mapping of `low`, `expected` and `high`, all three")
    low, expected, high = (_part(value, key) for key in _SPREAD)
    if not low <= expected <= high:
        raise Inconsistent(f"{low} <= {expected} <= {high} doesn't hold for low, expected and high")
    return Range(low, expected, high)


def _count_or_spread(value: object) -> Decimal:
    try:
        return quantity(value)
    except Unreadable as refused:
        words = "a quantity such as `1400`, `16k` or `10M`, or {low, expected, high} of them"
        raise Unreadable(words, instead=refused.instead) from None


def _part(value: dict[str, object], key: str) -> Decimal:
    try:
        return quantity(value[key])
    except Unreadable as refused:
        raise Unreadable(refused.expected, instead=refused.instead, below=(key,)) from None


def percent(value: object) -> Decimal:
    """A share of 0..1, written in percent."""
    expected = "a percentage from 0% to 100%, such as `80%`"
    if isinstance(value, str) and (found := re.fullmatch(PERCENT, value)):
        share = Decimal(found[1].replace("_", "")) / _WHOLE
        if share <= 1:
            return share
    raise Unreadable(expected, instead=_as_percent(value))


def _as_percent(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    if not amount.is_finite() or not 0 < amount <= _WHOLE:
        return None
    return f"{_short(amount * _WHOLE if amount < 1 else amount)}%"


def money(value: object) -> Money:
    """An amount with its currency, an ISO 4217 code."""
    if isinstance(value, str) and (found := re.fullmatch(MONEY, value)):
        return Money(number(_scaled(found[1])), found[2])
    raise Unreadable("an amount and a currency, such as `60000 USD`", instead=_as_money(value))


def increase(value: object) -> Money | Decimal:
    """The most that something may grow: an amount, or a share, which may be more than all of it."""
    expected = "an amount or a percentage, such as `500 USD` or `10%`"
    if isinstance(value, str) and (found := re.fullmatch(PERCENT, value)):
        return Decimal(found[1].replace("_", "")) / _WHOLE
    try:
        return money(value)
    except Unreadable as refused:
        raise Unreadable(expected, instead=refused.instead) from None


def _as_money(value: object) -> str | None:
    word = str(value).replace(",", "")
    if re.fullmatch(QUANTITY, word):
        return f"{word} USD"
    if found := re.fullmatch(rf"([$€£]) ?({QUANTITY})", word):
        return f"{found[2]} {dict(zip('$€£', ('USD', 'EUR', 'GBP'), strict=True))[found[1]]}"
    if found := re.fullmatch(MONEY, word.upper().replace("K", "k")):
        return f"{found[1]} {found[2]}"
    return None


def gib(value: object) -> Decimal:
    """Memory in GiB: a number of GiB, or a text such as `4 GiB` or `512 MiB`."""
    expected = "a size in GiB, such as `4` or `4 GiB`"
    if isinstance(value, str):
        found = re.fullmatch(MEMORY, value)
        if not found:
            raise Unreadable(expected)
        size = Decimal(found[1].replace("_", ""))
        return number(size / 1024 if found[2] == "MiB" else size)
    try:
        return number(value)
    except Unreadable:
        raise Unreadable(expected) from None


def _scaled(word: str) -> Decimal:
    suffix = word[-1] if word[-1] in _SUFFIXES else ""
    return Decimal(word.removesuffix(suffix).replace("_", "")) * _SUFFIXES[suffix]


def _short(amount: Decimal) -> str:
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"
