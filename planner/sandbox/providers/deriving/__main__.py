"""`python -m planner.sandbox.providers.deriving`: writes the served schemas anew."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from planner.sandbox.providers.deriving.correcting import borrow_computed, corrected
from planner.sandbox.providers.deriving.wheels import Derived, Wanted, derive, names_of

SCHEMAS = Path(__file__).parents[1] / "schemas"


def main(providers: list[str]) -> None:
    """All providers, or only the named ones."""
    types = tomllib.loads((SCHEMAS / "types.toml").read_text(encoding="utf-8"))
    corrections = tomllib.loads((SCHEMAS / "corrections.toml").read_text(encoding="utf-8"))
    for provider in providers or types:
        _draw(provider, types[provider], corrections.get(provider, {}))


def _draw(provider: str, entry: dict[str, Any], corrections: dict[str, Any]) -> None:
    packages = entry["packages"]
    drawn = [derive(_download(package), _wanted(provider, entry)) for package in packages]
    for package, derived in zip(packages, drawn, strict=True):
        if package.startswith("cdktf-"):
            borrow_computed(derived.schema, drawn[-1].schema)
    missing = [_correct(derived, corrections) for derived in drawn]
    for package, derived in zip(packages, drawn, strict=True):
        _write(provider, package, entry, derived)
    if nowhere := set.intersection(*missing):
        sys.exit(f"corrections.toml names what no version has: {', '.join(sorted(nowhere))}")


def _wanted(provider: str, entry: dict[str, Any]) -> Wanted:
    return Wanted(
        provider,
        names_of(entry["resources"]),
        names_of(entry["data"]),
        entry.get("framework", False),
        entry.get("version", ""),
        entry.get("modules", {}),
    )


def _correct(derived: Derived, corrections: dict[str, Any]) -> set[str]:
    """In place; what this version doesn't have."""
    missing = set()
    for name, correction in corrections.items():
        schema = derived.schema["resource_schemas"].get(name)
        missed = corrected(schema, correction) if schema else ("",)
        missing |= {f"{name}.{path}" for path in missed}
    return missing


def _download(package: str) -> Path:
    """The wheel, kept in the system's temporary folder: some have 70 MB."""
    folder = Path(tempfile.gettempdir()) / "topoplan-bindings"
    name, version = package.split("==")
    pattern = f"{name.replace('-', '_')}-{version}-*.whl"
    if not any(folder.glob(pattern)):
        pip = (
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(folder),
        )
        subprocess.run((*pip, package), check=True)  # noqa: S603 - our own interpreter
    return next(folder.glob(pattern))


def _write(provider: str, package: str, entry: dict[str, Any], derived: Derived) -> None:
    name = f"{provider}-{derived.version}.json"
    (SCHEMAS / name).write_text(_lines(derived.schema), encoding="utf-8")
    provenance = SCHEMAS / "provenance.json"
    known = json.loads(provenance.read_text(encoding="utf-8")) if provenance.exists() else {}
    known[name] = {
        "address": entry["address"],
        "package": package,
        "version": derived.version,
        "wheel_sha256": derived.sha256,
        "licence": "MPL-2.0",
        "fidelity": _fidelity(package),
    }
    text = json.dumps(dict(sorted(known.items())), indent=2) + "\n"
    provenance.write_text(text, encoding="utf-8")
    lacks = f" lacks {', '.join(derived.lacks)}" if derived.lacks else ""
    sys.stdout.write(f"{name}{lacks}\n")


def _fidelity(package: str) -> str:
    """`schema`: all that configurations are held against; `shape`: names, types, what is needed."""
    if package.startswith("pulumi"):
        return "shape"
    return "schema, computed as later" if package.startswith("cdktf-") else "schema"


def _lines(schema: dict[str, Any]) -> str:
    """One line for each type, so that a diff tells which types have changed."""
    sections = [f'"provider": {_compact(schema["provider"])}']
    for section in ("resource_schemas", "data_source_schemas"):
        types = ",\n".join(f'"{name}": {_compact(held)}' for name, held in schema[section].items())
        sections.append(f'"{section}": {{\n{types}\n}}' if types else f'"{section}": {{}}')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _compact(held: object) -> str:
    return json.dumps(held, separators=(",", ":"), sort_keys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
