"""A plan, and where its spec and tree lie in a repository, to what a pipeline has to know."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath

from planner.errors import UsageError
from planner.pipeline import Plan
from planner.terraform import Tree
from planner.topology import State
from planner.values import value

_BARE = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_./-]*", re.ASCII)
"""What is the same word in YAML, in a shell and in a pattern of paths."""
_MODULES = "modules"


@value
class Root:
    """A folder of the tree that Terraform is run in."""

    name: str
    folder: PurePosixPath
    """From the root of the repository."""

    def to(self, path: PurePosixPath) -> str:
        """A path of the repository as it is written from here."""
        return os.path.relpath(path, self.folder)


@value
class Deployment:
    """A topology of a repository; every path is relative to the repository's root."""

    name: str
    environment: str
    spec: PurePosixPath
    tree: PurePosixPath
    is_beside: bool
    """Whether the tree lies where it is looked for without `--out`."""
    read: tuple[PurePosixPath, ...]
    """The spec, and the files of the repository that it reads."""
    roots: tuple[Root, ...]
    """Those that keep a state of their own."""
    apart: tuple[Root, ...]
    """Those that don't: modules for somebody else's root."""
    clouds: tuple[str, ...]
    workloads: tuple[PurePosixPath, ...]
    """Folders of manifests, one a GPU pool, which Terraform doesn't apply."""
    state: State


def deployment(plan: Plan, tree: Tree, spec: Path, out: Path, repository: Path) -> Deployment:
    """What a pipeline has to know of a plan whose tree is written to `out`.

    Raises:
        UsageError: a path leaves the repository or would have to be quoted, or a state is local.
    """
    topology = plan.topology
    if topology.state.backend == "local":
        raise UsageError(
            f"{spec} keeps its state on the machine that applies, and a pipeline's is thrown away",
            mend="say where it rests, such as `state: {backend: s3, region: eu-central-1}`",
        )
    place = _inside(out, repository)
    kept, apart = _roots(tree, place)
    return Deployment(
        name=topology.slug,
        environment=topology.environment,
        spec=_inside(spec, repository),
        tree=place,
        is_beside=out.absolute() == spec.parent.absolute() / "terraform",
        read=tuple(dict.fromkeys(_read(plan, spec, repository))),
        roots=kept,
        apart=apart,
        clouds=_clouds(plan),
        workloads=tuple(_workloads(tree, place)),
        state=topology.state,
    )


def _inside(path: Path, repository: Path) -> PurePosixPath:
    """A path from the root of the repository.

    Raises:
        UsageError: it leads out of it, or couldn't be written there as it is.
    """
    inner = PurePath(os.path.relpath(path.absolute(), repository.absolute())).as_posix()
    if inner == ".." or inner.startswith("../"):
        raise UsageError(
            f"{path} is not in the repository {repository}", mend="name a path inside of it"
        )
    if not _BARE.fullmatch(inner):
        raise UsageError(
            f"`{inner}` would have to be quoted for a shell, for YAML and for patterns of paths",
            mend="use letters, digits and `._-/` in it",
        )
    return PurePosixPath(inner)


def _read(plan: Plan, spec: Path, repository: Path) -> Iterator[PurePosixPath]:
    """The spec and what it reads, as far as the repository holds it."""
    yield _inside(spec, repository)
    for path in plan.sources:
        if path not in plan.spec.pinned and Path(path).absolute().is_relative_to(repository):
            yield _inside(Path(path), repository)


def _roots(tree: Tree, place: PurePosixPath) -> tuple[tuple[Root, ...], tuple[Root, ...]]:
    """The roots of a tree: those with a backend, and those without."""
    folders = {
        folder
        for path in tree.files
        if (folder := PurePosixPath(path).parent).parts[:1] != (_MODULES,)
        and path == f"{folder}/versions.tf"
    }
    roots = [Root(str(folder), place / folder) for folder in sorted(folders)]
    kept = tuple(root for root in roots if f"{root.name}/backend.tf" in tree.files)
    return kept, tuple(root for root in roots if root not in kept)


def _workloads(tree: Tree, place: PurePosixPath) -> Iterator[PurePosixPath]:
    for path in sorted(map(PurePosixPath, tree.files)):
        if path.match("workloads/*/kustomization.yaml"):
            yield place / path.parent


def _clouds(plan: Plan) -> tuple[str, ...]:
    """The clouds that an apply speaks to: one may only keep the state."""
    state = plan.topology.state.region
    named = [*plan.layout.homes, *([state.cloud] if state else ())]
    return tuple(sorted(set(named)))
