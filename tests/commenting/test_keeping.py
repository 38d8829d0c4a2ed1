"""One comment of a pull request, whatever people and the network do to it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator

import pytest

from planner.commenting import Forbidden, GitHub, Kept, keep, marker_of
from planner.errors import CloudError, UsageError
from tests.commenting.hosts import OWN, TOKEN, Fault, World, github

KEY = "inbox/prod"


def made(words: str, key: str = KEY) -> str:
    """A comment of ours."""
    said = {"v": 1, "key": key, "digest": f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"}
    return f"<!-- topoplan {json.dumps(said)} -->\n{words}\n"


@pytest.fixture
def world() -> Iterator[World]:
    with github() as world:
        yield world


def kept(world: World, body: str, *, key: str = KEY, author: str | None = None) -> Kept:
    waits: list[float] = []
    host = GitHub("octo/app", 7, TOKEN, address=world.address, author=author, pause=waits.append)
    try:
        return keep(host, key, body, waits.append)
    finally:
        host.close()
        assert all(0 < wait <= 60 for wait in waits)


def test_the_first_comment_is_written(world: World) -> None:
    assert kept(world, made("one")).how == "created"
    assert world.bodies == [made("one")]


def test_a_later_one_takes_its_place(world: World) -> None:
    kept(world, made("one"))

    assert kept(world, made("two")).how == "updated"
    assert world.bodies == [made("two")]


def test_the_same_again_writes_nothing(world: World) -> None:
    kept(world, made("one"))
    world.asked.clear()

    assert kept(world, made("one")).how == "unchanged"
    assert world.writes == []


def test_keys_are_compared_whole(world: World) -> None:
    kept(world, made("staging", "inbox/non-prod"), key="inbox/non-prod")

    assert kept(world, made("one", "inbox/prod")).how == "created"
    assert len(world.comments) == 2


def test_a_marker_of_somebody_else_is_passed_over(world: World) -> None:
    world.says("mallory", made("all is proven"))

    assert kept(world, made("one")).how == "created"
    assert world.bodies[0] == made("all is proven")


def test_a_marker_below_the_first_line_is_none(world: World) -> None:
    world.says(OWN, f"> quoted\n{made('one')}")

    assert kept(world, made("one")).how == "created"


def test_a_comment_of_ours_that_somebody_edited_is_put_right(world: World) -> None:
    kept(world, made("one"))
    world.comments[0]["body"] = made("one").replace("\none\n", "\r\nall is proven\r\n")

    assert kept(world, made("one")).how == "updated"
    assert world.bodies == [made("one")]


def test_the_ends_that_a_host_strips_are_no_edit(world: World) -> None:
    world.says(OWN, made("one").strip())

    assert kept(world, made("one")).how == "unchanged"


def test_a_deleted_comment_is_written_anew(world: World) -> None:
    kept(world, made("one"))
    world.comments.clear()

    assert kept(world, made("two")).how == "created"


def test_a_comment_that_is_deleted_meanwhile_is_written_anew(world: World) -> None:
    kept(world, made("one"))
    world.faults.append(Fault("PATCH", 404, "Not Found"))
    world.comments[0]["user"]["login"] = OWN

    assert kept(world, made("two")).how == "updated"
    assert world.bodies == [made("two")]


def test_ours_is_found_on_a_later_page(world: World) -> None:
    for number in range(230):
        world.says("somebody", f"comment {number}")
    world.says(OWN, made("one"))

    assert kept(world, made("two")).how == "updated"
    assert len(world.comments) == 231


def test_a_person_is_asked_for_by_name(world: World) -> None:
    world.readable_user = "ada"
    world.says("ada", made("one"))

    assert kept(world, made("two")).how == "updated"


def test_an_app_can_be_named(world: World) -> None:
    world.says("platform[bot]", made("one"))

    assert kept(world, made("two"), author="platform[bot]").how == "updated"


@pytest.mark.parametrize(
    "fault",
    [
        Fault("GET", 502),
        Fault("GET", 429, headers={"retry-after": "7"}),
        Fault("GET", 403, "API rate limit exceeded", {"x-ratelimit-remaining": "0"}),
        Fault(
            "GET",
            403,
            "API rate limit exceeded",
            {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time()) + 20)},
        ),
        Fault("POST", 403, "You have exceeded a secondary rate limit"),
        Fault("POST", 503),
        Fault("GET"),
    ],
    ids=lambda fault: f"{fault.method}-{fault.status}",
)
def test_what_passes_is_waited_for(world: World, fault: Fault) -> None:
    world.faults.append(fault)

    assert kept(world, made("one")).how == "created"
    assert len(world.comments) == 1


def test_a_comment_is_not_written_twice_where_the_answer_got_lost(world: World) -> None:
    world.faults.append(Fault("POST", after_writing=True))

    assert kept(world, made("one")).how == "unchanged"
    assert len(world.comments) == 1


def test_a_host_that_never_answers_ends_in_words(world: World) -> None:
    world.faults += [Fault("GET", 500) for _ in range(9)]

    with pytest.raises(CloudError, match="answered 500 5 times") as failed:
        kept(world, made("one"))

    assert failed.value.exit_code == 1


def test_nobody_at_the_address_ends_in_words(world: World) -> None:
    world.address = "http://127.0.0.1:9"

    with pytest.raises(CloudError, match="got no answer"):
        kept(world, made("one"))


def test_a_token_that_may_not_write_is_told_apart(world: World) -> None:
    world.faults.append(Fault("POST", 403, "Resource not accessible by integration"))

    with pytest.raises(Forbidden, match="not accessible"):
        kept(world, made("one"))


def test_a_wrong_token_is_never_shown(world: World) -> None:
    host = GitHub("octo/app", 7, "ghp_wrong", address=world.address)

    with pytest.raises(CloudError, match="Bad credentials") as failed:
        keep(host, KEY, made("one"), time.sleep)

    host.close()
    assert "ghp_wrong" not in str(failed.value) + failed.value.mend


def test_a_token_never_travels_in_the_clear() -> None:
    with pytest.raises(UsageError, match="no https address"):
        GitHub("octo/app", 7, TOKEN, address="http://github.example.com/api/v3")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "<!-- topoplan -->",
        "<!-- topoplan {} -->",
        "<!-- topoplan [1] -->",
        '<!-- topoplan {"key": "x"} -->',
        '<!-- other {"key": "x", "digest": "y"} -->',
        "<!-- topoplan {" + "[" * 100_000 + "} -->",
    ],
)
def test_what_is_no_marker_is_none(line: str) -> None:
    assert marker_of(line) is None
