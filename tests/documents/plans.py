"""Plans of the examples, and of specs whose free words are hostile."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import planner
from planner.pipeline import Plan

EXAMPLES = sorted(
    path
    for path in (Path(__file__).parents[2] / "examples").glob("*/*.yaml")
    if path.parent.name != "platform"  # policies to extend, no specs
)
NAMES = [f"{path.parent.name}/{path.stem}" for path in EXAMPLES]

HOSTILE = (
    "]]> --><script>alert(1)</script> \x1b[31m \u202e `a` | b | ${c} %{d} & < > \" ' \\ :: % "
    "\r\n::error::x\n# h *b* _i_ [l](http://x) ~~s~~ %0A\x00\ufffe"
)
"""What each format would take for its own markup, and what none of them can hold."""


@cache
def plan_of_example(name: str) -> Plan:
    return planner.plan(EXAMPLES[NAMES.index(name)])


def hostile_plan(folder: Path) -> Plan:
    """A plan with a finding on a hostile model id, one of them waived for a hostile reason."""
    words = json.dumps(HOSTILE)
    host = "llm.example.eu"
    evidence = f"operator: {words}, country: US, evidence: {words}"
    path = folder / "topology.yaml"
    path.write_text(
        f"""\
version: 1
topology: hostile
owner: {words}
tags: {{note: {words}}}
policy:
  processing: [DE]
  at_rest: [DE]
  waivers:
    - {{code: SOV002, at: endpoints.chat, reason: {words}, owner: {words}, expires: 2099-01-01}}
endpoints:
  chat: {{data: [personal], route: [p/m]}}
providers:
  p: {{kind: openai-compatible, host: {host}, {evidence}, models: {{m: {words}}}}}
state: {{backend: s3, region: eu-central-1}}
""",
        encoding="utf-8",
    )
    return planner.plan(path)
