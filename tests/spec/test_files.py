"""What is said of a file that can't be read, or holds no text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.diagnostics import Diagnostic, SourceText
from planner.spec import read, read_text, sources_of


def _complaint(path: Path, content: bytes) -> Diagnostic:
    path.write_bytes(content)
    (diagnostic,) = read(path).diagnostics
    return diagnostic


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "topology.yaml"


def test_a_missing_file_is_named(path: Path) -> None:
    (found,) = read(path).diagnostics
    assert found.message == f"`{path}` can't be read: no such file or directory"


def test_a_folder_is_no_spec(tmp_path: Path) -> None:
    (found,) = read(tmp_path).diagnostics
    assert found.message.endswith("it is no regular file")


def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    (found,) = read(path).diagnostics
    assert found.message.endswith("it is no regular file")


def test_a_name_with_a_nul_is_no_file(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a\0b").diagnostics
    assert found.code == "TOP001"


def test_a_byte_that_is_no_utf_8_is_told_with_its_place(path: Path) -> None:
    found = _complaint(path, "é: 1\nzwei: caf".encode() + b"\xe9\n")
    assert found.message == "byte 0xe9 is not UTF-8 text; save the file as UTF-8"
    assert (found.at.line, found.at.column) == (2, 10)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_another_encoding_is_refused(path: Path, encoding: str) -> None:
    assert _complaint(path, "\ufeffversion: 1\n".encode(encoding)).code == "TOP002"


def test_the_mark_that_some_editors_put_before_utf_8_is_left_out(path: Path, smallest: str) -> None:
    path.write_bytes(smallest.encode("utf-8-sig"))
    spec = read(path).value
    assert spec is not None
    assert spec.key_span("version").column == 1


def test_line_ends_of_windows_are_read(path: Path, smallest: str) -> None:
    path.write_bytes(smallest.replace("\n", "\r\n").encode())
    spec = read(path).value
    assert spec is not None
    assert spec.span("endpoints", "chat", "route").line == 5


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\r"])
def test_a_character_that_no_editor_shows_is_refused(path: Path, character: str) -> None:
    found = _complaint(path, f"a: 1\nb: x{character}y\n".encode())
    assert found.code == "TOP002"
    assert (found.at.line, found.at.column) == (2, 5)


def test_half_a_character_in_a_text_is_refused(path: Path) -> None:
    (found,) = read_text(SourceText(path, "a: \ud800")).diagnostics
    assert found.code == "TOP002"


def test_a_file_of_more_than_a_mebibyte_is_refused(path: Path) -> None:
    found = _complaint(path, b"a: '" + b"\xc3\xa9" * 600_000 + b"'\n")
    assert found.message == "the file is larger than 1024 KiB"


def test_the_files_that_are_complained_about_can_be_shown(path: Path) -> None:
    path.write_text("version: 7\n")
    assert sources_of(read(path).diagnostics)[path].line(1) == "version: 7"


def test_a_file_that_is_missing_can_not_be_shown(path: Path) -> None:
    assert sources_of(read(path).diagnostics) == {}


def test_a_text_may_be_too_large_before_it_is_a_file(path: Path) -> None:
    (found,) = read_text(SourceText(path, " " * 2**21)).diagnostics
    assert found.code == "TOP007"


def test_a_spec_is_read_where_libyaml_is_missing(path: Path, smallest: str) -> None:
    path.write_text(smallest)
    program = (
        "import sys, pathlib; sys.modules['yaml._yaml'] = None; from planner.spec import read;"
        "print(read(pathlib.Path(sys.argv[1])).value.topology)"
    )
    command = [sys.executable, "-c", program, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout == "hello\n"
