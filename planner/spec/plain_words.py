"""What an unquoted word means in the core schema of YAML 1.2."""

from __future__ import annotations

import re
from decimal import Decimal

from planner.spec.document import Plain

_WORDS: dict[str, Plain] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True)
_WORDS |= dict.fromkeys(("false", "False", "FALSE"), False)
_WORDS |= dict.fromkeys((".nan", ".NaN", ".NAN"), Decimal("NaN"))
_WORDS |= {
    sign + word: Decimal("-Infinity" if sign == "-" else "Infinity")
    for sign in ("", "+", "-")
    for word in (".inf", ".Inf", ".INF")
}
_LONGEST_NUMBER = 60
_INT = re.compile(r"[-+]?(?:[0-9]+|[0-9]{1,3}(?:_[0-9]{3})+)")
_OCTAL, _HEX = re.compile(r"0o[0-7]+"), re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")


def resolved(word: str) -> Plain:
    """What an unquoted word means in the core schema, and `3_600_000` as the number it shows.

    Words of more than 60 characters are text, whatever they look like.
    """
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in "-+.0123456789" or len(word) > _LONGEST_NUMBER:
        return word
    if _INT.fullmatch(word):
        return int(word)
    if _FLOAT.fullmatch(word):
        return Decimal(word)
    if _OCTAL.fullmatch(word) or _HEX.fullmatch(word):
        return int(word, 0)
    return word
