"""`topoplan catalog verify`."""

from __future__ import annotations

import click

from planner.catalog import Catalog, digests, find_set, malformed, shipped_set
from planner.cli.terminal import say
from planner.errors import CatalogError, StaleError

_EPILOG = """
\b
Examples:
  topoplan catalog verify
  topoplan catalog verify 2026-11-22 --expect sha256:…   the digest of a lock

`sha256sum -c SHA256SUMS` in the folder of a set holds its files to the same list.
Exit codes: 0, 1 a file is changed, missing, not listed or malformed, 2 no such set, 5 the set is
whole, and not the expected one.
"""


@click.command(epilog=_EPILOG)
@click.argument("name", metavar="[SET]", required=False, envvar="TOPOPLAN_CATALOG")
@click.option("--expect", metavar="DIGEST", help="Refuse any set but the one of this digest.")
def command(name: str | None, expect: str | None) -> None:
    """Hold every file of SET, an id or a folder, to its digest; the shipped set without one."""
    found = find_set(name) if name else shipped_set()
    faults = digests.faults(found.folder)
    for fault in faults:
        click.echo(f"{fault.file} {fault.says}")
    wrong = [] if faults else malformed(Catalog(found.folder))
    for says in wrong:
        click.echo(says)
    if faults or wrong:
        raise CatalogError(
            f"{len(faults) + len(wrong)} fault(s) in {found.folder}",
            mend="restore the files, or name another set; a set that you changed yourself is "
            f"listed anew with `python -m planner.catalog.digests {found.folder}`",
        )
    digest = digests.of_list(found.folder)
    if expect is not None and expect.removeprefix("sha256:") != digest:
        raise StaleError(
            f"the set {found.id} has the digest sha256:{digest}, which is not {expect}",
            mend="`topoplan catalog list` shows each set's digest; name the one you want",
        )
    count = len(digests.listed(found.folder))
    click.echo(f"sha256:{digest}  {found.id}")
    say(f"all {count} files of {found.folder} are what {digests.LIST} says")
