"""What a root needs of each cloud beside its modules: modules/<cloud>/root.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from planner.catalog import Region
from planner.layout import identifier, module_name
from planner.resources import folder
from planner.terraform.hcl import Expression
from planner.values import value


@value
class Naming:
    """What a name may be."""

    most: int
    """Characters."""
    pattern: str
    """Of the whole name."""
    separator: str = "/"
    """Between the parts of a name."""

    def joined(self, path: str) -> str:
        """The name of what `/` parts; the path itself where a part holds the separator.

        So no two paths have one name: a name with `/` is one that such a cloud refuses.
        """
        return path if self.separator in path else path.replace("/", self.separator)


@value
class Major:
    """What a root says for one major of a provider alone."""

    versions: Mapping[str, str]
    """Constraints by local name: of the provider, and of those that are released with it."""
    settings: Mapping[str, object]
    """Arguments of the provider's block, beside those of every major."""


@value
class Cloud:
    """One cloud as a root sees it."""

    name: str
    title: str
    providers: tuple[str, ...]
    """Local names of its providers."""
    regional: bool
    """Whether the provider is configured for a region, so that each region has one."""
    names_regions: bool
    """Whether names have to differ between regions."""
    unique: str
    """What makes a name the only one in the world; HCL may stand in it."""
    deletion_window_days: int | None
    """Days in which the deletion of keys and secrets can be taken back; None: the modules' own."""
    required: Mapping[str, Mapping[str, str]]
    """Providers by local name, with `source` and `version`."""
    majors: Mapping[str, Mapping[int, Major]]
    """The majors of a provider that a spec may ask for, by its local name."""
    settings: Mapping[str, object]
    """Arguments of each provider block."""
    blocks: tuple[str, ...]
    """Blocks that a provider block has to have, and may leave empty."""
    lookups: Mapping[str, str]
    """Data sources by type: what the credentials are for."""
    locals: Mapping[str, Expression]
    variables: Mapping[str, Mapping[str, Expression]]
    """What only those know who apply, by name: `type`, `default` and a `description`."""
    account: Mapping[str, Expression]
    """What the modules have to know of the account."""
    naming: Mapping[str, Naming]
    """What names may be, by what is named."""
    place: Mapping[str, str]
    """What they have to know of a region, with `{region}` and `{partition}`."""
    mocks: Mapping[str, Mapping[str, str]]
    """Data sources to what `terraform test` is told instead of looking them up."""

    @property
    def has_foundation(self) -> bool:
        """Whether something has to stand in a region before anything else can."""
        return has_module(self.name, "foundation")

    def place_in(self, region: Region) -> Mapping[str, object]:
        """The value behind `place_of`; of a cloud without a foundation."""
        words = {"partition": region.partition, "region": region.name}
        filled = {name: text.format_map(words) for name, text in self.place.items()}
        return {**self.account, **filled}


@cache
def cloud(name: str) -> Cloud:
    """A cloud that Terraform is written for."""
    path = folder("modules") / name / "root.toml"
    read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Cloud(
        name=name,
        title=read["title"],
        providers=tuple(read["providers"]),
        regional=read["regional"],
        names_regions=read.get("names") == "project",
        unique=read["unique"],
        deletion_window_days=read.get("deletion_window_days"),
        required=read["required"],
        majors={name: _majors(each) for name, each in read.get("majors", {}).items()},
        settings=read.get("settings", {}),
        blocks=tuple(read.get("blocks", ())),
        lookups=read["lookups"],
        locals=_expressions(read.get("locals", {})),
        variables={
            name: {key: Expression(text) for key, text in each.items()}
            for name, each in read.get("variables", {}).items()
        },
        account=_expressions(read["account"]),
        naming={what: Naming(**said) for what, said in read["naming"].items()},
        place=read.get("place", {}),
        mocks=read["mocks"],
    )


def _majors(table: Mapping[str, Mapping[str, Any]]) -> Mapping[int, Major]:
    return {int(no): Major(of["versions"], of.get("settings", {})) for no, of in table.items()}


def _expressions(table: Mapping[str, str]) -> Mapping[str, Expression]:
    return {name: Expression(text) for name, text in table.items()}


def module_folder(cloud_name: str, kind: str) -> Path:
    """Where a kind of module lies; it need not exist."""
    return folder("modules") / cloud_name / kind


@cache
def has_module(cloud_name: str, kind: str) -> bool:
    """Whether a cloud has a kind of module."""
    return module_folder(cloud_name, kind).is_dir()


def foundation(region: Region) -> str:
    """The module that makes what has to stand in a region first."""
    return module_name("foundation", region.name)


def place_of(region: Region) -> Expression:
    """A reference to what modules have to know of a region."""
    if cloud(region.cloud).has_foundation:
        return Expression(f"module.{foundation(region)}.place")
    return Expression(f"local.places.{identifier(region.name)}")
