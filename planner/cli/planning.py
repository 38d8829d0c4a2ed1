"""A spec to its plan, with the facts that the command line asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import planner
from planner.cli.options import tree_folder
from planner.cli.terminal import say
from planner.errors import StaleError
from planner.spec import AUTO, Spec, Templates


def today() -> date:
    """The day by which facts are too old; a bill never depends on it."""
    return datetime.now(UTC).date()


def planned(
    spec: Path, catalog: str | None, *, locked: Path | None = None, tree: Path | None = None
) -> planner.Plan:
    """The plan of a spec with a set, or with the facts that the lock in a folder names.

    `tree`: the folder whose lock says at which commits files in git were; by default that beside
    the spec.

    Raises:
        UsageError: no set goes by that name.
        StaleError: spec, facts or bill aren't the locked ones, or there is no lock.
    """
    if locked is not None:
        return _as_locked(spec, catalog, locked)
    templates = _templates(tree or tree_folder(spec, None))
    facts = None if catalog is None else facts_of(catalog)
    return planner.plan(spec, catalog=facts, templates=templates, routed=_routed)


def _routed(spec: Spec, catalog: planner.Catalog, day: date) -> Spec:
    """Open routes with the cheapest targets, which are told.

    Raises:
        SpecError: there are none.
    """
    from planner.advising import routed

    found = routed(spec, catalog, day)
    for name, endpoint in spec.endpoints.items():
        if endpoint.route == AUTO:
            targets = ", ".join(map(str, found.endpoints[name].route))
            say(f"note: `{name}` is routed to {targets}: the cheapest that every rule admits")
    return found


def _templates(tree: Path) -> Templates:
    """How files in git are found: at the commits of a tree's lock, where it has one."""

    def locked() -> Mapping[str, str]:
        from planner.terraform import locked_commits

        return locked_commits(tree)

    return Templates(locked, say)


def facts_of(catalog: str | None) -> planner.Catalog:
    """The facts of a set, or the shipped ones.

    Raises:
        UsageError: no set goes by that name.
    """
    if catalog is None:
        return planner.load()
    from planner.catalog import find_set

    return find_set(catalog).catalog


def _as_locked(spec: Path, catalog: str | None, folder: Path) -> planner.Plan:
    from planner.catalog import find_set, set_with_digest
    from planner.terraform import hold_plan, read_lock

    lock = read_lock(folder)
    named = find_set(catalog) if catalog else None
    found = set_with_digest(lock.catalog_id, lock.catalog_sha256, beside=named)
    if named is not None and named.id != found.id:
        say(f"note: {lock.path} names the set {found.id}, which is used instead of {named.id}")
    plan = planner.plan(spec, catalog=found.catalog, templates=_templates(folder), routed=_routed)
    hold_plan(lock, plan)
    return plan


def refuse_stale(bill: planner.Bill, catalog: planner.Catalog, max_age: str | int | None) -> None:
    """Refuse prices that are too old; do nothing where no age is demanded.

    `max_age` is `ttl`, what each class admits, or the most days that any may admit.

    Raises:
        StaleError: with each line that rests on a price older than that.
    """
    if max_age is None:
        return
    from planner.cost import stale_lines
    from planner.views import show_ages

    cap = max_age if isinstance(max_age, int) else None
    found = stale_lines(bill, catalog, today(), cap=cap)
    if found:
        rest = "rests" if len(found) == 1 else "rest"
        told = "".join(f"\n     {line}" for line in show_ages(found))
        raise StaleError(
            f"{len(found)} of {len(bill.lines)} lines {rest} on stale prices:{told}",
            mend="name a newer set with --catalog (`topoplan catalog refresh` draws one), "
            "or admit their age",
        )


def tell_stale(bill: planner.Bill, catalog: planner.Catalog, *, quiet: bool = False) -> None:
    """Say on standard error how many prices are stale, by class; nothing where none is."""
    from planner.cost import stale_lines
    from planner.views import show_ages_note

    found = () if quiet else stale_lines(bill, catalog, today())
    if found:
        say(show_ages_note(found, len(bill.lines)))


def tell_edits(tree: planner.Tree, *, quiet: bool = False) -> None:
    """Say on standard error which files keep an edit by hand, and what is not proved of them."""
    for path in sorted(tree.adopted):
        say(f"  = {path} keeps an edit by hand", quiet=quiet)
    if tree.adopted:
        say(
            "note: the proof is of what was generated; Terraform's plan is held against it, "
            "whatever else these edits change is not",
            quiet=quiet,
        )
