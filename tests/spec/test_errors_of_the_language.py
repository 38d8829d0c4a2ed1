"""What is said of a spec that breaks the language: where, why, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.diagnostics import Diagnostic, Outcome
from planner.spec import Spec, TargetName

Finds = Callable[[str], Diagnostic]
Reads = Callable[[str], Outcome[Spec]]


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    return diagnostic.at.line, diagnostic.at.column


def test_an_unknown_key_is_underlined_and_the_nearest_one_is_offered(
    complaint: Finds, smallest: str
) -> None:
    found = complaint(smallest.replace("mode: geo", "mode: geo, profil: eu"))
    assert found.message == "no key `profil` here; did you mean `profile`?"
    assert _place(found) == (7, 63)
    assert found.fixes[0].text == "profile"


def test_an_unknown_key_is_no_key_of_another_kind(complaint: Finds, smallest: str) -> None:
    found = complaint(smallest.replace("mode: geo", "mode: geo, evidence: x"))
    assert found.message == "no key `evidence` here"
    assert found.fixes[0].title == (
        "one of `access`, `agreements`, `credential`, `kind`, `mode`, `models`, `observed`, "
        "`profile`, `quotas`, `region`, `retention_mode`"
    )


def test_a_missing_key_is_told_at_its_owner_with_an_example(
    complaint: Finds, smallest: str
) -> None:
    found = complaint(smallest.replace("region: eu-central-1, ", ""))
    assert found.message == "`frankfurt` needs `region`"
    assert _place(found) == (7, 3)
    assert found.fixes[0].title == "add `region: eu-central-1`"


def test_a_value_of_the_wrong_type_is_told_what_is_expected(complaint_of_more: Finds) -> None:
    found = complaint_of_more("policy: {retention_days: thirty}\n")
    assert found.message == "`retention_days` must be a whole number, such as `30`, not `thirty`"


@pytest.mark.parametrize(
    ("provider", "major", "majors"),
    [("azurerm", "3", "4 or 5"), ("google", "6", "7 or 8"), ("azurerm", "true", "4 or 5")],
)
def test_a_major_that_no_module_is_for_names_those_that_are(
    complaint_of_more: Finds, provider: str, major: str, majors: str
) -> None:
    found = complaint_of_more(f"terraform: {{providers: {{{provider}: {major}}}}}\n")

    assert found.message == (
        f"`{provider}` must be the bare number of a major that modules are checked against, "
        f"{majors}, not `{major}`"
    )
    assert found.fixes == ()


@pytest.mark.parametrize("written", ["4.81", '"4"', '"~> 4.0"', "[4]"])
def test_a_version_is_offered_its_major(complaint_of_more: Finds, written: str) -> None:
    found = complaint_of_more(f"terraform: {{providers: {{azurerm: {written}}}}}\n")

    assert found.message.endswith("; did you mean `4`?")
    assert found.fixes[0].text == "4"


def test_a_provider_without_majors_to_choose_names_those_with(complaint_of_more: Finds) -> None:
    found = complaint_of_more("terraform: {providers: {scaleway: 2}}\n")

    assert found.message == "no key `scaleway` here"
    assert found.fixes[0].title == "one of `azurerm`, `google`"


def test_a_number_where_text_belongs_is_quoted_as_it_was_written(complaint_of_more: Finds) -> None:
    found = complaint_of_more("tags: {cost-centre: 0123}\n")
    assert found.fixes[0].text == '"0123"'


def test_a_word_where_a_list_belongs_is_put_into_one(complaint_of_more: Finds) -> None:
    found = complaint_of_more("policy: {at_rest: DE}\n")
    assert found.fixes[0].text == "[DE]"


def test_a_yes_is_text_and_no_truth_value(complaint: Finds, smallest: str) -> None:
    found = complaint(smallest.replace("    route", "    needs: {tools: yes}\n    route"))
    assert found.message == "`tools` must be `true` or `false`, not `yes`"


def test_a_misspelt_word_of_a_closed_list_is_offered_the_nearest(
    complaint: Finds, smallest: str
) -> None:
    found = complaint(smallest.replace("mode: geo", "mode: gloal"))
    assert found.message == "no mode `gloal`; did you mean `global`?"
    assert found.fixes[0].text == "global"


def test_a_misspelt_kind_of_provider_is_offered_the_nearest(
    complaint: Finds, smallest: str
) -> None:
    found = complaint(smallest.replace("kind: bedrock", "kind: bedrok"))
    assert found.message == "no kind of provider `bedrok`; did you mean `bedrock`?"
    assert _place(found) == (7, 21)


def test_a_provider_without_a_kind_is_asked_for_one(complaint: Finds, smallest: str) -> None:
    found = complaint(smallest.replace("kind: bedrock, ", ""))
    assert found.message == "`frankfurt` needs a `kind`"
    assert _place(found) == (7, 3)


@pytest.mark.parametrize(
    ("written", "offered"),
    [("de", "DE"), ("UK", "GB"), ("eea", "bloc:EEA"), ("bloc:eu", "bloc:EU")],
)
def test_a_place_that_is_nearly_right_is_mended(
    complaint_of_more: Finds, written: str, offered: str
) -> None:
    found = complaint_of_more(f"policy: {{processing: [{written}]}}\n")
    assert found.fixes[0].text == offered


def test_a_name_that_no_cloud_would_take_is_mended(complaint: Finds, smallest: str) -> None:
    found = complaint(smallest.replace("  chat:", "  Löwe 1:"))
    assert found.message.startswith("`Löwe 1` must be a name: up to 31 lower-case letters")
    assert found.fixes[0].text == "lowe-1"
    assert _place(found) == (4, 3)


def test_an_amount_without_a_currency_is_refused(complaint_of_more: Finds) -> None:
    found = complaint_of_more("policy: {budget: {monthly: 60000}}\n")
    assert found.fixes[0].text == "60000 USD"


def test_the_part_of_a_spread_that_is_wrong_is_underlined(complaint: Finds, smallest: str) -> None:
    traffic = (
        "{requests_per_month: {low: 1, expected: x, high: 3}, input_tokens: 1, output_tokens: 1}"
    )
    found = complaint(smallest.replace("    route", f"    traffic: {traffic}\n    route"))
    assert found.message.startswith("`expected` must be a quantity")
    assert _place(found) == (5, 54)


def test_a_spread_that_falls_contradicts_itself(complaint: Finds, smallest: str) -> None:
    traffic = (
        "{requests_per_month: {low: 3, expected: 2, high: 1}, input_tokens: 1, output_tokens: 1}"
    )
    found = complaint(smallest.replace("    route", f"    traffic: {traffic}\n    route"))
    assert found.code == "TOP015"


def test_fewer_at_most_than_at_least_contradict_each_other(complaint_of_more: Finds) -> None:
    found = complaint_of_more("gateways: {main: {region: x, replicas: {min: 4, max: 2}}}\n")
    assert found.message == "`min` 4 is above `max` 2"


def test_reserved_capacity_names_its_reservation(complaint_of_more: Finds) -> None:
    pool = "{region: x, accelerator: L4, purchase: capacity_block, serves: {m: {model: x}}}"
    found = complaint_of_more(f"gpu_pools: {{hot: {pool}}}\n")
    assert found.message == "purchase `capacity_block` needs the id of a `reservation`"


def test_a_provider_without_models_is_refused(complaint: Finds, smallest: str) -> None:
    found = complaint(smallest.replace("{sonnet: claude-sonnet-4-6}", "{}"))
    assert found.message.startswith("`models` must have at least one entry")


def test_a_list_whose_items_are_wrong_is_not_also_called_empty(
    complaint: Finds, smallest: str
) -> None:
    found = complaint(smallest.replace("    route", "    data: [personl]\n    route"))
    assert found.message == "no class of data `personl`; did you mean `personal`?"


def test_an_address_with_credentials_is_refused(complaint_of_more: Finds) -> None:
    found = complaint_of_more("stores: {t: {kind: otel, host: 'https://me:pw@otel.example'}}\n")
    assert "without credentials" in found.message


def test_an_address_block_with_host_bits_is_mended(complaint_of_more: Finds) -> None:
    found = complaint_of_more("network: {cidr: 10.0.3.0/16}\n")
    assert found.fixes[0].text == "10.0.0.0/16"


def test_a_section_that_is_left_empty_is_refused(complaint: Finds, smallest: str) -> None:
    found = complaint(smallest + "gateways:\n")
    assert found.message == "`gateways` must be a mapping, not empty"


def test_another_version_of_the_language_is_refused(complaint: Finds, smallest: str) -> None:
    found = complaint(smallest.replace("version: 1", "version: 2"))
    assert found.message == "`version` must be `1`, not `2`"


def test_all_errors_come_at_once_in_the_order_of_the_text(reading: Reads) -> None:
    outcome = reading("version: 1\ntopolgy: x\nendpoints: {A: {}, b: {rote: auto}}\nprovidrs: {}\n")
    assert [diagnostic.at.line for diagnostic in outcome.diagnostics] == [1, 2, 3, 3, 4]


def test_of_very_many_errors_the_first_fifty_are_listed(reading: Reads, smallest: str) -> None:
    outcome = reading(smallest + "".join(f"wrong-{number}: 1\n" for number in range(80)))
    assert len(outcome.diagnostics) == 51
    assert outcome.diagnostics[-1].message == "30 more errors are not listed"


def test_auto_leaves_the_route_open(reading: Reads, smallest: str) -> None:
    spec = reading(smallest.replace("[frankfurt/sonnet]", "auto")).value
    assert spec is not None
    assert spec.endpoints["chat"].route == "auto"


def test_a_route_of_one_target_is_still_a_list(complaint: Finds, smallest: str) -> None:
    found = complaint(smallest.replace("[frankfurt/sonnet]", "frankfurt/sonnet"))
    assert found.fixes[0].text == "[frankfurt/sonnet]"


def test_a_target_prints_as_it_is_written() -> None:
    assert str(TargetName("hot", "llama")) == "hot/llama"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            "gateways: {main: {region: x, timeouts: {first_token_s: 9, total_s: 8}}}",
            "`first_token_s` 9 is above `total_s` 8",
        ),
        (
            "gpu_pools: {p: {region: x, accelerator: A, nodes: {min: 2}, serves: {m: {model: x}}}}",
            "`min` 2 is above `max` 1",
        ),
        (
            "gpu_pools: {p: {region: x, accelerator: L4, reservation: y, serves: {m: {model: x}}}}",
            "purchase `on_demand` takes no `reservation`",
        ),
    ],
)
def test_values_that_contradict_each_other_are_told(
    complaint_of_more: Finds, more: str, message: str
) -> None:
    assert complaint_of_more(more + "\n").message == message


@pytest.mark.parametrize(
    ("provider", "message"),
    [
        (
            "{kind: bedrock, region: x, mode: global, profile: eu, models: {m: a}}",
            "`profile` names a geography, which mode `global` doesn't have",
        ),
        (
            "{kind: together, mode: dedicated, models: {m: a}}",
            "mode `dedicated` needs a `region`",
        ),
        (
            "{kind: together, mode: serverless, region: eu, models: {m: a}}",
            "mode `serverless` has no `region`",
        ),
        (
            "{kind: bedrock, region: x, mode: global, quotas: {b: 1}, models: {m: a}}",
            "no model `b` among `m`",
        ),
    ],
)
def test_a_provider_that_contradicts_itself_is_told(
    complaint: Finds, smallest: str, provider: str, message: str
) -> None:
    assert complaint(f"{smallest}  other: {provider}\n").message == message


def test_an_item_of_a_list_is_told_by_the_name_of_the_list(complaint_of_more: Finds) -> None:
    found = complaint_of_more("policy: {regimes: [12]}\n")
    assert found.message.startswith("each item of `regimes` must be text, such as `GDPR`, not `12`")


def test_an_item_of_extends_that_is_no_path_is_refused(complaint_of_more: Finds) -> None:
    assert complaint_of_more("extends: [{a: b}]\n").message.endswith("not a mapping")


@pytest.mark.parametrize("day", ["tomorrow", "2027-02-30", "2027-W13-3", "20270331"])
def test_a_day_that_is_in_no_calendar_is_refused(complaint_of_more: Finds, day: str) -> None:
    waiver = f"{{code: SOV001, at: x, reason: x, owner: x, expires: '{day}'}}"
    found = complaint_of_more(f"policy: {{waivers: [{waiver}]}}\n")
    assert found.message.startswith("`expires` must be a date, such as `2027-03-31`")


def test_what_is_no_address_block_is_refused(complaint_of_more: Finds) -> None:
    assert complaint_of_more("network: {cidr: all}\n").fixes == ()


@pytest.mark.parametrize("target", ["sonnet", "frankfurt/", "frankfurt/Sonnet", "a/b/c", "3"])
def test_a_target_is_a_site_and_a_model(complaint: Finds, smallest: str, target: str) -> None:
    found = complaint(smallest.replace("frankfurt/sonnet", target))
    assert found.message.startswith("each item of `route` must be `site/model`")
