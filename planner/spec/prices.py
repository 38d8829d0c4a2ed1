"""Prices: a company's own terms, laid over the list prices of the catalogue.

They are lists that grow where files are merged, so that a platform's file can hold the contracts of
all teams: nothing in them wins silently over anything else.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from planner.spec.refusals import Inconsistent
from planner.spec.scalars import Amount, Currency, Day, Number, Percent, ReadBy, matching, pattern
from planner.spec.shape import Shape

_WORD = r"[A-Za-z0-9_.*?/-]+"
_ON_LINES = rf"(?:[a-z0-9*?-]+:)?{_WORD}"
LinePattern = Annotated[
    str,
    ReadBy(
        matching(_ON_LINES, "lines of the bill, such as `aws:*` or `aws:gpu_pools.*/nodes`"),
        pattern(_ON_LINES, "aws:*", "aws:gpu_pools.*/nodes", "gateways.main/load-balancer"),
    ),
]
"""`vendor:line`, or just `line`: the vendor of a line and its id, with `*` for any text and `?` for
any character. A pattern without a vendor is for lines of every vendor."""

_ON_PRICED = (
    r"providers\.[a-z][a-z0-9-]*/[a-z][a-z0-9-]*|gpu_pools\.[a-z][a-z0-9-]*|[a-z0-9-]+:[^\s:*?]+"
)
Priced = Annotated[
    str,
    ReadBy(
        matching(
            _ON_PRICED,
            "what a contract prices: `providers.openai/gpt`, `gpu_pools.hot`, a kind of provider "
            "and a model such as `openai:gpt-5.1`, or a cloud and a machine as `aws:p5.48xlarge`",
        ),
        pattern(_ON_PRICED, "providers.openai/gpt", "gpu_pools.hot", "openai:gpt-5.1"),
    ),
]


class Rate(Shape):
    """A company's own rate of exchange, which wins over the catalogue's."""

    currency: Currency = Field(examples=["EUR"])
    """The currency."""
    per_usd: Number = Field(examples=[0.92])
    """How much of it is one US dollar."""
    as_of: Day = Field(examples=["2026-11-20"])
    """The day that it is of."""
    source: str = Field(min_length=1, examples=["treasury, plan rate 2026"])
    """Who says so."""

    @model_validator(mode="after")
    def _is_of_another_currency(self) -> Rate:
        if self.currency == "USD":
            raise Inconsistent("rates are given for a US dollar", below=("currency",))
        return self


class Discount(Shape):
    """A share off the list price of lines of the bill; a line at a price of your own keeps it."""

    on: LinePattern = Field(examples=["aws:*"])
    """The lines that it is on. The vendor is a cloud, or for tokens the kind of the provider: those
    of Bedrock are `bedrock:*`, and not `aws:*`. One that names a line exactly wins over patterns;
    two patterns on one line are an error."""
    percent: Percent = Field(examples=["12%"])
    """The share that is taken off."""
    reason: str = Field(min_length=1, examples=["EDP 2026"])
    """What grants it."""

    @model_validator(mode="after")
    def _takes_a_part(self) -> Discount:
        if not 0 < self.percent < 1:
            message = "a discount is above 0% and below 100%"
            raise Inconsistent(message, below=("percent",))
        return self


class Contract(Shape):
    """A price of your own for the tokens of a model, or for the hours of a machine."""

    on: Priced = Field(examples=["providers.openai/gpt"])
    """What it prices. One that names a node of the spec wins over one that names a kind or a
    cloud; a kind or cloud that a topology doesn't use is no error in a file that is extended."""
    input: Amount | None = Field(None, examples=["1.10 USD"])
    """A million tokens of input."""
    cached_input: Amount | None = Field(None, examples=["0.11 USD"])
    """A million tokens of input that the provider's cache answers."""
    cache_write: Amount | None = Field(None, examples=["1.38 USD"])
    """A million tokens of input that are written to the cache."""
    output: Amount | None = Field(None, examples=["4.40 USD"])
    """A million tokens of output."""
    hourly: Amount | None = Field(None, examples=["24.50 USD"])
    """An hour of one machine, or of one provisioned throughput unit."""
    committed_hourly: Amount | None = Field(None, examples=["18.20 USD"])
    """An hour of one machine under the pool's `commitment`."""
    as_of: Day = Field(examples=["2026-11-01"])
    """The day that the prices are of."""
    reason: str = Field(min_length=1, examples=["framework agreement 2026-17"])
    """What grants them."""

    @model_validator(mode="after")
    def _prices_one_thing(self) -> Contract:
        hours = self.hourly or self.committed_hourly
        tokens = self.input or self.cached_input or self.cache_write or self.output
        if not hours and not tokens:
            message = "it names no price: `hourly`, or `input` and `output`"
            raise Inconsistent(message, below=("on",))
        if hours and tokens:
            raise Inconsistent("it has prices of tokens and of hours", below=("on",))
        return self


class Prices(Shape):
    """A company's own terms, laid over the list prices."""

    currency: Currency = Field("USD", examples=["EUR"])
    """What the bill is shown in."""
    rates: tuple[Rate, ...] = Field(
        (),
        examples=[[{"currency": "EUR", "per_usd": 0.92, "as_of": "2026-11-20", "source": "ERP"}]],
    )
    """Rates of exchange; without one, the catalogue's holds."""
    discounts: tuple[Discount, ...] = Field(
        (), examples=[[{"on": "aws:*", "percent": "12%", "reason": "EDP 2026"}]]
    )
    """Shares off the list prices."""
    contracts: tuple[Contract, ...] = Field(
        (),
        examples=[
            [{"on": "gpu_pools.hot", "hourly": "24.50 USD", "as_of": "2026-11-01", "reason": "PPA"}]
        ],
    )
    """Prices of your own."""
