"""A review as the one comment that a pull request keeps: marked, within bounds, harmless.

The first line is a marker in an HTML comment, by which the next run finds it. What doesn't fit is
left out by whole sections, and named. No value of a Terraform plan is ever in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping

from planner.changes import Review
from planner.documents import code
from planner.errors import UsageError
from planner.spec import masked
from planner.values import value
from planner.views.review.sections import Section, sections
from planner.views.review.verdict import verdict_line

MOST = 65_536
"""Characters of a comment: https://github.com/orgs/community/discussions/27190"""

_DISPENSABLE = (
    "files",
    "facts",
    "picture",
    "not compared",
    "endpoints",
    "access",
    "policy",
    "cost",
    "replacements",
    "findings",
)
"""What is shortened first, and then left out first."""
_OWN_WORDS = 8_000
"""Most characters of a header, of a footer, and of the command."""

Layout = Callable[[Mapping[str, str]], str]
"""Sections by name to a whole comment, without its marker."""


@value
class Words:
    """What a team adds to the comment."""

    header: str = ""
    footer: str = ""
    template: str | None = None
    """A Jinja template over the sections' names, in the place of their usual order."""


@value
class Comment:
    """What is sent, and what the marker says of it."""

    key: str
    digest: str
    text: str
    left_out: tuple[str, ...]


def comment(
    review: Review, key: str, command: str, words: Words | None = None, most: int = MOST
) -> Comment:
    """The comment of a review; `key` tells it from others, `command` makes it anew.

    Raises:
        UsageError: what a team adds takes too much room, or its template fails.
    """
    words = words or Words()
    _refuse_long(words, command)
    layout = _layout(review, command, words)
    room = most - len(_marker(key, "0" * 64, left_out=("files",)))
    body, left_out = _fitting(sections(review), layout, room)
    body = masked(body)
    # hosts keep no blank space at the ends
    digest = hashlib.sha256(body.strip().encode()).hexdigest()
    text = f"{_marker(key, digest, left_out)}{body}"
    return Comment(key, f"sha256:{digest}", text, left_out)


def body(review: Review, command: str) -> str:
    """The same for people alone: without a marker, and as long as it is."""
    layout = _layout(review, command, Words())
    return masked(layout({one.name: one.full for one in sections(review)}))


def _fitting(found: tuple[Section, ...], layout: Layout, room: int) -> tuple[str, tuple[str, ...]]:
    """As much as fits, and the names of what doesn't."""
    kept = {one.name: one.full for one in found}
    left_out: list[str] = []
    text = layout(kept)
    for one in _first_to_go(one for one in found if one.short):
        if _length(text) > room:
            kept[one.name] = one.short
            text = layout(kept)
    for one in _first_to_go(found):
        if _length(text) > room:
            del kept[one.name]
            left_out.append(one.name)
            text = layout({**kept, "left out": _left_out(left_out)})
    if _length(text) > room:
        raise UsageError(
            f"the comment's template takes more than {room} characters without any section",
            mend="make the template shorter",
        )
    return text, tuple(left_out)


def _first_to_go(found: Iterable[Section]) -> list[Section]:
    return sorted(found, key=lambda one: _DISPENSABLE.index(one.name))


def _left_out(names: list[str]) -> str:
    if not names:
        return ""
    return f"Left out for want of room: {', '.join(names)}. The command below shows all of it."


def _layout(review: Review, command: str, words: Words) -> Layout:
    fixed = {
        "verdict": f"## topoplan: {verdict_line(review)}",
        "header": words.header.strip(),
        "footer": words.footer.strip(),
        "reproduce": _reproduce(review, command),
    }
    if words.template is not None:
        return _templated(words.template, fixed)

    def joined(parts: Mapping[str, str]) -> str:
        middle = {name: text for name, text in parts.items() if name != "left out"}
        order = (
            fixed["header"],
            fixed["verdict"],
            *middle.values(),
            parts.get("left out", ""),
            fixed["reproduce"],
            fixed["footer"],
        )
        return "\n\n".join(filter(None, order)) + "\n"

    return joined


def _templated(template: str, fixed: Mapping[str, str]) -> Layout:
    import jinja2.sandbox  # noqa: PLC0415 - only a team's own template needs it

    # Markdown, no HTML; and whoever writes it may change a pull request, not this machine
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(
        autoescape=False,
        undefined=jinja2.StrictUndefined,
    )
    names = dict.fromkeys((*_DISPENSABLE, "left out"), "")

    def filled(parts: Mapping[str, str]) -> str:
        known = {**names, **fixed, **parts}
        spelt = {name.replace(" ", "_"): text for name, text in known.items()}
        try:
            return environment.from_string(template).render(spelt).strip() + "\n"
        except jinja2.TemplateError as error:
            raise UsageError(
                f"the comment's template fails: {error}",
                mend=f"it has the names {', '.join(sorted(spelt))}",
            ) from None

    return filled


def _reproduce(review: Review, command: str) -> str:
    """How to make it anew, and what it was made from."""
    after = review.after
    lines = [f"```console\n$ {_on_one_line(command)}\n```"]
    if after.built and not after.edited:
        tree = f"The tree is {code(after.built.digest)}, which `topoplan apply --expect` demands."
        lines.append(tree)
    if after.facts:
        facts = f"{after.facts.id} ({after.facts.sha256[:12]})"
        lines.append(f"Against the facts of {code(facts)}.")
    return "\n\n".join(lines)


def _on_one_line(command: str) -> str:
    """A command that can't leave its fence."""
    return " ".join(command.split()).replace("```", "'''")


def _marker(key: str, digest: str, left_out: tuple[str, ...]) -> str:
    said = {"v": 1, "key": key, "digest": f"sha256:{digest}", "truncated": bool(left_out)}
    text = json.dumps(said, ensure_ascii=True)
    # nothing in it can end the HTML comment that it stands in
    for mark, spelt in (("<", "\\u003c"), (">", "\\u003e"), ("--", "-\\u002d")):
        text = text.replace(mark, spelt)
    return f"<!-- topoplan {text} -->\n"


def _refuse_long(words: Words, command: str) -> None:
    for name, text in (("header", words.header), ("footer", words.footer), ("command", command)):
        if len(text) > _OWN_WORDS:
            raise UsageError(f"the comment's {name} has more than {_OWN_WORDS} characters")


def _length(text: str) -> int:
    """Characters as hosts count them, in UTF-16: of what is rare, two."""
    return len(text.encode("utf-16-le")) // 2
