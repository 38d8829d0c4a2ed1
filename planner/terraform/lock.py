"""topoplan.lock: what a tree was made from, and the digest of every file in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version

from planner.pipeline import Plan
from planner.terraform.tree import sha256

LOCK = "topoplan.lock"


def lock_text(plan: Plan, files: Mapping[str, str]) -> str:
    """The lock over `files`, as JSON with sorted keys."""
    lock = {
        "schema": "topoplan/lock/v1",
        "topoplan": version("topoplan"),
        "topology": plan.topology.slug,
        "spec": {
            plan.named(path): sha256(source.text) for path, source in sorted(plan.sources.items())
        },
        "catalog": {
            "id": plan.catalog.id,
            "sha256": plan.catalog.sha256,
            "evaluated_at": plan.catalog.evaluated_at.isoformat(),
        },
        "files": {path: sha256(text) for path, text in sorted(files.items())},
    }
    return json.dumps(lock, indent=2, ensure_ascii=False) + "\n"
