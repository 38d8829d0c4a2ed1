"""Validators of the schemas that others publish."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, Draft7Validator
from jsonschema.protocols import Validator

FOLDER = Path(__file__).with_name("published")


@cache
def sarif() -> Validator:
    return Draft4Validator(_read("sarif-2.1.0-rtm.4.json"))


@cache
def oscal() -> Validator:
    """Python's expressions know no `\\p{L}`, letters, and no `\\p{N}`, figures."""
    text = json.dumps(_read("oscal-assessment-results-1.2.3.json"))
    plain = text.replace(r"\\p{L}", "[A-Za-z\\u00c0-\\u024f]").replace(r"\\p{N}", "[0-9]")
    return Draft7Validator(json.loads(plain))


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return read
