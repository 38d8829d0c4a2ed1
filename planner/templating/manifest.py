"""template.yaml: what a template asks, and which files it makes of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Literal, get_args

from planner.diagnostics import SourceText
from planner.errors import SpecError, UsageError
from planner.spec import Folder, Table, parse, plain
from planner.values import value

MANIFEST = PurePosixPath("template.yaml")
SAMPLES = PurePosixPath("samples")

Type = Literal["boolean", "choice", "email", "integer", "list", "money", "name", "number", "text"]
Answer = str | bool | int | Decimal | tuple[str, ...]

MAX_ITEMS = 64
"""Of an answer that is a list: a template may go over each of them, and over each again."""
MAX_CHARACTERS = 400

_TYPES: tuple[Type, ...] = get_args(Type)
_KEYS = {"version", "template", "title", "release", "questions", "files"}
_OF_A_QUESTION = {"ask", "type", "default", "choices", "matches", "least", "most"}
# no part begins with a dot: nothing of git's, of an editor's or of a pipeline's is ever written
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", re.ASCII)
_VARIABLE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "name": (r"[a-z][a-z0-9-]{0,30}", "a name of small letters, digits and hyphens"),
    "email": (r"[^@\s\"'\\]+@[^@\s\"'\\]+\.[a-z]+", "an e-mail address"),
    "money": (r"\d+(?:\.\d+)? [A-Z]{3}", "an amount with its currency, such as `5000 USD`"),
}


@value
class Question:
    """One thing that only a consumer knows."""

    name: str
    """What templates call the answer."""
    ask: str
    type: Type
    default: Answer | None
    """None: there is none, and the consumer has to say."""
    choices: tuple[str, ...]
    matches: str | None
    least: Decimal | None
    most: Decimal | None

    def read(self, words: object) -> Answer:
        """The answer that words are, from a file or a command line.

        Raises:
            UsageError: they are none.
        """
        answer = _converted(self, words)
        for one in answer if isinstance(answer, tuple) else (answer,):
            _hold(self, one)
        return answer


@value
class Manifest:
    """What a template is."""

    name: str
    title: str
    release: str
    """The template's own version, for people."""
    questions: Mapping[str, Question]
    files: Mapping[PurePosixPath, PurePosixPath]
    """File of the consumer to the file of the template that makes it; `.j2` ones are filled in."""


def manifest(folder: Folder) -> Manifest:
    """The manifest of a template's folder.

    Raises:
        SpecError: it is no YAML.
        UsageError: there is none, or it says what no manifest says.
    """
    source = folder.files.get(MANIFEST)
    if source is None:
        raise UsageError(f"{folder.place} is no template: it has no {MANIFEST}")
    outcome = parse(source)
    if outcome.value is None or outcome.diagnostics:
        raise SpecError(outcome.diagnostics, {source.path: source})
    return _Reading(source, folder).manifest(outcome.value)


