"""Edits put into the text of a spec: its comments, its order and its layout stay as they are.

Each edit replaces, adds or takes away the very characters that it is about. What comes out is read
again and compared, so that it says what the edits say or nothing is given back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from planner.diagnostics import Edit, SourceText, Span
from planner.spec.document import Entry, Route, Scalar, Table, Tree, below, plain
from planner.spec.editing import put
from planner.spec.writing import flow_of, yaml_of
from planner.spec.yaml12 import parse

_WIDTH = 100
"""Columns of a line; a mapping that is longer goes over several."""


def spliced(source: SourceText, edits: Iterable[Edit]) -> str | None:
    """A text with edits made in their order; None where they can't be put into this file.

    That is so where an edit is about a part that another file has, or that an alias repeats.
    """
    every = tuple(edits)
    # reading a text of hundreds of endpoints takes a tenth of a second: not once for each edit
    apart = _apart(source, every)
    text = _at_once(source, apart) if len(apart) > 1 else None
    if text is None:
        return _one_by_one(source, every)
    made = {change.route for change in apart}
    rest = [change for change in every if change.route not in made]
    return _one_by_one(SourceText(source.path, text), rest)


def _apart(source: SourceText, edits: Sequence[Edit]) -> Sequence[Edit]:
    """The edits that replace what stands there, and that no other one meddles with."""
    tree = _tree(source, source.text)
    if tree is None:
        return ()
    times = Counter(change.route for change in edits)
    above = {change.route[:depth] for change in edits for depth in range(len(change.route))}
    return tuple(
        change
        for change in edits
        if change.value is not None
        and _at(tree, change.route) is not None
        and times[change.route] == 1
        and change.route not in above
        and not any(change.route[:depth] in times for depth in range(len(change.route)))
    )


def _one_by_one(source: SourceText, edits: Sequence[Edit]) -> str | None:
    text, tree = source.text, _tree(source, source.text)
    for change in edits:
        route = None if tree is None else _route_in(source, tree, change)
        if tree is None or route is None:
            return None
        made = _spliced(text, tree, route, change.value)
        after = None if made is None else _tree(source, made)
        if made is None or after is None:
            return None
        if not _says(after, put(tree, route, change.value, change.at)):
            return None
        text, tree = made, after
    return text


def _at_once(source: SourceText, edits: Sequence[Edit]) -> str | None:
    """Edits that are apart, made from the end of the text to its start: none moves another."""
    tree = _tree(source, source.text)
    if tree is None:
        return None
    text = source.text
    wanted: Tree = tree
    for change in sorted(edits, key=lambda one: _start(source.text, tree, one.route), reverse=True):
        here = _at(tree, change.route)
        text = text if here is None else _replaced(text, here, change.value)
        wanted = put(wanted, change.route, change.value, change.at)
    after = _tree(source, text)
    return text if after is not None and _says(after, wanted) else None


def _start(text: str, tree: Table, route: Route) -> int:
    here = _at(tree, route)
    return 0 if here is None else _range(text, here.span)[0]


def _says(tree: Tree, wanted: Tree) -> bool:
    return _filled(plain(tree)) == _filled(plain(wanted))


def _tree(source: SourceText, text: str) -> Table | None:
    outcome = parse(SourceText(source.path, text))
    return None if outcome.diagnostics else outcome.value


def _route_in(source: SourceText, tree: Table, change: Edit) -> Route | None:
    """Where a file has the place of an edit: a policy of one level is no list there.

    None where it is the level of another file.
    """
    match change.route, tree.entries.get("policy"):
        case ("policy", int(), *rest), Entry(value=Table()):
            return ("policy", *rest) if change.at.path == source.path else None
        case ("policy", int(), *_), None:
            return None
    return change.route


def _filled(value: object) -> object:
    """A value without the mappings that hold nothing: the last entry of one takes it away."""
    if not isinstance(value, dict):
        return value
    inner = {key: _filled(one) for key, one in value.items()}
    return {key: one for key, one in inner.items() if one != {}}


def _at(tree: Tree, route: Route) -> Tree | None:
    found: Tree | None = tree
    for part in route:
        found = None if found is None else below(found, part)
    return found


def _spliced(text: str, tree: Table, route: Route, value: object) -> str | None:
    here = _at(tree, route)
    if value is None:
        return text if here is None else _without(text, tree, route)
    if here is not None:
        return _replaced(text, here, value)
    return _added(text, tree, route, value)


def _replaced(text: str, here: Tree, value: object) -> str:
    start, end = _range(text, here.span)
    if start == end:
        # a key without a value: `providers:`
        return f"{text[:start]} {flow_of(value)}{text[end:]}"
    return _before(text[:start]) + flow_of(value) + text[end:]


def _before(text: str) -> str:
    """The text before a value, so that one in a line may stand for a block below its key.

    It goes beside the key, or deeper where a remark parts them: the items of a block may stand as
    far left as their key, `[…]` may not.
    """
    *above, line = text.split("\n")
    if not above or line.strip():
        return text
    key = text.rstrip()
    is_bare = key.endswith(":") and "#" not in key.rpartition("\n")[2]
    return f"{key} " if is_bare else f"{text}  "


def _without(text: str, tree: Table, route: Route) -> str | None:
    parent = _at(tree, route[:-1])
    if not isinstance(parent, Table) or not isinstance(route[-1], str):
        return None
    if len(parent.entries) == 1 and len(route) > 1:
        return _without(text, tree, route[:-1])
    entry = parent.entries[route[-1]]
    return _unlisted(text, entry) if _is_flow(text, parent) else _unlined(text, entry)


def _unlined(text: str, entry: Entry) -> str:
    """The text without the lines of an entry of a block, and without the remark at their end."""
    lines = text.split("\n")
    last = max(entry.value.span.end_line, entry.key.line)
    return "\n".join((*lines[: entry.key.line - 1], *lines[last:]))


def _unlisted(text: str, entry: Entry) -> str:
    """The text without an entry of `{…}`, and without the comma that parted it from the next."""
    start, end = _range(text, entry.key)[0], _range(text, entry.value.span)[1]
    rest = text[end:].lstrip()
    if rest.startswith(","):
        return text[:start] + rest[1:].lstrip()
    return text[:start].rstrip().removesuffix(",") + text[end:]


def _added(text: str, tree: Table, route: Route, value: object) -> str | None:
    """The text with the keys that lack on the way to a place, below the nearest one it has."""
    depth = next(n for n in range(len(route) - 1, -1, -1) if _at(tree, route[:n]) is not None)
    parent, (key, *rest) = _at(tree, route[:depth]), route[depth:]
    for part in reversed(rest):
        value = {str(part): value}
    match parent:
        case Table() if isinstance(key, str):
            if _is_flow(text, parent):
                return _listed(text, parent, key, value)
            return _lined(text, parent, key, value) if parent.entries else None
        case Scalar(_, None):
            return _replaced(text, parent, {str(key): value})
    return None


def _listed(text: str, parent: Table, key: str, value: object) -> str:
    """The text with an entry more in `{…}`."""
    end = _range(text, parent.span)[1] - 1
    before = text[:end].rstrip()
    comma = "" if before.endswith(("{", ",")) else ", "
    return f"{before}{comma}{key}: {flow_of(value)}{text[end:]}"


def _lined(text: str, parent: Table, key: str, value: object) -> str:
    """The text with an entry more below the last one of a block."""
    last = list(parent.entries.values())[-1]
    indent = " " * (last.key.column - 1)
    lines = text.split("\n")
    place = max(last.value.span.end_line, last.key.line)
    line = f"{indent}{key}: {flow_of(value)}"
    new = [line]
    if len(line) > _WIDTH and isinstance(value, dict):
        new = [indent + one for one in yaml_of({key: value}).splitlines()]
    if not indent and lines[place - 1] != "":
        new = ["", *new]
    return "\n".join((*lines[:place], *new, *lines[place:]))


def _is_flow(text: str, table: Table) -> bool:
    start, _ = _range(text, table.span)
    return text[start : start + 1] == "{"


def _range(text: str, span: Span) -> tuple[int, int]:
    """The characters of a span."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return (
        starts[span.line - 1] + span.column - 1,
        starts[span.end_line - 1] + span.end_column - 1,
    )
