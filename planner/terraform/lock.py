"""topoplan.lock: what a tree was made from, and the digest of every file in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from planner.documents import bill_text
from planner.errors import StaleError
from planner.pipeline import Plan
from planner.spec import Spec, words
from planner.terraform.tree import Adopted, Tree, sha256
from planner.topology import Rename
from planner.values import value

LOCK = "topoplan.lock"
_SECTIONS = ("endpoints", "gateways", "gpu_pools", "providers", "stores")
"""Those of a spec whose nodes are known by a name."""

BILL = "bill.json"
"""The file of a tree that holds its bill."""

_MEND = "`topoplan plan` without --locked shows what is new; review it, and commit its lock"


@value
class Lock:
    """A lock as it stands in a tree."""

    path: Path
    topoplan: str
    """The version that wrote it."""
    topology: str
    spec: Mapping[str, str]
    """Digest of each file of the spec, by its path from the spec's folder."""
    catalog_id: str
    catalog_sha256: str
    files: Mapping[str, str]
    """Digest of each file of the tree."""
    templates: Mapping[str, str]
    """Commit of each ref of a git repository that the spec extends files of."""
    nodes: Mapping[str, str]
    """Digest of each node's own words, by its id; empty in a lock of an older topoplan."""
    renamed: tuple[Rename, ...]
    """What was built under another name than the spec has for it now."""


def lock_text(plan: Plan, files: Mapping[str, str]) -> str:
    """The lock over `files`, as JSON with sorted keys."""
    lock = {
        "schema": "topoplan/lock/v1",
        "topoplan": version("topoplan"),
        "topology": plan.topology.slug,
        "spec": _digests_of_spec(plan),
        **_templates(plan),
        "nodes": node_digests(plan.spec),
        **_renamed(plan),
        **_majors(plan),
        "catalog": {
            "id": plan.catalog.id,
            "sha256": plan.catalog.sha256,
            "evaluated_at": plan.catalog.evaluated_at.isoformat(),
            "token_prices": {
                "package": "genai-prices",
                "version": plan.catalog.genai_prices,
                "sha256": plan.catalog.token_prices_sha256,
            },
        },
        "files": {path: sha256(text) for path, text in sorted(files.items())},
    }
    return _written(lock)


def _written(lock: Mapping[str, object]) -> str:
    return json.dumps(lock, indent=2, ensure_ascii=False) + "\n"


def node_digests(spec: Spec) -> Mapping[str, str]:
    """Each node of the spec, by its id, to the digest of its own words."""
    return {
        f"{section}.{name}": sha256(json.dumps(own, sort_keys=True, default=str))
        for section in _SECTIONS
        for name, own in _nodes(words(spec, section))
    }


def _nodes(section: object) -> Iterator[tuple[str, object]]:
    if isinstance(section, Mapping):
        yield from sorted(section.items())


def with_files(files: Mapping[str, str], adopted: Mapping[str, Adopted]) -> Mapping[str, str]:
    """The files with their lock over them, and over the edits that some of them keep."""
    lock = json.loads(files[LOCK])
    lock["files"] = {path: sha256(files[path]) for path in sorted(files) if path != LOCK}
    if adopted:
        lock["adopted"] = {path: sha256(adopted[path].generated) for path in sorted(adopted)}
    return {**files, LOCK: _written(lock)}


def read_lock(folder: Path) -> Lock:
    """The lock of the tree in a folder.

    Raises:
        StaleError: there is none, or it can't be read.
    """
    path = folder / LOCK
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return Lock(
            path=path,
            topoplan=str(read["topoplan"]),
            topology=str(read["topology"]),
            spec=_texts(read["spec"]),
            catalog_id=str(read["catalog"]["id"]),
            catalog_sha256=str(read["catalog"]["sha256"]),
            files=_texts(read["files"]),
            templates=_texts(read.get("templates", {})),
            nodes=_texts(read.get("nodes", {})),
            renamed=tuple(Rename(str(was), str(now)) for was, now in read.get("renamed", ())),
        )
    except FileNotFoundError:
        raise StaleError(
            f"--locked, and there is no lock in {folder}",
            mend="write one with `topoplan plan`, or say with --out where the tree lies",
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise no_lock(path, f"{type(error).__name__}: {error}") from None


def no_lock(path: Path, why: str) -> StaleError:
    """That something stands where a lock belongs."""
    return StaleError(
        f"{path} is no lock of topoplan: {why}",
        mend="restore it from version control, or delete this one file and write the tree anew "
        "with --overwrite",
    )


def hold_plan(lock: Lock, plan: Plan) -> None:
    """Refuse a plan that isn't of the locked topology and spec, or comes to another bill.

    Raises:
        StaleError: naming what differs.
    """
    if plan.topology.slug != lock.topology:
        raise StaleError(
            f"{lock.path} is of the topology {lock.topology}, and the spec of {plan.topology.slug}",
            mend="say with --out where the tree of this spec lies",
        )
    if changed := sorted(_changed(lock.spec, _digests_of_spec(plan))):
        raise StaleError(f"{', '.join(changed)}, since {lock.path} was written", mend=_MEND)
    bill = sha256(bill_text(plan.in_currency().bill, plan.catalog))
    if lock.files.get(BILL) != bill:
        raise StaleError(
            f"the bill isn't the one of {lock.path}: {_versions(lock)}",
            mend=_MEND,
        )


def hold_tree(lock: Lock, tree: Tree) -> None:
    """Refuse a tree that isn't the locked one.

    Raises:
        StaleError: naming the files that differ.
    """
    files = {path: sha256(text) for path, text in tree.files.items() if path != LOCK}
    if changed := sorted(_changed(lock.files, files)):
        told = "".join(f"\n     {one}" for one in changed)
        raise StaleError(
            f"the tree isn't the one of {lock.path}: {_versions(lock)}{told}", mend=_MEND
        )


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for path in before.keys() | after.keys():
        if path not in after:
            yield f"{path} is gone"
        elif path not in before:
            yield f"{path} is new"
        elif before[path] != after[path]:
            yield f"{path} has changed"


def _versions(lock: Lock) -> str:
    return f"topoplan {lock.topoplan} wrote it, and this is {version('topoplan')}"


def _digests_of_spec(plan: Plan) -> dict[str, str]:
    return {plan.named(path): sha256(source.text) for path, source in sorted(plan.sources.items())}


def _templates(plan: Plan) -> dict[str, dict[str, str]]:
    """The key of a lock that only those specs have which extend files in git."""
    commits = {one.address.pin: one.commit for one in plan.spec.pinned.values()}
    return {"templates": dict(sorted(commits.items()))} if commits else {}


def _renamed(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """The key of a lock that only those trees have in which something keeps an older name."""
    renames = [(rename.before, rename.now) for rename in plan.topology.renamed]
    return {"renamed": renames} if renames else {}


def _majors(plan: Plan) -> dict[str, dict[str, int]]:
    """The key of a lock that only those trees have which are for majors that the spec names."""
    majors = plan.topology.majors
    return {"majors": dict(sorted(majors.items()))} if majors else {}


def locked_commits(folder: Path) -> Mapping[str, str]:
    """The commits that the tree in a folder was locked at, by address; none without a lock.

    Raises:
        StaleError: there is one, and it can't be read.
    """
    return read_lock(folder).templates if (folder / LOCK).exists() else {}


def _texts(read: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in read.items()}
