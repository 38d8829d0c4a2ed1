"""A tree for the major of a provider that the spec names: its roots, and the modules in it.

A cloud's root.toml has what a root says otherwise, and the folder `azurerm-4` of a module the
files that stand in the place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from planner.terraform.clouds import Cloud, Major, cloud, module_folder

_NOT_IN_USE = ("examples", "tests")
"""Folders of a module that only its own tests need."""


def cloud_at(name: str, majors: Mapping[str, int]) -> Cloud:
    """A cloud as a root for these majors sees it; one that has none of them is as it is."""
    own = cloud(name)
    chosen = tuple(_chosen(own, majors))
    if not chosen:
        return own
    versions = {local: text for major in chosen for local, text in major.versions.items()}
    settings = {key: value for major in chosen for key, value in major.settings.items()}
    return replace(
        own,
        required={
            local: {**asked, "version": versions.get(local, asked["version"])}
            for local, asked in own.required.items()
        },
        settings={**own.settings, **settings},
    )


def _chosen(own: Cloud, majors: Mapping[str, int]) -> Iterator[Major]:
    return (own.majors[name][major] for name, major in majors.items() if name in own.majors)


def served(names: Iterable[str], majors: Mapping[str, int]) -> frozenset[str]:
    """The providers of some clouds as the sandbox names them, such as `azurerm@4`."""
    found: dict[str, str] = {}
    for own in map(cloud, names):
        found |= {local: local for local in own.required}
        for name in own.majors.keys() & majors.keys():
            released = own.majors[name][majors[name]].versions
            found |= {local: f"{local}@{majors[name]}" for local in released}
    return frozenset(found.values())


def module_texts(cloud_name: str, kind: str, majors: Mapping[str, int]) -> Mapping[str, str]:
    """The files of a module in a tree for these majors, by their paths inside of it."""
    own, root = cloud(cloud_name), module_folder(cloud_name, kind)
    of_majors = {f"{name}-{major}" for name, known in own.majors.items() for major in known}
    texts = dict(_texts(root, but={*_NOT_IN_USE, *of_majors}))
    for name in own.majors.keys() & majors.keys():
        texts |= _texts(root / f"{name}-{majors[name]}", but=set())
    asked = cloud_at(cloud_name, majors).required
    pinned = {"versions.tf": _pinned(texts["versions.tf"], asked)}
    return dict(sorted({**texts, **pinned}.items()))


def _texts(root: Path, *, but: set[str]) -> Iterator[tuple[str, str]]:
    for path in root.rglob("*"):
        inner = path.relative_to(root)
        if path.is_file() and inner.parts[0] not in but:
            yield inner.as_posix(), path.read_text(encoding="utf-8")


def _pinned(text: str, required: Mapping[str, Mapping[str, str]]) -> str:
    """A versions.tf that asks for the versions of the root."""
    for local, asked in required.items():
        of_provider = rf'(\n +{re.escape(local)} = {{[^}}]* version += )"[^"]*"'
        text = re.sub(of_provider, rf'\g<1>"{asked["version"]}"', text)
    return text
