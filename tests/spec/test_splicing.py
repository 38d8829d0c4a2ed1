"""Edits in the text of a spec."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.diagnostics import Edit, SourceText, Span
from planner.spec import parse, plain, read, spliced, words

_NOWHERE = Span(PurePath("topology.yaml"), 1, 1, 1, 1)
_TEXT = """\
# what the team runs
version: 1
topology: support   # its name

endpoints:
  chat:
    route: [bedrock-fra/haiku]     # cheap
    needs: {quality: mid}
  # the second one
  mail:
    route:
      - bedrock-fra/haiku
providers:
  bedrock-fra: {kind: bedrock, region: eu-central-1, models: {haiku: claude-haiku-4-5}}
"""


def _put(route: tuple[str | int, ...], value: object, text: str = _TEXT) -> str | None:
    return spliced(SourceText(PurePath("topology.yaml"), text), [Edit(route, value, _NOWHERE)])


def test_a_value_is_replaced_and_the_remark_behind_it_stays() -> None:
    after = _put(("endpoints", "chat", "route"), ("hot/llama", "bedrock-fra/haiku"))
    assert after == _TEXT.replace(
        "route: [bedrock-fra/haiku]     # cheap",
        "route: [hot/llama, bedrock-fra/haiku]     # cheap",
    )


def test_a_list_over_several_lines_becomes_one_on_one() -> None:
    after = _put(("endpoints", "mail", "route"), ("hot/llama",))
    assert after is not None
    assert "  mail:\n    route: [hot/llama]\nproviders:" in after


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("route:\n    - a/b\n    - c/d\n", "route: [e/f]\n"),
        ("route:   # why\n    - a/b\n", "route:   # why\n      [e/f]\n"),
        ("route:\n    # these:\n    - a/b\n", "route:\n    # these:\n      [e/f]\n"),
    ],
)
def test_a_list_as_far_left_as_its_key_is_replaced_too(written: str, becomes: str) -> None:
    text = f"endpoints:\n  mail:\n    {written}    data: [public]\n"
    assert _put(("endpoints", "mail", "route"), ("e/f",), text) == text.replace(written, becomes)


def test_a_new_entry_stands_below_the_last_one_of_its_block() -> None:
    after = _put(("providers", "swe"), {"kind": "mistral", "models": {"s": "mistral-small"}})
    assert after == _TEXT + "  swe: {kind: mistral, models: {s: mistral-small}}\n"


def test_a_new_section_stands_at_the_end_after_an_empty_line() -> None:
    after = _put(("gateways", "main", "region"), "eu-central-1")
    assert after == _TEXT + "\ngateways: {main: {region: eu-central-1}}\n"


def test_a_long_mapping_goes_over_several_lines() -> None:
    pool = {
        "cloud": "aws",
        "region": "eu-central-1",
        "accelerator": "L4",
        "machine": "g6.12xlarge",
        "serves": {"llama": {"model": "llama-3.1-8b-instruct", "precision": "fp8"}},
    }
    after = _put(("gpu_pools", "hot"), pool)
    assert after is not None
    assert max(map(len, after.splitlines())) <= 100


def test_an_entry_within_braces_comes_last() -> None:
    after = _put(("providers", "bedrock-fra", "models", "sonnet"), "claude-sonnet-4-6")
    assert after is not None
    assert "models: {haiku: claude-haiku-4-5, sonnet: claude-sonnet-4-6}}" in after


def test_an_entry_is_taken_away_with_its_lines() -> None:
    after = _put(("endpoints", "mail"), None)
    assert after is not None
    assert "mail" not in after
    assert "# the second one" in after


def test_an_entry_is_taken_out_of_braces_with_its_comma() -> None:
    after = _put(("providers", "bedrock-fra", "region"), None)
    assert after is not None
    assert "{kind: bedrock, models: {haiku: claude-haiku-4-5}}" in after


def test_a_section_goes_with_its_last_entry() -> None:
    after = _put(("providers", "bedrock-fra"), None)
    assert after is not None
    assert "providers" not in after


_POLICY = "version: 1\npolicy:\n  processing: [bloc:EU]   # as counsel says\n  min_targets: 2\n"


def test_the_one_level_of_a_policy_is_no_list_in_its_file() -> None:
    after = _put(("policy", 1, "processing"), ("DE",), _POLICY)

    assert after == _POLICY.replace("[bloc:EU]", "[DE]")


def test_the_level_of_another_file_is_not_put_into_this_one() -> None:
    elsewhere = Span(PurePath("platform.yaml"), 1, 1, 1, 1)
    change = Edit(("policy", 0, "processing"), ("DE",), elsewhere)

    assert spliced(SourceText(PurePath("topology.yaml"), _POLICY), [change]) is None


def test_a_part_that_an_alias_repeats_is_left_alone() -> None:
    text = _TEXT.replace("needs: {quality: mid}", "needs: &mid {quality: mid}").replace(
        "    route:\n      -", "    needs: *mid\n    route:\n      -"
    )
    assert _put(("endpoints", "mail", "needs", "quality"), "basic", text) is None


_SPECS = sorted(Path("examples").glob("*/topology.yaml"))


@pytest.mark.parametrize("path", _SPECS, ids=lambda path: path.parent.name)
def test_every_example_takes_another_route_and_keeps_every_other_line(path: Path) -> None:
    spec = read(path).value
    assert spec is not None
    source = spec.sources[next(iter(spec.sources))]
    name = next(iter(spec.endpoints))
    after = spliced(source, [Edit(("endpoints", name, "route"), ("somewhere/else",), _NOWHERE)])
    assert after is not None
    before, now = source.text.splitlines(), after.splitlines()
    changed = [line for line in now if line not in before]
    assert [line.split("#")[0].strip() for line in changed] == ["route: [somewhere/else]"]


@pytest.mark.property
@given(st.text(max_size=40), st.sampled_from(["owner", "topology", "environment"]))
def test_whatever_text_is_put_in_is_read_again(value: str, key: str) -> None:
    after = _put((key,), value)
    if after is not None:
        assert f"{key}:" in after


def test_a_changed_spec_says_what_the_edits_say(tmp_path: Path) -> None:
    after = _put(("endpoints", "chat", "traffic", "requests_per_month"), 100)
    assert after is not None
    (tmp_path / "topology.yaml").write_text(after)
    spec = read(tmp_path / "topology.yaml")
    assert spec.value is None or words(spec.value, "endpoints", "chat", "traffic")


_MANY = 60


def _spec_of(names: list[str]) -> str:
    endpoints = "".join(f"  {name}:\n    route: [p/haiku]   # {name}\n" for name in names)
    return (
        f"version: 1\ntopology: many\nendpoints:\n{endpoints}providers:\n  p: {{kind: bedrock}}\n"
    )


def test_many_edits_say_what_they_say_one_by_one() -> None:
    names = [f"e{number}" for number in range(_MANY)]
    source = SourceText(PurePath("topology.yaml"), _spec_of(names))
    edits = [Edit(("endpoints", name, "route"), ("p/sonnet",), _NOWHERE) for name in names]
    edits += [Edit(("endpoints", name, "kind"), "chat", _NOWHERE) for name in names]
    edits += [Edit(("providers", f"q{n}"), {"kind": "bedrock"}, _NOWHERE) for n in range(3)]
    edits += [Edit(("gpu_pools", "hot", "cloud"), "aws", _NOWHERE)]

    at_once, text = spliced(source, edits), source.text
    for change in edits:
        one = spliced(SourceText(source.path, text), [change])
        assert one is not None
        text = one
    assert at_once is not None
    read_at_once, read_one_by_one = (
        parse(SourceText(source.path, each)).value for each in (at_once, text)
    )
    assert read_at_once is not None
    assert read_one_by_one is not None
    assert plain(read_at_once) == plain(read_one_by_one)
    assert all(f"# {name}\n" in at_once for name in names)


def test_many_edits_of_one_place_are_made_in_their_order() -> None:
    edits = [Edit(("endpoints", "chat", "route"), (f"p/{n}",), _NOWHERE) for n in range(_MANY)]
    after = spliced(SourceText(PurePath("topology.yaml"), _TEXT), edits)

    assert after is not None
    assert f"route: [p/{_MANY - 1}]     # cheap" in after
