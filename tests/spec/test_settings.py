"""Values put into a spec from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import UsageError
from planner.spec import Spec, edited, read, setting, words

_EXAMPLE = Path("examples/hybrid-hot-path/topology.yaml")


@pytest.fixture(scope="module")
def spec() -> Spec:
    found = read(_EXAMPLE).value
    assert found is not None
    return found


def test_a_number_is_written_as_in_a_spec(spec: Spec) -> None:
    change = setting(spec, "endpoints.answer.traffic.requests_per_month=10M")
    after = edited(spec, [change])
    assert after is not None
    traffic = after.endpoints["answer"].traffic
    assert traffic is not None
    assert traffic.requests_per_month.expected == 10_000_000


def test_a_list_is_put_as_a_whole_or_item_by_item(spec: Spec) -> None:
    whole = setting(spec, "policy.processing=[DE, FR]")
    assert whole.value == ("DE", "FR")
    item = setting(spec, "endpoints.answer.route.0=ovh/oss")
    after = edited(spec, [item])
    assert after is not None
    assert words(after, "endpoints", "answer", "route") == ("ovh/oss", "ovh/oss")


def test_the_one_level_of_a_policy_needs_no_number(spec: Spec) -> None:
    change = setting(spec, "policy.min_targets=1")
    after = edited(spec, [change])
    assert change.route == ("policy", 0, "min_targets")
    assert after is not None
    assert after.policy[0].min_targets == 1
    assert setting(spec, "policy.retention_days=30").route == ("policy", 0, "retention_days")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("endpoints.answer", "is no path with a value"),
        ("=3", "is no path with a value"),
        ("endpoint.answer.kind=chat", "a spec has no `endpoint`"),
        ("endpoints.anser.kind=chat", "no `endpoints.anser` in the spec"),
        ("owner=[", "is no value"),
        ("endpoints.answer.kind.chat=1", "holds no `chat`"),
        ("endpoints.answer.route.first=ovh/oss", "has 2 entries"),
        ("endpoints.answer.route.9=ovh/oss", "has 2 entries"),
    ],
)
def test_what_means_nothing_is_refused(spec: Spec, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("[", r"\[")) as refused:
        setting(spec, text)
    assert refused.value.mend
