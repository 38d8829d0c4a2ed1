"""Pydantic's errors to diagnostics: what the key takes, what stands there, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic_core import ErrorDetails

from planner.diagnostics import Diagnostic, Fix, Span, unknown_name
from planner.spec import complaints
from planner.spec.complaints import error
from planner.spec.document import Document, Route, key_span_of, span_of
from planner.spec.language import KEY, Place, followed, keys
from planner.spec.refusals import BadName, Inconsistent, Unreadable
from planner.spec.shape import Shape

MOST = 50
"""Errors that are listed; a file that is wrong throughout would drown the first of them."""

_LONGEST_SHOWN = 40
_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "tuple_type": "a list",
    "mapping_type": "a mapping",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "string_too_short": "a text that isn't empty",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "string_pattern_mismatch": "of the right form",
}


def complaints_of(
    errors: Iterable[ErrorDetails], document: Document, root: type[Shape]
) -> tuple[Diagnostic, ...]:
    """A diagnostic for each error, in the order of the text; the first 50 and how many are left."""
    problems = [_Problem.of(details, document, root) for details in errors if not _echo(details)]
    problems.sort(key=lambda problem: problem.at)
    listed = tuple(problem.diagnostic() for problem in problems[:MOST])
    if len(problems) <= MOST:
        return listed
    message = f"{len(problems) - MOST} more errors are not listed"
    return (*listed, error(complaints.MORE_ERRORS, message, problems[MOST].at))


@dataclass(frozen=True, slots=True)
class _Problem:
    """An error of pydantic, its place, and the place above that."""

    details: ErrorDetails
    place: Place
    above: Place
    document: Document

    @classmethod
    def of(cls, details: ErrorDetails, document: Document, root: type[Shape]) -> _Problem:
        loc = details["loc"]
        return cls(details, followed(loc, root), followed(loc[:-1], root), document)

    @property
    def cause(self) -> Any:
        """The exception that a reader or check of ours raised, if one did."""
        return self.details.get("ctx", {}).get("error")

    @property
    def is_of_key(self) -> bool:
        """Whether the key itself is wrong, not the value below it."""
        return self.details["loc"][-1] == KEY

    @property
    def at(self) -> Span:
        """The value that is wrong; the key, where that is wrong or something below it is missing."""
        tree, route = self.document.tree, self.place.route
        match self.details["type"]:
            case "missing":
                return key_span_of(tree, route[:-1])
            case "extra_forbidden" | "union_tag_not_found":
                return key_span_of(tree, route)
        if self.is_of_key:
            return key_span_of(tree, route)
        return span_of(tree, (*route, *getattr(self.cause, "below", ())))

    def diagnostic(self) -> Diagnostic:
        """What to tell the user."""
        match self.details["type"]:
            case "missing":
                return self._missing(str(self.place.route[-1]), self.above, self.place.example)
            case "union_tag_not_found":
                return self._missing("kind", self.place, None)
            case "extra_forbidden":
                return self._unknown("key", str(self.place.route[-1]), keys(self.above), " here")
            case "literal_error" if isinstance(self.details["input"], str):
                return self._unknown_word()
            case "union_tag_invalid":
                return self._unknown_kind()
            case "value_error" if isinstance(self.cause, Inconsistent):
                return error(complaints.INCONSISTENT, str(self.cause), self.at)
            case "too_short":
                message = f"{self.place.name} must have at least one entry, such as "
                return error(complaints.WRONG_VALUE, f"{message}`{self.place.example}`", self.at)
        return self._wrong()

    def _missing(self, key: str, owner: Place, example: str | None) -> Diagnostic:
        fix = Fix(f"add `{key}: {example}`" if example else f"add `{key}`")
        return error(complaints.MISSING_KEY, f"{owner.name} needs `{key}`", self.at, fixes=(fix,))

    def _unknown(self, what: str, word: str, known: Iterable[str], where: str = "") -> Diagnostic:
        code = complaints.UNKNOWN_KEY if what == "key" else complaints.UNKNOWN_WORD
        name = _shortened(word)
        return unknown_name(code=code, kind=what, name=name, known=known, at=self.at, where=where)

    def _unknown_word(self) -> Diagnostic:
        words = _quoted_words(self.details["ctx"]["expected"])
        what = _SINGULAR.get(self.place.key, self.place.key)
        return self._unknown(what, self.details["input"], words)

    def _unknown_kind(self) -> Diagnostic:
        tree, route = self.document.tree, (*self.place.route, "kind")
        tag, known = self.details["ctx"]["tag"], _quoted_words(self.details["ctx"]["expected_tags"])
        what = f"kind of {_SINGULAR.get(str(route[0]), str(route[0]))}"
        return unknown_name(
            code=complaints.UNKNOWN_WORD,
            kind=what,
            name=_shortened(tag),
            known=known,
            at=span_of(tree, route),
        )

    def _wrong(self) -> Diagnostic:
        at, instead = self.at, self._instead()
        hint = f"; did you mean `{instead}`?" if instead else ""
        fixes = (Fix(f"write `{instead}`", at, instead),) if instead else ()
        given = "" if self.is_of_key else f", not {self._given()}"
        message = f"{self._subject()} must be {self._expected()}{given}{hint}"
        code = complaints.BAD_NAME if isinstance(self.cause, BadName) else complaints.WRONG_VALUE
        return error(code, message, at, fixes=fixes)

    def _subject(self) -> str:
        if self.is_of_key:
            return self._given()
        below = getattr(self.cause, "below", ())
        return f"`{below[-1]}`" if below else self.place.name

    def _expected(self) -> str:
        if isinstance(self.cause, Unreadable):
            return self.cause.expected
        kind, context = self.details["type"], self.details.get("ctx", {})
        if kind == "literal_error":
            words = _quoted_words(context["expected"]) or [context["expected"]]
            return " or ".join(f"`{word}`" for word in words)
        expected = _EXPECTED.get(kind, "otherwise").format(**context)
        return f"{expected}, such as `{self.place.example}`" if self.place.example else expected

    def _given(self) -> str:
        value: Any = self.details["input"]
        for part in getattr(self.cause, "below", ()):
            value = value[part]
        return _described(value)

    def _instead(self) -> str | None:
        if isinstance(self.cause, Unreadable):
            return self.cause.instead
        value, written = self.details["input"], self.document.written(self.at)
        match self.details["type"]:
            case "string_type" if isinstance(value, int | Decimal) and written:
                return f'"{written}"'
            case "tuple_type" if isinstance(value, str | int | Decimal) and written:
                return f"[{written}]"
        return None


_SINGULAR = {"providers": "provider", "stores": "store", "data": "class of data"}


def _echo(details: ErrorDetails) -> bool:
    """Whether a list is called too short only because its items were refused."""
    return details["type"] == "too_short" and bool(details["input"])


def _quoted_words(text: str) -> list[str]:
    """The words of pydantic's `'a', 'b' or 'c'`."""
    return re.findall(r"'([^']*)'", text)


def _described(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"`{str(value).lower()}`"
        case Mapping():
            return "a mapping"
        case tuple():
            return "a list"
    return f"`{_shortened(str(value))}`"


def _shortened(text: str) -> str:
    visible = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return visible if len(visible) <= _LONGEST_SHOWN else visible[: _LONGEST_SHOWN - 1] + "…"
