"""Edits by hand: kept over what is new, or named; never lost in silence."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from planner.errors import StaleError, UsageError
from planner.terraform import LOCK, Tree, Wishes, compare, with_edits, write
from planner.terraform.bases import BASES
from planner.terraform.tree import sha256

MAIN = "infra/main.tf"


def _tree(**texts: str) -> Tree:
    """A tree with its lock; `infra_main` stands for infra/main.tf."""
    files = {f"{name.replace('_', '/')}.tf": text for name, text in texts.items()}
    lock = json.dumps({"files": {path: sha256(text) for path, text in files.items()}})
    return Tree({**files, LOCK: lock})


BEFORE = "one\ntwo\nthree\nfour\nfive\n"
OLD = _tree(infra_main=BEFORE, infra_other="other\n")
NEW = _tree(infra_main=BEFORE.replace("five", "FIVE"), infra_other="another\n")
EDITED = BEFORE.replace("one", "mine")
BOTH = EDITED.replace("five", "FIVE")

ADOPT = Wishes(adopt=(MAIN,))


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A folder with the old tree and an edit in one file."""
    write(OLD, tmp_path)
    (tmp_path / MAIN).write_text(EDITED)
    return tmp_path


@pytest.fixture
def adopted(edited: Path) -> Path:
    """The same, after the edit was adopted."""
    write(with_edits(OLD, edited, ADOPT), edited)
    return edited


def _main(folder: Path) -> str:
    return (folder / MAIN).read_text()


def test_an_edit_that_nobody_adopts_is_refused_still(edited: Path) -> None:
    with pytest.raises(StaleError, match=r"infra/main\.tf") as refused:
        write(with_edits(NEW, edited), edited)

    assert "--adopt" in refused.value.mend


def test_an_adopted_edit_stands_and_is_no_edit_any_more(adopted: Path) -> None:
    tree = with_edits(OLD, adopted)

    assert _main(adopted) == EDITED
    assert compare(tree, adopted).is_empty
    assert json.loads(tree.files[LOCK])["adopted"] == {MAIN: sha256(BEFORE)}


def test_an_adopted_edit_is_laid_over_what_is_new(adopted: Path) -> None:
    write(with_edits(NEW, adopted), adopted)

    assert _main(adopted) == BOTH


def test_adopting_and_upgrading_are_one_step(edited: Path) -> None:
    write(with_edits(NEW, edited, ADOPT), edited)

    assert _main(edited) == BOTH


def test_an_edit_outlives_one_upgrade_after_another(adopted: Path) -> None:
    write(with_edits(NEW, adopted), adopted)
    newest = _tree(infra_main=BEFORE.replace("five", "5\n6"), infra_other="another\n")

    write(with_edits(newest, adopted), adopted)

    assert _main(adopted) == EDITED.replace("five", "5\n6")


def test_a_folder_stands_for_the_edited_files_below_it(edited: Path) -> None:
    (edited / "infra/other.tf").write_text("mine\n")

    tree = with_edits(OLD, edited, Wishes(adopt=("infra",)))

    assert set(tree.adopted) == {MAIN, "infra/other.tf"}


def test_lines_that_both_change_are_named_and_nothing_is_written(adopted: Path) -> None:
    clash = _tree(infra_main=BEFORE.replace("one", "new"), infra_other="another\n")

    with pytest.raises(StaleError) as refused:
        with_edits(clash, adopted)

    assert refused.value.message == (
        "1 edit(s) by hand and what is generated now contradict each other; nothing was written:\n"
        "     infra/main.tf:1\n"
        "       edited:\n"
        "         mine\n"
        "       generated:\n"
        "         new"
    )
    assert refused.value.exit_code == 5
    assert _main(adopted) == EDITED


def test_a_conflict_is_settled_by_keeping_the_file_as_it_stands(adopted: Path) -> None:
    clash = _tree(infra_main=BEFORE.replace("one", "new").replace("five", "5"), infra_other="o\n")

    write(with_edits(clash, adopted, Wishes(keep=(MAIN,))), adopted)

    assert _main(adopted) == EDITED
    assert compare(with_edits(clash, adopted), adopted).is_empty


def test_a_conflict_is_settled_by_writing_what_is_generated(adopted: Path) -> None:
    clash = _tree(infra_main=BEFORE.replace("one", "new").replace("five", "5"), infra_other="o\n")
    (adopted / MAIN).write_text(EDITED.replace("mine", "new\nmine"))

    with pytest.raises(StaleError, match="contradict"):
        with_edits(clash, adopted, ADOPT)
    (adopted / MAIN).write_text(BEFORE.replace("one", "new").replace("three", "mine"))
    write(with_edits(clash, adopted, ADOPT), adopted)

    assert _main(adopted) == "new\ntwo\nmine\nfour\n5\n"


