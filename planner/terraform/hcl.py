"""Values to HCL expressions, and HCL text to the shape that `terraform fmt` gives it.

Every literal of a generated file passes through `literal`, so that any string of a spec, with
quotes, `${}`, `%{}` or newlines in it, is that very string in Terraform. (Terraform keeps all
text in Unicode's normal form C.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from planner.values import value

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# a template's `${` and `%{` by their first character: python-hcl2, which scanners read HCL with,
# does not know the usual `$${` where no brace closes it
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]|[$%](?=\{)')
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_WORDS = frozenset({"for", "null", "true", "false"})
"""Names that mean something else at the head of an object: `{ for = 1 }` is an error."""
_JOINING = re.compile(
    r"[^\x20-\u02ff\u0370-\u0482\u048a-\u052f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]"
)
"""What may join its neighbour in one visible character, which is what `terraform fmt` aligns by.

Latin, Greek, Cyrillic, Kana and Han stand alone; all else is spelt by number, in keys only.
"""
_LINE = 80
"""Characters of a list that stays on one line."""
_ATTRIBUTE = re.compile(
    r'(?P<name>[A-Za-z_][\w-]*|"(?:[^"\\]|\\.)*"|\([^()]*\)) *= *(?P<value>[^=\s].*)'
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@value
class Expression:
    """HCL that is written as it stands, such as a reference; never made from a spec's strings."""

    text: str


def literal(value: object) -> str:  # noqa: PLR0911 - one for each kind of value
    """A Python value as an HCL expression; mappings keep their order.

    Raises:
        TypeError: the value has no HCL form.
    """
    match value:
        case Expression(text):
            return text
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case str():
            return f'"{_SPECIAL.sub(_escape, value)}"'
        case Mapping():
            return _object(value)
        case Sequence():
            return _tuple(value)
    raise TypeError(f"no HCL form for {type(value).__name__}")


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character, f"\\u{ord(character):04X}")


def _object(entries: Mapping[object, object]) -> str:
    if not entries:
        return "{}"
    lines = [f"{_key(str(key))} = {literal(value)}" for key, value in entries.items()]
    return "{\n" + "\n".join(lines) + "\n}"


def _key(name: str) -> str:
    if _NAME.fullmatch(name) and name not in _WORDS:
        return name
    return _JOINING.sub(lambda found: f"\\U{ord(found[0]):08X}", literal(name))


def _tuple(items: Sequence[object]) -> str:
    texts = [literal(item) for item in items]
    line = "[" + ", ".join(texts) + "]"
    if len(line) <= _LINE and "\n" not in line:
        return line
    return "[\n" + "".join(f"{text},\n" for text in texts) + "]"


def formatted(text: str) -> str:
    """HCL as `terraform fmt` writes it: two spaces a level, `=` aligned in runs of attributes.

    Knows the HCL that our templates make: no heredocs and no comments behind code.
    """
    lines = list(_indented(text))
    return "\n".join(_aligned(lines)) + "\n"


def _indented(text: str) -> Iterator[str]:
    """Lines with their indentation; single blank lines are kept, except at the edges of a block."""
    levels: list[int] = []
    blank = opened = False
    for line in (raw.strip() for raw in text.strip("\n").split("\n")):
        if not line:
            blank = True
            continue
        change = _brackets(line)
        if change < 0:
            _close(levels, -change)
        if blank and not opened and line[0] not in ")]}":
            yield ""
        yield "  " * len(levels) + line
        if change > 0:
            levels.append(change)
        blank, opened = False, change > 0


def _brackets(line: str) -> int:
    """How many more brackets open than close on a line."""
    if line.startswith("#"):
        return 0
    bare = _STRING.sub("", line)
    return sum(map(bare.count, "([{")) - sum(map(bare.count, ")]}"))


def _close(levels: list[int], closed: int) -> None:
    """Leave levels; a line that opened several brackets is one level, as hclwrite counts."""
    while closed > 0 and levels:
        level = levels.pop()
        if level > closed:
            levels.append(level - closed)
        closed -= level


def _aligned(lines: Sequence[str]) -> Iterator[str]:
    run: list[tuple[str, str, str]] = []
    for line in lines:
        attribute = _single_line_attribute(line)
        if attribute is None or (run and attribute[0] != run[0][0]):
            yield from _flush(run)
            run = []
        if attribute is None:
            yield line
        else:
            run.append(attribute)
    yield from _flush(run)


def _single_line_attribute(line: str) -> tuple[str, str, str] | None:
    """Indentation, name and value of an attribute that ends on its own line."""
    body = line.lstrip(" ")
    found = _ATTRIBUTE.fullmatch(body)
    if found is None or body.startswith("#"):
        return None
    if _brackets(body) != 0:
        return None
    return line[: len(line) - len(body)], found["name"], found["value"]


def _flush(run: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    width = max((len(name) for _, name, _ in run), default=0)
    for indent, name, text in run:
        yield f"{indent}{name:<{width}} = {text}"
