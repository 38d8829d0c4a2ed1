"""Who is answered, and who isn't."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit

import pytest

from planner.advising import thresholds
from planner.errors import FileError, UsageError
from planner.workbench import Workbench, listening
from tests.documents.plans import plan_of_example
from tests.workbench.asking import Client

MORE = "endpoints.classify.traffic.requests_per_month=80M"


def test_whoever_has_the_address_sees_the_page(client: Client) -> None:
    answer = client.get()

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"<!doctype html>" in answer.body


@pytest.mark.parametrize("path", ["/", "/wrong/", "/wrong/spec.yaml", "/%00/", "/%C3%A4/"])
def test_without_the_token_there_is_nothing(client: Client, path: str) -> None:
    assert client.get(path=path).status == 404


def test_a_part_of_the_token_is_no_token(client: Client) -> None:
    path = urlsplit(client.address).path
    assert client.get(path=path[:-2] + "/").status == 404


def test_the_token_is_a_secret_of_256_bits_and_drawn_anew() -> None:
    desk = Workbench(plan_of_example("single-api/topology"), thresholds())
    tokens = set()
    for _ in range(2):
        with listening(desk, "127.0.0.1", 0, print) as server:
            tokens.add(urlsplit(server.address).path.strip("/"))

    assert len(tokens) == 2
    assert {len(token) for token in tokens} == {43}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1"])
def test_another_name_for_this_machine_is_refused(client: Client, host: str) -> None:
    # a site of somebody else's that is made to point here: DNS rebinding
    assert client.get(Host=host).status == 421


def test_localhost_is_this_machine(client: Client) -> None:
    port = client.place.rpartition(":")[2]
    assert client.get(Host=f"localhost:{port}").status == 200


def test_the_page_of_another_site_may_neither_ask_nor_read(client: Client) -> None:
    answer = client.post("plan", [MORE], Origin="https://evil.example")
    assert answer.status == 403
    assert client.get(Sec_Fetch_Site="cross-site").status == 403
    assert not any(name.lower().startswith("access-control") for name in answer.headers)


def test_what_a_form_can_send_is_refused(client: Client) -> None:
    body = b'{"settings": []}'
    assert client.send("plan", body, Content_Type="text/plain").status == 415
    assert client.send("plan", body).status == 415


def test_every_answer_says_what_browsers_may_do_with_it(client: Client) -> None:
    for answer in (client.get(), client.post("plan", []), client.get("spec.yaml"), client.get("x")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "Python" not in answer.headers["Server"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"settings": "x"}', b'{"settings": [1]}', b'{"settings": ["a\\nb"]}'],
)
def test_a_body_that_is_no_supposition_is_refused(client: Client, body: bytes) -> None:
    assert client.send("plan", body, Content_Type="application/json").status == 400


def test_a_body_without_end_is_refused(client: Client) -> None:
    assert client.send("plan", b"x" * 70_000, Content_Type="application/json").status == 413
    assert client.post("plan", ["a=1"] * 600).status == 400


def test_nothing_else_is_answered(client: Client) -> None:
    assert client.get("plan").status == 404
    assert client.post("spec.yaml", []).status == 404
    line = http.client.HTTPConnection(client.place)
    line.request("DELETE", urlsplit(client.address).path)
    assert line.getresponse().status == 501
    line.close()


def test_words_that_are_no_http_harm_nobody(client: Client) -> None:
    host, _, port = client.place.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"\x16\x03\x01 garbage\r\n\r\n")
        line.recv(100)

    assert client.get().status == 200


def test_a_port_that_is_taken_is_told() -> None:
    desk = Workbench(plan_of_example("single-api/topology"), thresholds())
    with listening(desk, "127.0.0.1", 0, print) as server:
        port = int(urlsplit(server.address).port or 0)
        with (
            pytest.raises(FileError, match=f"can't listen on port {port} of 127.0.0.1"),
            listening(desk, "127.0.0.1", port, print),
        ):
            pass


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "example.org", ""])  # noqa: S104 - refused
def test_it_listens_on_one_address_that_is_named(host: str) -> None:
    desk = Workbench(plan_of_example("single-api/topology"), thresholds())
    with pytest.raises(UsageError), listening(desk, host, 0, print):
        pass