def test_an_edit_that_the_spec_says_now_is_adopted_no_more(adopted: Path) -> None:
    caught_up = _tree(infra_main=EDITED, infra_other="other\n")

    tree = with_edits(caught_up, adopted)

    assert tree.adopted == {}
    assert "adopted" not in json.loads(tree.files[LOCK])


def test_a_second_edit_of_an_adopted_file_has_to_be_adopted_too(adopted: Path) -> None:
    (adopted / MAIN).write_text(EDITED.replace("three", "more"))

    with pytest.raises(StaleError, match="were edited by hand"):
        write(with_edits(OLD, adopted), adopted)
    write(with_edits(NEW, adopted, ADOPT), adopted)

    assert _main(adopted) == BOTH.replace("three", "more")


def test_a_file_that_topoplan_never_wrote_is_adopted_whole(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / MAIN).write_text("somebody's\n")

    write(with_edits(OLD, tmp_path, ADOPT), tmp_path)

    assert _main(tmp_path) == "somebody's\n"
    with pytest.raises(StaleError, match="contradict"):
        with_edits(NEW, tmp_path)


def test_overwriting_drops_adopted_edits_too(adopted: Path) -> None:
    wishes = Wishes(overwrite=True)

    write(with_edits(NEW, adopted, wishes), adopted, overwrite=True)

    assert _main(adopted) == NEW.files[MAIN]
    assert compare(NEW, adopted).is_empty


def test_an_adopted_file_that_the_tree_has_no_more_is_named_and_stays(adopted: Path) -> None:
    without = _tree(infra_other="other\n")

    with pytest.raises(StaleError, match=r"belong to the tree no more:\n     infra/main\.tf"):
        with_edits(without, adopted)

    assert _main(adopted) == EDITED


def test_a_deleted_adopted_file_is_generated_again(adopted: Path) -> None:
    (adopted / MAIN).unlink()

    write(with_edits(NEW, adopted), adopted)

    assert _main(adopted) == NEW.files[MAIN]


@pytest.mark.parametrize("wishes", [Wishes(adopt=("infra/other.tf",)), Wishes(keep=("nowhere",))])
def test_what_was_not_edited_cant_be_adopted(edited: Path, wishes: Wishes) -> None:
    with pytest.raises(UsageError, match="is no file that was edited") as refused:
        with_edits(OLD, edited, wishes)

    assert refused.value.mend == "name it from that folder; edited: infra/main.tf"


@pytest.mark.parametrize("record", ["bill.json", "proof.json", "findings.sarif"])
def test_nobody_may_edit_what_was_computed(tmp_path: Path, record: str) -> None:
    tree = Tree({record: "{}", LOCK: json.dumps({"files": {record: sha256("{}")}})})
    write(tree, tmp_path)
    (tmp_path / record).write_text('{"monthly": 0}')

    with pytest.raises(UsageError, match=f"`{record}` is no file"):
        with_edits(tree, tmp_path, Wishes(adopt=(record,)))


@pytest.mark.parametrize(
    "garbage",
    [
        None,
        b"",
        b"garbage",
        zlib.compress(b"[]"),
        zlib.compress(json.dumps({sha256(BEFORE): "x"}).encode()),
    ],
)
def test_a_base_that_is_lost_or_forged_is_no_base(adopted: Path, garbage: bytes | None) -> None:
    (adopted / BASES).unlink()
    if garbage is not None:
        (adopted / BASES).write_bytes(garbage)

    with pytest.raises(StaleError, match="what it was generated as is not known any more"):
        with_edits(NEW, adopted)
    write(with_edits(OLD, adopted, Wishes(keep=(MAIN,))), adopted)

    assert _main(adopted) == EDITED


class _PowerCutError(BaseException):
    """The process ends here; no handler of ours sees it."""


@pytest.mark.parametrize("at", range(4))
def test_an_edit_survives_an_upgrade_that_is_cut(
    adopted: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    replace, calls = Path.replace, iter(range(9))

    def failing(self: Path, target: Path) -> Path:
        if next(calls) == at:
            raise _PowerCutError
        return replace(self, target)

    with monkeypatch.context() as cutting:
        cutting.setattr(Path, "replace", failing)
        with pytest.raises(_PowerCutError):
            write(with_edits(NEW, adopted), adopted)
    newest = _tree(infra_main=BEFORE.replace("five", "5"), infra_other="another\n")

    write(with_edits(newest, adopted), adopted)

    assert _main(adopted) == EDITED.replace("five", "5")


def test_a_hostile_lock_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "tree").mkdir()
    digest = sha256("precious")
    lock = {"files": {"../victim": digest}, "adopted": {"../victim": digest}}
    (tmp_path / "tree" / LOCK).write_text(json.dumps(lock))

    with pytest.raises(StaleError):
        write(with_edits(OLD, tmp_path / "tree"), tmp_path / "tree")

    assert (tmp_path / "victim").read_text() == "precious"
