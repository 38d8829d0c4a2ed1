"""Templates come from other people: they fill in answers, and can do nothing else."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
import yaml

from planner.errors import UsageError
from planner.templating import made, manifest
from planner.templating.filling import filled
from tests.templating.folders import MANIFEST, template

TEXT = MANIFEST.replace("{ask: What is it called?, type: name}", "{type: text}")


def _filled(tmp_path: Path, text: str, **answers: str | int | tuple[str, ...]) -> str:
    found = template(tmp_path / "t", topology_yaml_j2=text)
    files = filled(found, manifest(found), answers, tmp_path / "made").files
    return files[PurePosixPath("topology.yaml")]


def test_answers_stand_where_the_template_says(tmp_path: Path) -> None:
    text = "a: {{ name }}\n{% if n > 1 %}\nb: {{ n * 2 }}\n{% endif %}\n"
    text += "{% for x in l %}\n- {{ x }}\n{% endfor %}\n"

    assert _filled(tmp_path, text, name="x", n=2, l=("p", "q")) == "a: x\nb: 4\n- p\n- q\n"


@pytest.mark.parametrize(
    "answer", ["plain", "no", "'", '"', "a: b", "# x", "{{ 7*7 }}", "&a *a", "é", "12", "- x", "\\"]
)
def test_any_answer_is_that_very_text_in_yaml(tmp_path: Path, answer: str) -> None:
    text = _filled(tmp_path, "a: {{ name | yaml }}\nb: [{{ name | yaml }}]\n", name=answer)

    assert yaml.safe_load(text) == {"a": answer, "b": [answer]}


def test_a_template_names_its_own_files_for_a_spec_to_extend(tmp_path: Path) -> None:
    found = template(
        tmp_path / "t",
        policy__eu_yaml="policy: {}\n",
        topology_yaml_j2="{{ template.file('policy/eu.yaml') }}",
    )

    files = filled(found, manifest(found), {}, tmp_path / "team/search").files

    assert files[PurePosixPath("topology.yaml")] == "../../t/policy/eu.yaml"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.__init__.__globals__ }}",
        "{{ self.__dict__ }}",
        "{{ template._folder }}",
        "{{ template.file('../../etc/passwd') }}",
        "{{ cycler.__init__ }}",
        "{{ lipsum() }}",
        "{{ range(9) }}",
        "{{ name.upper() }}",
        "{{ name.format(1) }}",
        "{{ '%99999999d' % 1 }}",
        "{{ 'a' * 99999999 }}",
        "{{ 9 ** 99999999 }}",
        "{{ [1] * 99999999 }}",
        "{{ name | replace('a', 'b') }}",
        "{{ name | attr('__class__') }}",
        "{{ name | map(attribute='__class__') | list }}",
        "{{ ['a', 'b'] | join('xxxxxxxxx') }}",
        "{% set a = 'x' %}{{ a }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% import 'topology.yaml.j2' as x %}",
        "{% include '/etc/passwd' %}",
        "{% include '../template.yaml' %}",
        "{% include 'topology.yaml.j2' %}",
        "{% extends 'topology.yaml.j2' %}",
        "{% for x in l recursive %}{{ loop(l) }}{% endfor %}",
        "{{ missing }}",
        "{{ 1 / 0 }}",
        "{% if %}",
    ],
)
def test_whatever_else_jinja_can_do_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError):
        _filled(tmp_path, text, name="abc", l=("x",))


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    loops = "".join(f"{{% for x{number} in l %}}" for number in range(5))
    text = f"{loops}0123456789{'{% endfor %}' * 5}"

    with pytest.raises(UsageError, match="makes more than 1024 KiB"):
        _filled(tmp_path, text, l=tuple("x" * 64))


def test_a_template_that_never_ends_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.templating.filling._MAX_SECONDS", 0.2)
    loops = "".join(f"{{% for x{number} in l %}}" for number in range(8))

    with pytest.raises(UsageError, match="takes longer than"):
        _filled(tmp_path, f"{loops}{'{% endfor %}' * 8}", l=tuple("x" * 64))


def test_a_file_that_is_no_j2_is_copied_as_it_is(tmp_path: Path) -> None:
    text = MANIFEST.replace("files: {", "files: {notes.md: notes.md, ")
    found = template(tmp_path / "t", template_yaml=text, notes_md="{{ not filled }}\n")

    assert (
        made(found, {"name": "x", "requests": 1}, tmp_path).files["notes.md"]
        == "{{ not filled }}\n"
    )