@value
class _Reading:
    source: SourceText
    folder: Folder

    def refused(self, why: str, mend: str = "") -> UsageError:
        return UsageError(f"{self.source.path}: {why}", mend=mend)

    def manifest(self, tree: Table) -> Manifest:
        words = plain(tree)
        assert isinstance(words, Mapping)  # noqa: S101 - a table is one
        if unknown := sorted(set(words) - _KEYS):
            raise self.refused(f"no manifest has a key `{unknown[0]}`", f"one of {_listed(_KEYS)}")
        if words.get("version") != 1:
            raise self.refused("only `version: 1` of manifests is known")
        files = dict(self._files(words.get("files")))
        if PurePosixPath("topology.yaml") not in files:
            raise self.refused("`files` makes no topology.yaml")
        return Manifest(
            name=self._text(words, "template"),
            title=str(words.get("title", "")),
            release=str(words.get("release", "")),
            questions=dict(self._questions(words.get("questions", {}))),
            files=files,
        )

    def _text(self, words: Mapping[str, object], key: str) -> str:
        found = words.get(key)
        if not isinstance(found, str) or not found:
            raise self.refused(f"`{key}` is missing, or no text")
        return found

    def _files(self, words: object) -> Iterator[tuple[PurePosixPath, PurePosixPath]]:
        if not isinstance(words, Mapping) or not words:
            raise self.refused("`files` says for each file which one of the template makes it")
        for target, origin in words.items():
            path = PurePosixPath(str(origin))
            if path not in self.folder.files:
                raise self.refused(f"`files` names {origin}, which the template doesn't have")
            yield self._target(str(target)), path

    def _target(self, text: str) -> PurePosixPath:
        """A place below the consumer's folder, whatever a template would like."""
        path = PurePosixPath(text)
        if not all(_PART.fullmatch(part) for part in text.split("/")) or path.parts[0] == "..":
            raise self.refused(
                f"`{text}` is no file that a template may write",
                "a path below the folder, whose parts begin with a letter or digit",
            )
        return path

    def _questions(self, words: object) -> Iterator[tuple[str, Question]]:
        for name, about in words.items() if isinstance(words, Mapping) else ():
            if not _VARIABLE.fullmatch(str(name)):
                raise self.refused(f"`{name}` is no name of a question", "such as `team_name`")
            if not isinstance(about, Mapping):
                raise self.refused(f"the question `{name}` has no keys")
            if unknown := sorted(set(about) - _OF_A_QUESTION):
                raise self.refused(
                    f"the question `{name}` has a key `{unknown[0]}`",
                    f"one of {_listed(_OF_A_QUESTION)}",
                )
            yield str(name), self._question(str(name), about)

    def _question(self, name: str, about: Mapping[str, object]) -> Question:
        named = about.get("type", "text")
        type_ = next((one for one in _TYPES if one == named), None)
        if type_ is None:
            raise self.refused(
                f"the question `{name}` has the type `{named}`", f"one of {_listed(_TYPES)}"
            )
        choices = about.get("choices", ())
        if type_ == "choice" and not choices:
            raise self.refused(f"the question `{name}` has no `choices`")
        bare = Question(
            name=name,
            ask=str(about.get("ask", name)),
            type=type_,
            default=None,
            choices=tuple(map(str, choices)) if isinstance(choices, tuple) else (),
            matches=self._pattern(name, about.get("matches")),
            least=self._number(name, about.get("least")),
            most=self._number(name, about.get("most")),
        )
        default = about.get("default")
        return bare if default is None else _with_default(bare, bare.read(default))

    def _pattern(self, name: str, pattern: object) -> str | None:
        if pattern is None:
            return None
        try:
            re.compile(str(pattern))
        except re.error as error:
            raise self.refused(f"`matches` of `{name}` is no pattern: {error}") from None
        return str(pattern)

    def _number(self, name: str, found: object) -> Decimal | None:
        if found is None or isinstance(found, Decimal):
            return found
        if isinstance(found, int) and not isinstance(found, bool):
            return Decimal(found)
        raise self.refused(f"`least` and `most` of `{name}` are numbers")


def _with_default(bare: Question, default: Answer) -> Question:
    return Question(
        bare.name, bare.ask, bare.type, default, bare.choices, bare.matches, bare.least, bare.most
    )


def _listed(words: object) -> str:
    return ", ".join(sorted(map(str, words)))  # type: ignore[call-overload]  # names only


def _converted(question: Question, words: object) -> Answer:
    """An answer of the question's type, out of YAML or as somebody typed it."""
    match question.type:
        case "boolean":
            return _boolean(question, words)
        case "integer" | "number":
            return _number(question, words)
        case "list":
            items = words if isinstance(words, tuple | list) else str(words).split(",")
            found = tuple(text for one in items if (text := str(one).strip()))
            if len(found) > MAX_ITEMS:
                raise _wrong(question, "a list", f"at most {MAX_ITEMS} of them")
            return found
    if not isinstance(words, str | int | Decimal) or isinstance(words, bool):
        raise _wrong(question, words, "a text")
    return str(words)


def _boolean(question: Question, words: object) -> bool:
    if isinstance(words, bool):
        return words
    known = {"true": True, "yes": True, "false": False, "no": False}
    if str(words).lower() not in known:
        raise _wrong(question, words, "`true` or `false`")
    return known[str(words).lower()]


def _number(question: Question, words: object) -> Answer:
    try:
        found = Decimal(str(words).replace("_", ""))
    except ArithmeticError:
        raise _wrong(question, words, "a number") from None
    if not found.is_finite() or isinstance(words, bool):
        raise _wrong(question, words, "a number")
    if question.least is not None and found < question.least:
        raise _wrong(question, words, f"at least {question.least:f}")
    if question.most is not None and found > question.most:
        raise _wrong(question, words, f"at most {question.most:f}")
    if question.type == "number":
        return found
    if found != found.to_integral_value():
        raise _wrong(question, words, "a whole number")
    return int(found)


def _hold(question: Question, one: object) -> None:
    """Refuse a text that the question doesn't admit, or that could be more than one line."""
    if not isinstance(one, str):
        return
    if not one.isprintable() or len(one) > MAX_CHARACTERS:
        raise _wrong(question, one, f"one line of at most {MAX_CHARACTERS} characters")
    pattern, says = _PATTERNS.get(question.type, (None, ""))
    if pattern and not re.fullmatch(pattern, one):
        raise _wrong(question, one, says)
    if question.choices and one not in question.choices:
        raise _wrong(question, one, f"one of {', '.join(question.choices)}")
    if question.matches and not re.fullmatch(question.matches, one):
        raise _wrong(question, one, f"what matches {question.matches}")


def _wrong(question: Question, words: object, wanted: str) -> UsageError:
    return UsageError(
        f"`{question.name}` can't be `{words}`: it is {wanted}",
        mend=f"the template asks: {question.ask}",
    )
