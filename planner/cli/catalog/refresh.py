"""`topoplan catalog refresh`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.catalog import CatalogSet, find_set, known_sets, sets
from planner.cli.options import quiet_option
from planner.cli.terminal import say, write
from planner.errors import UsageError

if TYPE_CHECKING:
    from planner.refreshing import Change, Refreshed

_EPILOG = """
\b
Examples:
  topoplan catalog refresh                                  every source, every region
  topoplan catalog refresh --source aws-prices --source aws-offerings --region 'eu-*'
  topoplan catalog refresh --source ecb --dry-run           what would change
  topoplan catalog refresh --base 2026-11-22 --into ./sets  beside your specs

\b
Sources, and what they take:
  aws-prices     AWS credentials with pricing:GetProducts
  aws-offerings  and with ec2:DescribeRegions, ec2:DescribeInstanceTypeOfferings,
                 ec2:DescribeSpotPriceHistory
  azure-retail   nothing
  gcp-billing    an API key for the Cloud Billing API in GOOGLE_API_KEY
  token-prices   nothing; the list of genai-prices
  ecb            nothing; exchange rates

Prices are appended with a later `from`, never overwritten. A source that fails leaves its rows as
they were. A run that was interrupted goes on where it stood when it is run again on the same day.

\b
Mirrors: AWS_ENDPOINT_URL_PRICING, AWS_ENDPOINT_URL_EC2, TOPOPLAN_AZURE_PRICES_URL,
TOPOPLAN_GCP_BILLING_URL, TOPOPLAN_GENAI_PRICES_URL, TOPOPLAN_ECB_URL. The day is today in UTC, or
that of SOURCE_DATE_EPOCH.
Exit codes: 0, 1 a source failed or the set can't be written, 2 usage or another refresh under way.
"""

_SHOWN = 12
"""Lines of each kind of news; `catalog diff` shows all of them."""
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(-\d+)?")


@click.command(epilog=_EPILOG)
@click.option("--source", "names", metavar="NAME", multiple=True, help="Only this source; repeat.")
@click.option(
    "--region", "regions", metavar="PATTERN", multiple=True, help="Only regions like that; repeat."
)
@click.option(
    "--base",
    metavar="ID|FOLDER",
    help="The set to start from. [default: the newest, yours or the shipped one]",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write the new set into. [default: that of your own sets]",
)
@click.option("--dry-run", is_flag=True, help="Ask, and say what would change; write nothing.")
@quiet_option
def command(
    names: tuple[str, ...],
    regions: tuple[str, ...],
    base: str | None,
    into: Path | None,
    *,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Write a new dated set of the catalogue from the vendors' own price interfaces."""
    from planner.refreshing import refresh

    start = find_set(base) if base else _newest()
    say(f"base: {start.id} in {start.folder}", quiet=quiet)
    done = refresh(
        start.folder,
        into or sets.home(),
        day=_today(),
        environ=os.environ,
        names=names,
        regions=regions,
        write=not dry_run,
        tell=lambda text: say(text, quiet=quiet),
    )
    write("\n".join(_summary(done, by_id=into is None)))
    raise SystemExit(1 if done.failures else 0)


def _newest() -> CatalogSet:
    """The set whose id is the latest day; `2026-11-22-2` follows `2026-11-22`."""
    dated = [one for one in known_sets() if _DATED.fullmatch(one.id)]
    return max(dated or known_sets(), key=lambda one: (one.id[:10], len(one.id), one.id))


def _today() -> date:
    """Today in UTC, or the day that reproducible builds name (https://reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is no number of seconds: {epoch}", mend="unset it"
        ) from None


def _summary(done: Refreshed, *, by_id: bool) -> Iterator[str]:
    yield from _told("changed", done.of("changed"))
    yield from _told("added", done.of("added"))
    yield from _told("no longer listed, kept", done.of("gone"))
    yield f"confirmed: {len(done.of('confirmed'))}"
    if done.refusals:
        yield f"refused, and left as it was: {len(done.refusals)}"
        yield from _some(f"  {one.why}: {one.what}" for one in done.refusals)
    if done.failures:
        yield f"failed, and left as it was: {len(done.failures)}"
        for failure in done.failures:
            yield f"  {failure.step}: {failure.message}"
            yield f"    = fix: {failure.mend}"
    yield _closing(done, by_id=by_id)


def _told(what: str, changes: tuple[Change, ...]) -> Iterator[str]:
    yield f"{what}: {len(changes)}"
    yield from _some(f"  {_one(change)}" for change in changes)


def _one(change: Change) -> str:
    name = f"{change.table}: {' '.join(filter(None, change.key))}"
    values = " -> ".join(filter(None, (change.old, change.new)))
    return f"{name}  {values}".rstrip()


def _some(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:_SHOWN]
    if len(every) > _SHOWN:
        yield f"  and {len(every) - _SHOWN} more"


def _closing(done: Refreshed, *, by_id: bool) -> str:
    if done.folder is None:
        return f"nothing was written; it would have been the set {done.id}"
    name = done.id if by_id else str(done.folder)
    partly = ", without what failed" if done.failures else ""
    return (
        f"wrote {done.folder}{partly}\n"
        f"compare: topoplan catalog diff {done.base} {name}\n"
        f"use: topoplan plan SPEC --catalog {name}"
    )
