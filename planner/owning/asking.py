"""A question's words to what the catalogue has for them, or to why it has nothing."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches

from planner.capacity import Deadline, Load, Measurement
from planner.catalog import DOLLAR, Catalog, ExchangeRate, Machine, OpenModel
from planner.errors import UsageError
from planner.owning.offers import Keeping
from planner.spec import Cloud, Precision
from planner.topology import People, Target, instead
from planner.units import Money
from planner.values import value

MOST_REQUESTS = Decimal(10) ** 11
"""In a month: 38,000 in each second, more than any vendor has said to answer."""
MOST_TOKENS = Decimal(10) ** 7
_PRECISIONS: tuple[Precision, ...] = ("mxfp4", "fp8", "bf16", "int4")
"""The order in which one is taken where nobody names one."""


@value
class Question:
    """What is asked, with None for what nobody said."""

    api: str
    """`KIND/MODEL@PLACE`."""
    model: str
    """An open-weight model."""
    load: Load
    deadline: Deadline
    keeping: Keeping
    people: People | None
    cloud: Cloud = "aws"
    region: str | None = None
    accelerator: str | None = None
    machine: str | None = None
    precision: Precision | None = None
    server: str | None = None
    server_price: Money | None = None
    """Of one; None: as the catalogue has it."""
    server_power_kw: Decimal | None = None
    measurement: Measurement | None = None
    """What somebody measured of a replica; None: it is estimated."""
    spot: bool = False
    """Whether spot nodes are compared, too, for work that isn't batch."""


def refuse_traffic(load: Load) -> None:
    """Refuse a load that is none, or that nobody has.

    Raises:
        UsageError: it is.
    """
    if not 1 <= load.requests <= MOST_REQUESTS:
        raise UsageError(
            f"{load.requests:,} requests a month",
            mend=f"from 1 to {MOST_REQUESTS:,.0f}, such as `--requests 3.6M`",
        )
    for name, tokens in (("input", load.input_tokens), ("output", load.output_tokens)):
        if not 1 <= tokens <= MOST_TOKENS:
            raise UsageError(
                f"{tokens:,} {name} tokens in a request",
                mend=f"from 1 to {MOST_TOKENS:,.0f}, such as `--{name} 300`",
            )
    if load.peak_to_mean < 1:
        raise UsageError(
            f"a peak of {load.peak_to_mean} times the mean", mend="a peak is at least the mean: 1"
        )


def model_of(question: Question, catalog: Catalog) -> OpenModel:
    """The open-weight model.

    Raises:
        UsageError: nobody knows it, or it takes no requests so long.
    """
    model = catalog.open_model(question.model)
    if model is None:
        near = get_close_matches(question.model, catalog.open_models(), n=3, cutoff=0.5)
        shown = " or ".join(f"`{one}`" for one in near)
        raise UsageError(
            f"the catalogue has no open-weight model `{question.model}`",
            mend=f"write {shown}" if near else "`topoplan catalog show open_models` lists them",
        )
    longest = question.load.input_tokens + question.load.output_tokens
    if model.context_tokens is not None and longest > model.context_tokens:
        raise UsageError(
            f"a request has {longest:,} tokens, and {model.name} takes {model.context_tokens:,}",
            mend="take a model with a longer context",
        )
    return model


def region_of(question: Question, target: Target, catalog: Catalog) -> str:
    """The region that is asked for, or the API's own where it is one of the same cloud.

    Raises:
        UsageError: neither says one, or the cloud has none of the name.
    """
    cloud, known = question.cloud, catalog.regions[question.cloud]
    called = getattr(target.site, "region", None)
    name = question.region or (called.name if called and called.cloud == cloud else None)
    if name is None:
        sold = catalog.regions_offering(cloud, question.accelerator or "L4")
        mend = f"name one with --region, such as {sold[0]}" if sold else "name one with --region"
        raise UsageError(f"in which region of {cloud} the GPUs stand, nobody says", mend=mend)
    if name not in known:
        near = get_close_matches(name, known, n=1)
        mend = f"write `{near[0]}`" if near else f"one of {', '.join(sorted(known))}"
        raise UsageError(f"no region `{name}` on {cloud}", mend=mend)
    return name


def precision_of(model: OpenModel, accelerator: str, catalog: Catalog) -> Precision:
    """As few bits as it was trained for, 8 where the GPUs multiply them, else 16."""
    chip = catalog.accelerator(accelerator)
    multiplies = chip is not None and chip.fp8_tflops is not None
    fitting = (
        one for one in _PRECISIONS if one in model.weights_gb and (one != "fp8" or multiplies)
    )
    return next(fitting, "bf16")


def machines_of(question: Question, region: str, catalog: Catalog) -> tuple[Machine, ...]:
    """The machines that a region sells, with the accelerator that is asked for, if one is.

    Raises:
        UsageError: it sells none.
    """
    cloud, wanted = question.cloud, question.accelerator
    sold = tuple(
        machine
        for machine in catalog.machines(cloud)
        if machine.accelerator
        and wanted in (None, machine.accelerator)
        and question.machine in (None, machine.name)
        and catalog.offering(cloud, region, machine.name)
    )
    if not sold:
        raise _not_sold(question, region, catalog)
    return sold


def _not_sold(question: Question, region: str, catalog: Catalog) -> UsageError:
    cloud, wanted = question.cloud, question.accelerator
    known = catalog.accelerators()
    if wanted is not None and wanted not in known:
        near = get_close_matches(wanted, known, n=1, cutoff=0.4)
        mend = f"write `{near[0]}`" if near else f"one of {', '.join(known)}"
        return UsageError(f"no accelerator `{wanted}`", mend=mend)
    if question.machine is not None:
        named = [m.name for m in catalog.machines(cloud) if m.accelerator]
        near = get_close_matches(question.machine, named, n=3)
        return UsageError(
            f"{region} of {cloud} sells no GPU machine `{question.machine}`",
            mend=f"write {' or '.join(near)}" if near else "leave --machine out",
        )
    here = catalog.regions[cloud][region]
    fixes = instead(cloud, here, wanted or "", catalog)
    return UsageError(
        f"no source says that {region} of {cloud} sells {wanted or 'GPUs'}",
        mend="; ".join(fix.title for fix in fixes),
    )


def rate_for(currency: str | None, catalog: Catalog) -> ExchangeRate | None:
    """The rate at which money is shown; None in US dollars.

    Raises:
        UsageError: nobody has a rate for the currency.
    """
    if currency in (None, DOLLAR):
        return None
    rate = catalog.exchange(currency or "")
    if rate is None:
        known = ", ".join(sorted(catalog.currencies))
        raise UsageError(f"no rate of exchange for `{currency}`", mend=f"one of {known}")
    return rate
