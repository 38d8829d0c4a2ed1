"""Where an adopted edit builds what no proof knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.terraform.tree import Tree

_INDEX = re.compile(r"\[[^\]]*\]")


def edit_that_builds(tree: Tree, address: str) -> str | None:
    """File and line, as `infra/main.tf:57`, at which an edit declares a planned resource.

    None: no adopted edit does. A resource of a module that an edit calls is declared by the call.
    """
    *within, type_, name = _INDEX.sub("", address).split(".")
    calls = within[1::2]
    folder = "modules/" if calls else "infra/"
    heads = [(folder, f'resource "{type_}" "{name}"')]
    heads += [("infra/", f'module "{call}"') for call in calls[:1]]
    return next((place for head in heads for place in _added(tree, *head)), None)


def _added(tree: Tree, folder: str, head: str) -> Iterator[str]:
    """The lines that begin with some words, in edits alone."""
    for path in sorted(tree.adopted):
        generated = tree.generated(path).splitlines()
        for number, line in enumerate(tree.files[path].splitlines(), start=1):
            if path.startswith(folder) and line.startswith(head) and line not in generated:
                yield f"{path}:{number}"
