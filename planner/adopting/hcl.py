"""Terraform's own language to blocks, through python-hcl2; nothing else in the house reads HCL.

Its grammar takes two seconds to build, which only those pay who have a folder adopted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent

from planner.adopting.blocks import Block
from planner.adopting.remarks import LEFT_OUT, remark
from planner.diagnostics import Diagnostic, SourceText, Span
from planner.errors import UsageError
from planner.spec import source_of
from planner.values import value

_ENCODED = (
    ("aws_ecs_task_definition",),
    ("azurerm_container_app",),
    ("google_cloud_run_v2_service",),
    ("helm_release",),
)
"""Resources that take documents as texts, which are mostly written as expressions."""
_ENCODING = re.compile(r"\$\{(?:json|yaml)encode\((?P<inner>.*)\)\}", re.DOTALL)
_READ = re.compile(r'\$\{file\("\$\{path\.module\}/(?P<path>[\w./-]+)"\)\}')
_HEREDOC = re.compile(r"<<(?P<trim>-?)(?P<mark>\w+)\n(?P<text>.*?)\n?[ \t]*(?P=mark)", re.DOTALL)
_LABELS = {"module": 1, "resource": 2, "provider": 1, "variable": 1}


def blocks(source: SourceText) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The blocks of a file; one that can't be read has a remark instead.

    Raises:
        UsageError: python-hcl2 isn't installed.
    """
    read = _parsed(source)
    if isinstance(read, _Unread):
        at = _span(source, read.line)
        return (), (remark(LEFT_OUT, f"this file is no HCL that can be read: {read.why}", at),)
    return tuple(_blocks(read, source)), ()


def given(source: SourceText) -> tuple[Mapping[str, object], tuple[Diagnostic, ...]]:
    """What a file of values says; of one that can't be read no word is shown.

    Raises:
        UsageError: python-hcl2 isn't installed.
    """
    read = _parsed(source)
    if isinstance(read, _Unread):
        at = Span(source.path, 1, 1, 1, 1)
        return {}, (remark(LEFT_OUT, "this file of values is no HCL that can be read", at),)
    return read, ()


@value
class _Unread:
    """Why a file is no HCL, and where."""

    why: str
    line: int


def _parsed(source: SourceText) -> Mapping[str, object] | _Unread:
    try:
        import hcl2  # noqa: PLC0415 - two seconds, and an extra
        from lark.exceptions import LarkError  # noqa: PLC0415 - comes with it
    except ImportError:
        raise UsageError(
            "reading Terraform's files takes python-hcl2, which isn't installed",
            mend="pip install 'topoplan[adopt]', or adopt the JSON of `terraform show -json`",
        ) from None
    options = hcl2.SerializationOptions(with_comments=False, strip_string_quotes=True)
    try:
        read: Mapping[str, object] = hcl2.loads(source.text, serialization_options=options)
    except (LarkError, ValueError, RecursionError) as error:
        line = getattr(error, "line", 1)
        why = str(error).strip().splitlines()[0]
        return _Unread(why, line if isinstance(line, int) and line > 0 else 1)
    return read


def _blocks(read: Mapping[str, object], source: SourceText) -> Iterator[Block]:
    for kind, listed in read.items():
        for item in listed if isinstance(listed, list) else ():
            yield from _labelled(kind, item, (), source)


def _labelled(
    kind: str, item: object, labels: tuple[str, ...], source: SourceText
) -> Iterator[Block]:
    if not isinstance(item, Mapping):
        return
    if len(labels) == _LABELS.get(kind, 0):
        words = _decoded(item, source) if labels[:1] in _ENCODED else item
        yield Block(kind, labels, words, _at(source, kind, labels))
        return
    for label, inner in item.items():
        yield from _labelled(kind, inner, (*labels, str(label)), source)


def _decoded(item: Mapping[str, object], source: SourceText) -> Mapping[str, object]:
    """Words with documents in the place of the expressions and files that they are written in."""
    return {key: _document(one, source) for key, one in item.items()}


def _document(found: object, source: SourceText) -> object:
    match found:
        case list():
            return [_document(one, source) for one in found]
        case Mapping():
            return {str(key): _document(one, source) for key, one in found.items()}
        case str():
            return _of_text(found, source)
        case _:
            return found


def _of_text(text: str, source: SourceText) -> object:
    if (heredoc := _HEREDOC.fullmatch(text)) is not None:
        return dedent(heredoc["text"]) if heredoc["trim"] else heredoc["text"]
    if (encoded := _ENCODING.fullmatch(text)) is not None:
        return _document(_evaluated(encoded["inner"], text), source)
    if (read := _READ.fullmatch(text)) is not None:
        return _beside(source, read["path"]) or text
    return text


def _evaluated(inner: str, otherwise: str) -> object:
    """The value of a literal; the expression itself where it is none."""
    import hcl2  # noqa: PLC0415 - two seconds, and an extra
    from lark.exceptions import LarkError  # noqa: PLC0415 - comes with it

    # a heredoc ends with its line, which is lost where it is written back into an expression
    whole = _HEREDOC.sub(lambda found: f"{found[0]}\n", inner)
    options = hcl2.SerializationOptions(with_comments=False, strip_string_quotes=True)
    try:
        return hcl2.loads(f"value = {whole}\n", serialization_options=options)["value"]
    except (LarkError, ValueError, RecursionError, KeyError):
        return otherwise


def _beside(source: SourceText, path: str) -> str | None:
    """The text of a file of the module, and of no other folder."""
    folder = Path(source.path).parent.resolve()
    file = (folder / path).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        return None
    read = source_of(file).value
    return read.text if read is not None else None


def _at(source: SourceText, kind: str, labels: tuple[str, ...]) -> Span:
    named = "".join(rf'\s+"?{re.escape(label)}"?' for label in labels)
    found = re.search(rf"^[ \t]*{kind}{named}\s*{{", source.text, re.MULTILINE)
    return _span(source, source.text.count("\n", 0, found.start()) + 1 if found else 1)


def _span(source: SourceText, line: int) -> Span:
    length = len(source.line(line)) if line <= source.text.count("\n") + 1 else 0
    return Span(source.path, line, 1, line, length + 1)


def files(folder: Path) -> tuple[Path, ...]:
    """The files that Terraform reads in a folder, or in the root of a tree of topoplan's."""
    return tuple(sorted(_root(folder).glob("*.tf")))


def files_of_values(folder: Path) -> tuple[Path, ...]:
    """The files beside them that say what variables are, in the order in which the last wins."""
    root = _root(folder)
    plain = root / "terraform.tfvars"
    automatic = sorted(root.glob("*.auto.tfvars"))
    return (*((plain,) if plain.is_file() else ()), *automatic)


def _root(folder: Path) -> Path:
    return folder / "infra" if (folder / "topoplan.lock").is_file() else folder
