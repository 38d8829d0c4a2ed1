"""Values to HCL and back, through two parsers, and the form that `terraform fmt` wants."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import hcl2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planner.terraform.hcl import Expression, formatted, literal
from planner.terraform.locating import Binary

_TEMPLATES = st.text("$%{}ab~", max_size=8)
"""Strings of the characters that make a template."""
_QUOTING = st.text("\"'\\nrtu0\n\r\t #/*<EOT", max_size=8)
_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
"""Every script, control characters, noncharacters; lone surrogates are no text."""
STRINGS = st.one_of(_TEMPLATES, _QUOTING, _ANY, st.sampled_from(["for", "null", "true", "in"]))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), STRINGS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(STRINGS, inner, max_size=5)
    ),
    max_leaves=12,
)


def _drawn(count: int) -> list[object]:
    """Values for one run of Terraform, which takes too long for a run each."""
    values: list[object] = []

    @settings(max_examples=count, phases=[Phase.generate], database=None)
    @given(VALUES)
    def draw(value: object) -> None:
        values.append(value)

    draw()
    return values


@pytest.fixture(scope="module")
def run_terraform(terraform_binary: Binary) -> Callable[..., str]:
    """Terraform without a provider, for roots that only compute."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("TF_", "AWS_"))}

    def run(folder: Path, *arguments: str) -> str:
        done = subprocess.run(
            (terraform_binary.path, *arguments),
            cwd=folder,
            env={**environ, "CHECKPOINT_DISABLE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    return run


def _composed(value: object) -> object:
    """A value with its text in Unicode's normal form C, the one form that Terraform knows."""
    match value:
        case str():
            return normalize("NFC", value)
        case list():
            return [_composed(item) for item in value]
        case dict():
            return {normalize("NFC", key): _composed(inner) for key, inner in value.items()}
    return value


@pytest.mark.terraform
def test_terraform_reads_every_value_as_that_very_value(
    tmp_path: Path, run_terraform: Callable[..., str]
) -> None:
    values = _drawn(500)
    blocks = (
        f'output "v{place}" {{\nvalue = {literal({"v": value})}\n}}\n'
        for place, value in enumerate(values)
    )
    (tmp_path / "main.tf").write_text(formatted("".join(blocks)), encoding="utf-8", newline="\n")

    run_terraform(tmp_path, "init")
    run_terraform(tmp_path, "apply", "-auto-approve")
    outputs = json.loads(run_terraform(tmp_path, "output", "-json"))

    read = [outputs[f"v{place}"]["value"]["v"] for place in range(len(values))]
    assert read == [_composed(value) for value in values]


@pytest.mark.terraform
def test_terraform_fmt_finds_nothing_to_do_in_any_value(
    tmp_path: Path, run_terraform: Callable[..., str]
) -> None:
    joined = {"👍🏻": 1, "e\N{COMBINING ACUTE ACCENT}": 2, "Größe": 3, "\u1100\u1161": 4, "大小": 5}
    for place, value in enumerate([joined, *_drawn(300)]):
        text = formatted(f'module "m" {{\na = {literal(value)}\nlonger = {literal([value])}\n}}\n')
        (tmp_path / f"v{place}.tf").write_text(text, encoding="utf-8", newline="\n")

    assert run_terraform(tmp_path, "fmt", "-list=true", "-write=false", "-diff") == ""


@pytest.mark.property
@given(VALUES)
def test_formatting_what_is_formatted_changes_nothing(value: object) -> None:
    text = formatted(f"locals {{\nx = {literal(value)}\nlong_name = {literal({'k': value})}\n}}\n")

    assert formatted(text) == text


@pytest.mark.property
@settings(deadline=None, max_examples=50)
@given(STRINGS)
def test_python_hcl2_reads_every_string_as_that_very_string(text: str) -> None:
    read = hcl2.loads(f"x = {literal(text)}\n")

    assert _unquoted(read["x"]) == text


_ESCAPE = re.compile(r'\\(?:u(?P<code>[0-9A-F]{4})|(?P<letter>["\\nrt]))')


def _unquoted(token: str) -> str:
    """The string of a quoted token, by the HCL specification; python-hcl2 gives the token."""

    def plain(found: re.Match[str]) -> str:
        if found["code"]:
            return chr(int(found["code"], 16))
        return {"n": "\n", "r": "\r", "t": "\t"}.get(found["letter"], found["letter"])

    return _ESCAPE.sub(plain, token[1:-1])


def test_an_expression_is_written_as_it_stands() -> None:
    assert literal({"vpc": Expression("module.network.id")}) == "{\nvpc = module.network.id\n}"


def test_a_name_that_would_begin_a_for_expression_is_quoted() -> None:
    assert literal({"for": 1}) == '{\n"for" = 1\n}'


def test_a_decimal_is_written_in_full_precision() -> None:
    assert literal(Decimal("0.1000000000000000055")) == "0.1000000000000000055"


def test_a_float_is_refused_because_money_is_never_one() -> None:
    with pytest.raises(TypeError, match="no HCL form for float"):
        literal(0.1)


def test_short_lists_stay_on_one_line_and_long_ones_break() -> None:
    assert literal(["a", "b"]) == '["a", "b"]'
    assert literal(["a" * 50, "b" * 50]).count("\n") == 3
