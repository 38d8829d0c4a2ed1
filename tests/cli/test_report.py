"""`topoplan report` and `topoplan serve`, as a user runs them."""

from __future__ import annotations

import http.client
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.running import command, topoplan

SINGLE = Path("examples/single-api/topology.yaml")


def test_a_report_is_written_beside_the_spec_and_may_be_written_again(tmp_path: Path) -> None:
    spec = tmp_path / "topology.yaml"
    spec.write_text(SINGLE.read_text(encoding="utf-8"), encoding="utf-8")

    for _ in range(2):
        ended = topoplan("report", spec)
        assert (ended.exit_code, ended.out) == (0, "")
        assert f"wrote {tmp_path / 'report.html'}" in ended.err
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "topology.yaml"]


def test_no_other_file_is_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "mine.html"
    mine.write_text("<p>mine</p>", encoding="utf-8")
    ended = topoplan("report", SINGLE, "--out", mine)

    assert ended.exit_code == 1
    assert f"{mine} is no page of topoplan's" in ended.err
    assert mine.read_text(encoding="utf-8") == "<p>mine</p>"


def test_a_page_goes_to_standard_output_in_a_currency() -> None:
    ended = topoplan("report", SINGLE, "--out", "-", "--currency", "EUR", "--quiet")

    assert ended.exit_code == 0
    assert ended.out.startswith("<!doctype html>")
    assert "EUR a month</h1>" in ended.out
    assert ended.err == ""


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    ended = topoplan("report", SINGLE, "--out", tmp_path / "none" / "report.html")

    assert ended.exit_code == 1
    assert "can't write" in ended.err
    assert "Traceback" not in ended.says


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_prints_its_address_and_ends_in_good_order(ending: signal.Signals) -> None:
    # as a shell starts it in the background: with SIGINT ignored
    words = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *command("serve", SINGLE)]
    with (
        subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as serving,
        _killed(serving),
    ):
        assert serving.stdout is not None
        address = urlsplit(serving.stdout.readline().strip())
        line = http.client.HTTPConnection(address.netloc, timeout=60)
        line.request("GET", address.path)
        assert line.getresponse().status == 200
        line.close()
        serving.send_signal(ending)
        out, err = serving.communicate(timeout=60)

    assert (serving.returncode, out) == (0, "")
    assert err == "Ctrl-C ends it\nended\n"


@contextmanager
def _killed(serving: subprocess.Popen[str]) -> Iterator[None]:
    """Whatever fails, nobody waits for a server that doesn't end."""
    try:
        yield
    finally:
        serving.kill()


def test_serve_tells_of_a_port_that_is_taken() -> None:
    with subprocess.Popen(command("serve", SINGLE), stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        port = urlsplit(serving.stdout.readline().strip()).port
        ended = topoplan("serve", SINGLE, "--port", port)
        serving.terminate()

    assert ended.exit_code == 1
    assert f"can't listen on port {port} of 127.0.0.1" in ended.err
    assert "a free one is taken" in ended.err


def test_serve_refuses_to_listen_everywhere() -> None:
    ended = topoplan("serve", SINGLE, "--host", "0.0.0.0")  # noqa: S104 - refused

    assert ended.exit_code == 2
    assert "every address" in ended.err
