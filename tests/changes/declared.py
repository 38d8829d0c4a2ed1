"""What the files of a module declare."""

from __future__ import annotations

import re

from planner.resources import folder


def declared(cloud: str, kind: str, what: str) -> set[str]:
    """The names of its variables, or the types of its resources."""
    files = sorted((folder("modules") / cloud / kind).glob("*.tf"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return set(re.findall(rf'^{what} "(\w+)"', text, re.MULTILINE))
