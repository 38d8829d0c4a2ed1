"""A consumer of a template: made once, changed by its owners, moved up without losing that."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from planner.errors import FileError, StaleError, UsageError
from planner.spec import Folder
from planner.templating import (
    RECORD,
    answered,
    by_default,
    made,
    manifest,
    read_record,
    updated,
    write_new,
    write_update,
)
from tests.templating.folders import MANIFEST, SPEC, template

GIVEN = {"name": "search"}


def _answers(found: Folder, given: Mapping[str, object]) -> dict[str, object]:
    return dict(answered(manifest(found), given, by_default))


@pytest.fixture
def consumer(tmp_path: Path) -> Path:
    """A folder that was made of the first version."""
    found = template(tmp_path / "t")
    into = tmp_path / "search"
    write_new(made(found, answered(manifest(found), GIVEN, by_default), into), into)
    return into


def _move_up(consumer: Path, found: Folder) -> tuple[str, ...]:
    record = read_record(consumer)
    answers = answered(manifest(found), record.answers, by_default)
    return write_update(updated(record, found, answers), record)


def _newer(tmp_path: Path, before: str, after: str) -> Folder:
    assert before in SPEC
    text = MANIFEST.replace("1.0.0", "2.0.0")
    return template(
        tmp_path / "t", template_yaml=text, topology_yaml_j2=SPEC.replace(before, after)
    )


def test_the_record_says_what_was_made_of_what(consumer: Path) -> None:
    record = read_record(consumer)

    assert (record.template, record.name, record.release) == ("../t", "notes", "1.0.0")
    assert record.answers == {"name": "search", "requests": 20000}
    assert set(record.files) == {"topology.yaml"}


def test_an_untouched_consumer_is_what_the_new_version_makes(
    consumer: Path, tmp_path: Path
) -> None:
    changed = _move_up(consumer, _newer(tmp_path, "output_tokens: 300", "output_tokens: 400"))

    assert set(changed) == {RECORD, "topology.yaml"}
    assert "output_tokens: 400" in (consumer / "topology.yaml").read_text()
    assert read_record(consumer).release == "2.0.0"


def test_what_its_owners_changed_is_kept_with_their_comments(
    consumer: Path, tmp_path: Path
) -> None:
    spec = consumer / "topology.yaml"
    spec.write_text(spec.read_text().replace("data: [internal]", "data: [personal]  # since May"))

    _move_up(consumer, _newer(tmp_path, "mode: geo", "mode: geo, profile: eu"))

    assert "data: [personal]  # since May" in spec.read_text()
    assert "profile: eu" in spec.read_text()


def test_a_second_update_has_the_first_one_for_its_base(consumer: Path, tmp_path: Path) -> None:
    spec = consumer / "topology.yaml"
    spec.write_text(spec.read_text() + "owner: mine\n")
    _move_up(consumer, _newer(tmp_path, "input_tokens: 3000", "input_tokens: 4000"))

    _move_up(consumer, _newer(tmp_path, "input_tokens: 3000", "input_tokens: 5000"))

    assert "input_tokens: 5000" in spec.read_text()
    assert spec.read_text().endswith("owner: mine\n")


def test_the_same_lines_changed_twice_are_named_and_nothing_is_written(
    consumer: Path, tmp_path: Path
) -> None:
    spec = consumer / "topology.yaml"
    spec.write_text(spec.read_text().replace("output_tokens: 300", "output_tokens: 350"))
    before = spec.read_text()

    with pytest.raises(StaleError, match=r"topology\.yaml:7") as refused:
        _move_up(consumer, _newer(tmp_path, "output_tokens: 300", "output_tokens: 400"))

    assert refused.value.exit_code == 5
    assert spec.read_text() == before
    assert read_record(consumer).release == "1.0.0"


def test_other_answers_are_an_update_too(consumer: Path, tmp_path: Path) -> None:
    found = template(tmp_path / "t")
    record = read_record(consumer)
    answers = answered(manifest(found), {**record.answers, "requests": "30000"}, by_default)

    write_update(updated(record, found, answers), record)

    assert "requests_per_month: 30000" in (consumer / "topology.yaml").read_text()
    assert read_record(consumer).answers["requests"] == 30000


def test_a_file_that_is_new_in_the_template_does_not_replace_one_s_own(
    consumer: Path, tmp_path: Path
) -> None:
    (consumer / "notes.md").write_text("mine")
    text = MANIFEST.replace("files: {", "files: {notes.md: notes.md, ")

    with pytest.raises(StaleError, match="before the template made one"):
        _move_up(consumer, template(tmp_path / "t", template_yaml=text, notes_md="theirs"))


def test_without_what_it_was_made_as_an_edit_is_not_merged_by_guess(
    consumer: Path, tmp_path: Path
) -> None:
    (consumer / "topoplan.bases").unlink()
    spec = consumer / "topology.yaml"
    spec.write_text(spec.read_text() + "owner: mine\n")

    with pytest.raises(StaleError, match="is not known any more"):
        _move_up(consumer, _newer(tmp_path, "input_tokens: 3000", "input_tokens: 4000"))


def test_nothing_is_made_over_what_is_there(consumer: Path, tmp_path: Path) -> None:
    found = template(tmp_path / "t")

    with pytest.raises(FileError, match="is there already"):
        write_new(made(found, answered(manifest(found), GIVEN, by_default), consumer), consumer)


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    text = MANIFEST.replace("files: {", "files: {docs/notes.md: notes.md, ")
    found = template(tmp_path / "t", template_yaml=text, notes_md="x")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "made").mkdir()
    (tmp_path / "made/docs").symlink_to(tmp_path / "elsewhere")
    files = made(found, answered(manifest(found), GIVEN, by_default), tmp_path / "made")

    with pytest.raises(FileError):
        write_new(files, tmp_path / "made")

    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_question_without_an_answer_says_how_to_answer_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="asks for `name`") as refused:
        _answers(template(tmp_path / "t"), {})

    assert "--set name=" in refused.value.mend


def test_an_answer_that_nobody_asked_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="doesn't ask for `nane`"):
        _answers(template(tmp_path / "t"), {"nane": "x"})


@pytest.mark.parametrize("text", ["template: x\n", "a: 1\n", "answers: 3\n"])
def test_a_record_that_is_none_is_refused(consumer: Path, text: str) -> None:
    (consumer / RECORD).write_text(text)

    with pytest.raises(UsageError, match="is no record of a template"):
        read_record(consumer)
