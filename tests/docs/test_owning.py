"""The arithmetic of docs/owning.md and examples/owning-pays: right, and by today's catalogue."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from pathlib import Path

import pytest

from planner.catalog import assumptions, load
from tests.conftest import ROOT

PAGE = ROOT / "docs/owning.md"
EXAMPLE = ROOT / "examples/owning-pays/README.md"
_BLOCK = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SIZES = {"K": Decimal(1_000), "M": Decimal(1_000_000)}


def _equations(page: Path) -> Iterator[tuple[str, str]]:
    """Both sides of each line of a page's blocks of arithmetic, without what it is called."""
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            left, _, right = re.split(r" {2,}", line, maxsplit=1)[1].partition(" = ")
            yield left.strip(), right.strip()


def _number(word: str) -> Decimal:
    digits = word.replace(",", "")
    return Decimal(digits.rstrip("KM")) * _SIZES.get(digits[-1], Decimal(1))


def _value(sum_: str) -> Decimal:
    """What a sum of products and quotients comes to, as it is read from left to right."""
    return sum((_product(term) for term in sum_.split(" + ")), start=Decimal(0))


def _product(term: str) -> Decimal:
    first, *rest = re.split(r" (?=[x/] )", term)
    return reduce(_step, rest, _number(first))


def _step(so_far: Decimal, step: str) -> Decimal:
    sign, number = step.split(" ")
    return so_far * _number(number) if sign == "x" else so_far / _number(number)


@pytest.mark.parametrize(
    ("left", "right"), [*_equations(PAGE), *_equations(EXAMPLE)], ids=lambda side: side
)
def test_each_line_of_arithmetic_is_right(left: str, right: str) -> None:
    # to the digits that are shown
    places = Decimal(1).scaleb(int(_number(right).as_tuple().exponent))

    assert _value(left).quantize(places) == _number(right)


def _hourly(cloud: str, region: str, machine: str) -> str:
    price = load().hourly(cloud, region, machine, "on_demand")
    assert price is not None
    return f"{price.amount:f}"


def _assumed(name: str) -> str:
    return f"{assumptions()[name].value:f}"


def _people() -> str:
    rate = _assumed("people_rate")
    hours = _assumed("owning_operations_hours"), _assumed("owning_evaluation_hours")
    return " + ".join(f"{each} x {rate}" for each in hours)


def _tokens(
    requests: str, volume: tuple[int, int], model: tuple[str, str], mode: str | None = None
) -> str:
    """What requests cost on an API, by the tokens of their prompts and of their answers."""
    rates = load().token_rates(*model, mode=mode)
    assert rates is not None
    prices = (rates.of("input"), rates.of("output"))
    return " + ".join(
        f"{requests} x {tokens} x {price.amount:.2f} / 1M"
        for tokens, price in zip(volume, prices, strict=True)
        if price
    )


def _out(service: str) -> str:
    """The share of a month of 30 days in which a service has a major incident."""
    with (ROOT / "planner/data/outages.csv").open(encoding="utf-8", newline="") as text:
        rows = {(row["service"], row["severity"]): row for row in csv.DictReader(text)}
    row = rows[service, "major"]
    return f"{row['incidents_per_30_days']} x {row['hours_mean']} / 720"


def _of_the_catalogue() -> Iterator[str]:
    """Left sides of the equations, with what the catalogue says today."""
    times = _assumed("rule_of_thumb_times")
    l4, l4_eu = (_hourly("aws", region, "g6.xlarge") for region in ("us-east-1", "eu-central-1"))
    h100, node = (_hourly("aws", "us-east-1", name) for name in ("p5.4xlarge", "p5.48xlarge"))
    yield f"{times} x 730 x {l4}"
    yield f"{times} x 730 x {h100}"
    yield f"{times} x 730 x {_hourly('gcp', 'europe-west4', 'a3-highgpu-1g')}"
    yield f"{times} x 2 x 730 x {h100} + {_people()}"
    yield f"{times} x 730 x {node} + {_people()}"
    yield f"{times} x 2 x 730 x {node} + {_people()}"
    yield f"{times} x 2 x 730 x {l4} + {_people()}"
    anthropic, openai = _out("Anthropic API"), _out("OpenAI API")
    yield f"{anthropic} x 730"
    yield f"{openai} x 730"
    yield f"{anthropic} / 2 + {openai} / 2"
    yield f"3.6M x {_assumed('outage_impact')} x 0.00616"
    haiku = ("bedrock", "claude-haiku-4-5")
    yield _tokens("1000", (1400, 300), haiku, mode="geo")
    yield _tokens("3.6M", (1400, 300), haiku, mode="geo")
    yield f"9 x 730 x {l4_eu}"
    yield _people()


def test_the_page_counts_with_what_the_catalogue_says() -> None:
    assert set(_of_the_catalogue()) <= {left for left, _ in _equations(PAGE)}


def test_the_example_counts_with_what_the_catalogue_says() -> None:
    nodes = f"6 x 730 x {_hourly('aws', 'eu-central-1', 'g6e.xlarge')}"
    api = _tokens("12.5M", (2000, 300), ("ovhcloud", "qwen3.5-397b-a17b"))

    assert {nodes, api, _people()} <= {left for left, _ in _equations(EXAMPLE)}
