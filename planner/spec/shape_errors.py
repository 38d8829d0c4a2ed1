"""Pydantic's errors to diagnostics: what the key takes, what stands there, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
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
from planner.values import value

MOST = 50
"""Errors that are listed; a file that is wrong throughout would drown the first of them."""

_LONGEST_SHOWN = 40
_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
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


@value
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
    def cause(self) -> object:
        """The exception that a reader or check of ours raised, if one did."""
        return self.details.get("ctx", {}).get("error")

    @property
    def below(self) -> Route:
        """The way from the value down to the part of it that is wrong."""
        below: Route = getattr(self.cause, "below", ())
        return below

    @property
    def is_of_key(self) -> bool:
        """Whether the key itself is wrong, not the value below it."""
        return self.details["loc"][-1] == KEY

    @property
    def at(self) -> Span:
        """The value that is wrong; a key, where that is wrong or lacks something below it."""
        tree, route, kind = self.document.tree, self.place.route, self.details["type"]
        if kind == "missing":
            return key_span_of(tree, route[:-1])
        if self.is_of_key or kind in ("extra_forbidden", "union_tag_not_found"):
            return key_span_of(tree, route)
        return span_of(tree, (*route, *self.below))

    @property
    def given(self) -> str:
        """What stands there, in words."""
        value: Any = self.details["input"]
        for part in self.below:
            value = value[part]
        return _described(value)

    def diagnostic(self) -> Diagnostic:
        """What to tell the user."""
        return _TELLING.get(self.details["type"], _wrong)(self)


def _missing(problem: _Problem) -> Diagnostic:
    key, example = problem.place.key, problem.place.example
    fix = Fix(f"add `{key}: {example}`" if example else f"add `{key}`")
    message = f"{problem.above.name} needs `{key}`"
    return error(complaints.MISSING_KEY, message, problem.at, fixes=(fix,))


def _without_kind(problem: _Problem) -> Diagnostic:
    message = f"{problem.place.name} needs a `kind`"
    return error(complaints.MISSING_KEY, message, problem.at, fixes=(Fix("add its `kind`"),))


def _unknown_key(problem: _Problem) -> Diagnostic:
    return unknown_name(
        code=complaints.UNKNOWN_KEY,
        kind="key",
        name=_shortened(problem.place.key),
        known=keys(problem.above),
        at=problem.at,
        where=" here",
    )


def _unknown_word(problem: _Problem) -> Diagnostic:
    word = problem.details["input"]
    if not isinstance(word, str):
        return _wrong(problem)
    return unknown_name(
        code=complaints.UNKNOWN_WORD,
        kind=_SINGULAR.get(problem.place.key, problem.place.key),
        name=_shortened(word),
        known=_quoted_words(problem.details["ctx"]["expected"]),
        at=problem.at,
    )


def _unknown_kind(problem: _Problem) -> Diagnostic:
    group, *_ = problem.place.route
    return unknown_name(
        code=complaints.UNKNOWN_WORD,
        kind=f"kind of {_SINGULAR[str(group)]}",
        name=_shortened(problem.details["ctx"]["tag"]),
        known=_quoted_words(problem.details["ctx"]["expected_tags"]),
        at=span_of(problem.document.tree, (*problem.place.route, "kind")),
    )


def _empty(problem: _Problem) -> Diagnostic:
    example = f", such as `{problem.place.example}`" if problem.place.example else ""
    message = f"{problem.place.name} must have at least one entry{example}"
    return error(complaints.WRONG_VALUE, message, problem.at)


def _refused(problem: _Problem) -> Diagnostic:
    if isinstance(problem.cause, Inconsistent):
        return error(complaints.INCONSISTENT, str(problem.cause), problem.at)
    return _wrong(problem)


def _wrong(problem: _Problem) -> Diagnostic:
    at, instead = problem.at, _instead(problem)
    hint = f"; did you mean `{instead}`?" if instead else ""
    fixes = (Fix(f"write `{instead}`", at, instead),) if instead else ()
    given = "" if problem.is_of_key else f", not {problem.given}"
    message = f"{_subject(problem)} must be {_expected(problem)}{given}{hint}"
    code = complaints.BAD_NAME if isinstance(problem.cause, BadName) else complaints.WRONG_VALUE
    return error(code, message, at, fixes=fixes)


def _subject(problem: _Problem) -> str:
    if problem.is_of_key:
        return problem.given
    return f"`{problem.below[-1]}`" if problem.below else problem.place.name


def _expected(problem: _Problem) -> str:
    if isinstance(problem.cause, Unreadable):
        return problem.cause.expected
    kind, context = problem.details["type"], problem.details.get("ctx", {})
    if kind == "literal_error":
        words = _quoted_words(context["expected"]) or [context["expected"]]
        return " or ".join(f"`{word}`" for word in words)
    if kind == "bool_type":
        return "`true` or `false`"
    expected, example = _EXPECTED.get(kind, "otherwise").format(**context), problem.place.example
    return f"{expected}, such as `{example}`" if example else expected


def _instead(problem: _Problem) -> str | None:
    if isinstance(problem.cause, Unreadable):
        return problem.cause.instead
    value, written = problem.details["input"], problem.document.written(problem.at)
    match problem.details["type"]:
        case "string_type" if isinstance(value, int | Decimal) and written:
            return f'"{written}"'
        case "tuple_type" if isinstance(value, str | int | Decimal) and written:
            return f"[{written}]"
    return None


_TELLING: Mapping[str, Callable[[_Problem], Diagnostic]] = {
    "missing": _missing,
    "union_tag_not_found": _without_kind,
    "extra_forbidden": _unknown_key,
    "literal_error": _unknown_word,
    "union_tag_invalid": _unknown_kind,
    "too_short": _empty,
    "value_error": _refused,
}
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
