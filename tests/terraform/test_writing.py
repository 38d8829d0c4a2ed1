"""A tree on disk: whole files, nobody's edit lost, nothing outside the folder touched."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from planner.errors import FileError, StaleError
from planner.terraform import LOCK, Tree, claimed, compare, strangers, write
from planner.terraform.bases import BASES
from planner.terraform.tree import sha256


def _tree(**texts: str) -> Tree:
    """A tree with its lock; `infra_main` stands for infra/main.tf."""
    files = {f"{name.replace('_', '/')}.tf": text for name, text in texts.items()}
    lock = json.dumps({"files": {path: sha256(text) for path, text in files.items()}})
    return Tree({**files, LOCK: lock})


OLD = _tree(infra_main="old main", infra_gone="gone", modules_a_main="module")
NEW = _tree(infra_main="new main", infra_added="added")


def _texts(folder: Path) -> dict[str, str]:
    """The files of a folder without what is kept there to merge edits over."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != BASES)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_a_tree_is_written_into_a_new_folder(tmp_path: Path) -> None:
    difference = write(NEW, tmp_path / "deep" / "tree")

    assert _texts(tmp_path / "deep" / "tree") == NEW.files
    assert difference.added == tuple(sorted(NEW.files))


def test_writing_the_same_tree_again_changes_nothing(tmp_path: Path) -> None:
    write(NEW, tmp_path)
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*")}

    assert write(NEW, tmp_path).is_empty
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*")} == before


def test_what_an_earlier_tree_left_over_is_removed_with_its_empty_folders(tmp_path: Path) -> None:
    write(OLD, tmp_path)

    difference = write(NEW, tmp_path)

    assert difference.removed == ("infra/gone.tf", "modules/a/main.tf")
    assert difference.changed == ("infra/main.tf", LOCK)
    assert _texts(tmp_path) == NEW.files
    assert not (tmp_path / "modules").exists()


def test_files_that_topoplan_never_wrote_are_kept(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "modules/a/notes.md").write_text("mine")

    write(NEW, tmp_path)

    assert (tmp_path / "modules/a/notes.md").read_text() == "mine"


def test_an_edited_file_is_refused_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "infra/main.tf").write_text("by hand")
    before = _texts(tmp_path)

    with pytest.raises(StaleError, match=r"infra/main\.tf") as refused:
        write(NEW, tmp_path)

    assert "--overwrite" in refused.value.mend
    assert _texts(tmp_path) == before


def test_an_edited_file_is_replaced_where_that_is_asked_for(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    for name in ("main", "gone"):
        (tmp_path / f"infra/{name}.tf").write_text("by hand")

    write(NEW, tmp_path, overwrite=True)

    assert _texts(tmp_path) == NEW.files


def test_an_edit_to_what_the_new_tree_says_is_no_edit(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "infra/main.tf").write_text("new main")

    assert compare(NEW, tmp_path).edited == ()


def test_other_line_ends_are_an_edit(tmp_path: Path) -> None:
    write(_tree(infra_main="a\nb\n"), tmp_path)
    (tmp_path / "infra/main.tf").write_bytes(b"a\r\nb\r\n")

    assert compare(NEW, tmp_path).edited == ("infra/main.tf",)


def test_without_a_lock_every_file_in_the_way_is_somebodys_own(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra/main.tf").write_text("somebody's")

    with pytest.raises(StaleError, match=r"infra/main\.tf"):
        write(NEW, tmp_path)


@pytest.mark.parametrize(
    "garbage", ["", "{", "[]", '{"files": 3}', '{"files": null}', "\x00", "[" * 10**5]
)
def test_a_lock_that_is_garbage_is_refused_without_a_word_of_deleting_the_folder(
    tmp_path: Path, garbage: str
) -> None:
    write(OLD, tmp_path)
    (tmp_path / LOCK).write_text(garbage)

    with pytest.raises(StaleError, match=r"topoplan\.lock is no lock of topoplan") as refused:
        write(NEW, tmp_path)

    assert "this one file" in refused.value.mend


@pytest.mark.parametrize("outside", ["../victim", "/etc/passwd", "infra/../../victim", "", "a\0b"])
def test_a_lock_cannot_have_files_outside_the_folder_deleted(tmp_path: Path, outside: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "tree").mkdir()
    lock = {"files": {outside: sha256("precious")}}
    (tmp_path / "tree" / LOCK).write_text(json.dumps(lock))

    with pytest.raises(StaleError, match="which is no file of a tree"):
        write(NEW, tmp_path / "tree")

    assert victim.read_text() == "precious"


def test_a_link_to_a_folder_is_refused_because_files_would_land_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/infra").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileError, match="infra is in the way"):
        write(NEW, tmp_path / "tree")

    assert _texts(tmp_path / "elsewhere") == {}


def test_a_link_in_place_of_a_file_is_an_edit_and_what_it_names_stays(tmp_path: Path) -> None:
    write(OLD, tmp_path / "tree")
    (tmp_path / "precious").write_text("old main")
    (tmp_path / "tree/infra/main.tf").unlink()
    (tmp_path / "tree/infra/main.tf").symlink_to(tmp_path / "precious")

    assert compare(NEW, tmp_path / "tree").edited == ("infra/main.tf",)
    write(NEW, tmp_path / "tree", overwrite=True)

    assert (tmp_path / "precious").read_text() == "old main"
    assert _texts(tmp_path / "tree") == NEW.files


def test_a_pipe_in_place_of_a_file_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    os.mkfifo(tmp_path / "infra/main.tf")

    assert compare(NEW, tmp_path).edited == ("infra/main.tf",)


@pytest.mark.parametrize("file", ["tree", "tree/infra"])
def test_a_file_where_a_folder_belongs_is_named(tmp_path: Path, file: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text("mine")

    with pytest.raises(FileError, match=f"{file} is in the way: a folder") as refused:
        write(NEW, tmp_path / "tree")

    assert "another --out" in refused.value.mend


def test_a_folder_where_a_file_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / "infra/main.tf").mkdir(parents=True)

    with pytest.raises(FileError, match=r"infra/main\.tf is in the way: a file"):
        write(NEW, tmp_path, overwrite=True)


class _PowerCutError(BaseException):
    """The process ends here; no handler of ours sees it."""


def _cut(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> None:
    """Every replacement of a file works, until the one with this number."""
    replace, calls = Path.replace, iter(range(at + 1))

    def failing(self: Path, target: Path) -> Path:
        if next(calls) == at:
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)


@pytest.mark.parametrize("at", range(len(NEW.files)))
@pytest.mark.parametrize("error", [_PowerCutError(), OSError(errno.EIO, "I/O error")], ids=type)
def test_a_write_that_is_cut_leaves_every_file_old_or_new_and_the_next_one_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException
) -> None:
    write(OLD, tmp_path)
    with monkeypatch.context() as cutting:
        _cut(cutting, at, error)
        with pytest.raises((_PowerCutError, FileError)):
            write(NEW, tmp_path)

    for path in NEW.files:
        there = tmp_path / path
        assert not there.exists() or there.read_text() in (OLD.files.get(path), NEW.files[path])
    assert (tmp_path / LOCK).read_text() == OLD.files[LOCK]
    write(NEW, tmp_path)
    assert _texts(tmp_path) == NEW.files


@pytest.mark.parametrize("at", range(len(NEW.files)))
def test_a_cut_write_is_no_edit_by_hand_though_the_spec_has_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    write(OLD, tmp_path)
    with monkeypatch.context() as cutting:
        _cut(cutting, at, _PowerCutError())
        with pytest.raises(_PowerCutError):
            write(NEW, tmp_path)
    newest = _tree(infra_main="newest main")

    write(newest, tmp_path)

    assert _texts(tmp_path) == newest.files


def test_a_full_disk_says_so_and_is_freed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OLD, tmp_path)
    write_text = Path.write_text

    def full(self: Path, text: str, **options: str) -> int:
        if self.name == LOCK:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return write_text(self, text, **options)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_text", full)
        with pytest.raises(FileError, match="No space left on device") as refused:
            write(NEW, tmp_path)

    assert "make room" in refused.value.mend
    assert _texts(tmp_path) == OLD.files


