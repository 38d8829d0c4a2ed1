"""The words of `diff` and `review` to snapshots: specs, commits, trees and Terraform plans."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import planner
from planner.changes import (
    Built,
    Facts,
    Module,
    Review,
    Snapshot,
    WrittenTree,
    built_of,
    compare,
    nothing,
    snapshot_of,
    snapshot_of_planfile,
    snapshot_of_tree,
    unreadable,
)
from planner.cli.options import tree_folder
from planner.cli.planning import facts_of, planned
from planner.cli.terminal import say
from planner.errors import SpecError, StaleError, UsageError
from planner.planfile import PlannedTree, read_planfile_at
from planner.spec import Revision, revision_of
from planner.terraform import LOCK, modules_of, replacing, serving_types
from planner.values import value

_ROOT = "infra/"


@value
class Side:
    """One side: its snapshot, and the text of its root where somebody may have edited that."""

    snapshot: Snapshot
    texts: Mapping[str, str]
    is_tree: bool = False


def reviewed(before: Side, after: Side) -> Review:
    """What differs; the roots of trees are read from their text, on both sides alike."""
    if before.is_tree or after.is_tree:
        before, after = _reread(before, after), _reread(after, before)
    return compare(before.snapshot, after.snapshot, serving=serving_types())


def side(word: str, catalog: str | None, *, plan: PlannedTree | None = None) -> Side:
    """The side that a word names: a spec, `REF:SPEC`, a tree's folder, or a Terraform plan.

    Raises:
        UsageError: it is none of them, or can't be read.
        SpecError: it is a spec that can't be read.
    """
    path = Path(word)
    if path.is_dir():
        return _tree(path)
    if path.suffix == ".json":
        facts = facts_of(catalog)
        return Side(snapshot_of_planfile(word, read_planfile_at(path), facts), {})
    ref, colon, inner = word.partition(":")
    if colon and not path.exists():
        return at_revision(Path(inner), ref, catalog)
    return of_plan(planned(path, catalog), word, plan)


def of_plan(plan: planner.Plan, name: str, planned: PlannedTree | None = None) -> Side:
    """A plan, and what it is rendered to where that can be."""
    try:
        modules, tree = modules_of(plan), planner.render(plan)
    except SpecError:
        return Side(snapshot_of(plan, name, planned=planned), {})
    files = {path: _sha256(text) for path, text in tree.files.items()}
    built = built_of(modules, files, tree.digest)
    return Side(snapshot_of(plan, name, built=built, planned=planned), _roots(tree.files))


def at_revision(
    spec: Path, ref: str, catalog: str | None, *, tree: Path | None = None, new: Side | None = None
) -> Side:
    """A spec as it was at a commit, with the facts of the lock that its tree had then.

    `new`: the side that it is compared with; everything of it is new where the commit lacks the
    spec, and nothing can be told where the spec of then can't be read.

    Raises:
        UsageError: there is no such commit, or no such spec in it.
        SpecError: the spec of then can't be read, without `new`.
    """
    revision = revision_of(spec, ref)
    name = f"{ref}:{spec}"
    if new is not None and revision.text(spec) is None:
        return Side(nothing(name, new.snapshot), {})
    lock = revision.text((tree or tree_folder(spec, None)) / LOCK)
    named = None if catalog or lock is None else _named(lock)
    facts = _facts(named, catalog)
    try:
        plan = _plan_at(spec, revision, facts.catalog or facts_of(catalog))
    except SpecError as error:
        if new is None:
            raise
        say(f"note: {name} can't be read: {error.diagnostics[0].message}")
        return Side(unreadable(name), {})
    made = of_plan(plan, name)
    return Side(replace(made.snapshot, facts=facts), made.texts)


def _plan_at(spec: Path, revision: Revision, catalog: planner.Catalog) -> planner.Plan:
    from planner.spec import Templates

    return planner.plan(spec, catalog=catalog, revision=revision, templates=Templates())


def _named(lock: str) -> tuple[str, str] | None:
    """Id and digest of the facts of a lock; None where it says none."""
    try:
        named = json.loads(lock)["catalog"]
        return str(named["id"]), str(named["sha256"])
    except (ValueError, KeyError, TypeError):
        return None


def _facts(named: tuple[str, str] | None, catalog: str | None) -> Facts:
    """The facts that a lock names, without a catalogue where this machine has them no more."""
    if named is None:
        found = facts_of(catalog)
        return Facts(found.id, found.sha256, found)
    from planner.catalog import set_with_digest

    try:
        found = set_with_digest(*named).catalog
    except StaleError:
        return Facts(*named)
    return Facts(found.id, found.sha256, found)


def _tree(folder: Path) -> Side:
    from planner.documents import read_bill
    from planner.terraform import read_lock

    if not (folder / LOCK).is_file():
        raise UsageError(
            f"{folder} is no tree of topoplan: it has no {LOCK}",
            mend="name a folder that `topoplan plan --out` wrote, or a spec in it",
        )
    lock = read_lock(folder)
    there = _texts(folder)
    files = {path: _sha256(text) for path, text in there.items()}
    own = {path: digest for path, digest in files.items() if path != LOCK}
    bill = read_bill(_text(folder / "bill.json"), str(folder / "bill.json"))
    tree = WrittenTree(
        name=str(folder),
        facts=_facts((lock.catalog_id, lock.catalog_sha256), None),
        proof=_document(folder / "proof.json"),
        sarif=_document(folder / "findings.sarif"),
        bill=bill.bill,
        built=Built({}, files, planner.Tree(there).digest),
        edited=tuple(p for p, d in sorted(own.items()) if lock.files.get(p, d) != d),
    )
    try:
        snapshot = snapshot_of_tree(tree)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        why = f"{type(error).__name__} {error}"
        raise UsageError(
            f"{folder} has a document that isn't as its schema says: {why}",
            mend="write the tree anew with `topoplan plan`",
        ) from None
    return Side(snapshot, _roots(there), is_tree=True)


def _reread(one: Side, other: Side) -> Side:
    """A side as trees are written: its bill, and the modules of its root, as far as they differ."""
    snapshot, catalog = one.snapshot, one.snapshot.facts
    if not one.is_tree and snapshot.bill and catalog and catalog.catalog:
        from planner.documents import as_written

        snapshot = replace(snapshot, bill=as_written(snapshot.bill, catalog.catalog).bill)
    if snapshot.built is not None:
        differing = {p: text for p, text in one.texts.items() if other.texts.get(p) != text}
        built = replace(snapshot.built, modules=_modules(differing))
        snapshot = replace(snapshot, built=built)
    return replace(one, snapshot=snapshot)


def _modules(texts: Mapping[str, str]) -> Mapping[str, Module]:
    if not texts:
        return {}
    from planner.changes import modules_in

    return modules_in(texts, replacing)


def _roots(files: Mapping[str, str]) -> Mapping[str, str]:
    """The Terraform files of the root."""
    return {p: t for p, t in files.items() if p.startswith(_ROOT) and p.endswith(".tf")}


def _texts(folder: Path) -> dict[str, str]:
    """Every text of a folder but what Terraform itself leaves there."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    inner = ((path.relative_to(folder).as_posix(), path) for path in found)
    return {name: _text(path) for name, path in inner if not _is_terraforms(name)}


def _is_terraforms(name: str) -> bool:
    parts = name.split("/")
    return any(part.startswith(".t") for part in parts) or parts[-1].startswith("terraform.tfstate")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from None


def _document(path: Path) -> Mapping[str, Any]:
    try:
        read: Mapping[str, Any] = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is no JSON: {error}") from None
    return read


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
