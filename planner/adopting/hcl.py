"""Terraform's own language to blocks, through python-hcl2; nothing else in the house reads HCL.

Its grammar takes two seconds to build, which only those pay who have a folder adopted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from planner.adopting.blocks import Block
from planner.adopting.remarks import LEFT_OUT, remark
from planner.diagnostics import Diagnostic, SourceText, Span
from planner.errors import UsageError

_LABELS = {"module": 1, "resource": 2, "provider": 1}


def blocks(source: SourceText) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The blocks of a file; one that can't be read has a remark instead.

    Raises:
        UsageError: python-hcl2 isn't installed.
    """
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
        read = hcl2.loads(source.text, serialization_options=options)
    except (LarkError, ValueError, RecursionError) as error:
        first = str(error).strip().splitlines()[0]
        line = getattr(error, "line", 1)
        at = _span(source, line if isinstance(line, int) and line > 0 else 1)
        return (), (remark(LEFT_OUT, f"this file is no HCL that can be read: {first}", at),)
    return tuple(_blocks(read, source)), ()


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
        yield Block(kind, labels, item, _at(source, kind, labels))
        return
    for label, inner in item.items():
        yield from _labelled(kind, inner, (*labels, str(label)), source)


def _at(source: SourceText, kind: str, labels: tuple[str, ...]) -> Span:
    named = "".join(rf'\s+"?{re.escape(label)}"?' for label in labels)
    found = re.search(rf"^[ \t]*{kind}{named}\s*{{", source.text, re.MULTILINE)
    return _span(source, source.text.count("\n", 0, found.start()) + 1 if found else 1)


def _span(source: SourceText, line: int) -> Span:
    length = len(source.line(line)) if line <= source.text.count("\n") + 1 else 0
    return Span(source.path, line, 1, line, length + 1)


def files(folder: Path) -> tuple[Path, ...]:
    """The files that Terraform reads in a folder, or in the root of a tree of topoplan's."""
    root = folder / "infra" if (folder / "topoplan.lock").is_file() else folder
    return tuple(sorted(root.glob("*.tf")))
