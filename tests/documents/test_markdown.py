"""Markdown and Mermaid show a spec's own words as they stand, by their real rules."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from planner.documents import bill_table, code, escaped, findings_list, mermaid, proof_table, table
from tests.documents.plans import HOSTILE, NAMES, plan_of_example
from tests.topology.specs import resolved, spec

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def shown(markdown: str) -> str:
    """The text that a reader of one paragraph sees; markup in it would be a tag."""
    page = MARKDOWN.render(f"x {markdown}")
    inside = re.fullmatch(r"<p>x ?(.*)</p>\n", page, re.DOTALL)
    assert inside is not None, page
    assert not re.search("<[^>]*>", inside[1]), page
    return html.unescape(inside[1])


def seen(text: str) -> str:
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


@pytest.mark.property
@given(WORDS)
def test_escaped_text_is_read_back_as_that_text(text: str) -> None:
    assert shown(escaped(text)) == seen(text)


def test_hostile_text_is_no_markup() -> None:
    assert shown(escaped(HOSTILE)) == seen(HOSTILE)


@pytest.mark.property
@given(WORDS)
def test_code_can_not_be_closed_from_inside(text: str) -> None:
    page = MARKDOWN.render(f"x {code(text)} y")

    assert page.count("<code>") == (1 if seen(text) else 0)
    assert "<em>" not in page


def test_a_table_has_a_cell_for_every_column() -> None:
    page = MARKDOWN.render(table(("a", "b"), [("1", escaped("x | y")), ("2", "3")], right=1))

    assert page.count("<td") == 4
    assert "x | y" in page


@pytest.mark.parametrize("example", NAMES)
def test_the_tables_of_an_example_are_tables(example: str) -> None:
    plan = plan_of_example(example)

    bill, proof = MARKDOWN.render(bill_table(plan.bill)), MARKDOWN.render(proof_table(plan))

    assert bill.count("<tr>") == len(plan.bill.by_node()) + 2
    assert proof.count("<tr>") == len(plan.topology.endpoints) + 1


def test_what_has_no_price_is_named_below_the_bill() -> None:
    text = bill_table(plan_of_example("h100-self-host/topology").bill)

    assert "**at least " in text
    assert "Not priced, and not counted as zero:\n\n- `gpu_pools.standby/nodes`: " in text


def test_no_findings_are_said_to_be_none() -> None:
    assert findings_list([]) == "No findings."


# --- Mermaid ---------------------------------------------------------------------------------

_LINE = re.compile(
    r"flowchart LR"
    r'|  n\d+(\(\[|\{\{|\[\[|\[\(|\[)"(?P<label>[^"<>{}\[\]|`\n]*)"(\]\)|\}\}|\]\]|\)\]|\])'
    r"|  n\d+ (-->|-\. fallback \.->) n\d+"
)


@pytest.mark.parametrize("example", NAMES)
def test_a_picture_has_only_nodes_and_arrows(example: str) -> None:
    lines = mermaid(plan_of_example(example).topology).splitlines()

    assert all(_LINE.fullmatch(line) for line in lines), lines


@pytest.mark.property
@given(WORDS)
def test_a_label_holds_any_text_and_breaks_nothing(text: str) -> None:
    quoted = "".join(f"\\U{ord(c):08X}" for c in text)
    words = (
        "{kind: openai-compatible, host: llm.example.eu, operator: aws, country: DE, "
        f'evidence: x, models: {{m: "{quoted}"}}}}'
    )
    state = "state: {backend: s3, region: eu-central-1}"
    picture = mermaid(resolved(spec("chat: {route: [p/m]}", f"p: {words}", state)))

    lines = picture.splitlines()
    assert all(_LINE.fullmatch(line) for line in lines), lines
    assert " ".join(text.replace("`", "").split()) in _unescaped(picture)


def _unescaped(picture: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), picture)