def _descriptors_of(folder: Path) -> list[int]:
    """What this process has open of a folder, without what it takes to look."""
    there, found = folder.stat(), []
    for one in [int(each.name) for each in Path("/dev/fd").iterdir()]:
        with suppress(OSError):
            if os.path.samestat(os.fstat(one), there):
                found.append(one)
    return found


def test_a_claim_ends_though_a_child_still_has_its_descriptor(tmp_path: Path) -> None:
    with claimed(tmp_path):
        held = [os.dup(one) for one in _descriptors_of(tmp_path)]
    assert held
    try:
        with claimed(tmp_path):
            pass
    finally:
        for one in held:
            os.close(one)


def test_a_second_topoplan_in_the_same_folder_is_sent_away(tmp_path: Path) -> None:
    refused = pytest.raises(FileError, match="another topoplan is at work")

    with claimed(tmp_path), refused, claimed(tmp_path):
        pytest.fail("two have claimed one folder")


def test_a_claim_ends_with_its_block_and_leaves_nothing(tmp_path: Path) -> None:
    with claimed(tmp_path / "tree"):
        pass
    with claimed(tmp_path / "tree"):
        assert _texts(tmp_path) == {}


def test_a_claim_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    claim_and_die = (
        "import os, pathlib, sys; from planner.terraform import claimed\n"
        "with claimed(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )

    subprocess.run((sys.executable, "-c", claim_and_die, str(tmp_path)), check=False)

    with claimed(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with (
        pytest.raises(FileError, match="can't write /proc/nowhere"),
        claimed(Path("/proc/nowhere")),
    ):
        pytest.fail("claimed a folder that can't be")


@pytest.mark.parametrize("name", ["extra.tf", "override.tf.json", "more.tofu"])
def test_what_terraform_would_read_besides_the_tree_is_found(tmp_path: Path, name: str) -> None:
    write(NEW, tmp_path)
    (tmp_path / "infra" / name).touch()

    assert strangers(NEW, tmp_path) == (f"infra/{name}",)


@pytest.mark.parametrize(
    "name", ["terraform.tfvars", "notes.md", "terraform.tfstate", ".gitignore"]
)
def test_what_terraform_does_not_compile_is_nobodys_business(tmp_path: Path, name: str) -> None:
    write(NEW, tmp_path)
    (tmp_path / "infra" / name).touch()

    assert strangers(NEW, tmp_path) == ()


@pytest.mark.parametrize("make", [lambda path: path.touch(), lambda path: path.symlink_to("/etc")])
def test_something_else_at_the_place_of_the_new_files_is_not_written_through(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / ".topoplan-complete")

    with pytest.raises(FileError, match="topoplan-complete"):
        write(NEW, tmp_path)
