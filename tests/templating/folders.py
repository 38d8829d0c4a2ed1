"""Templates as tests write them."""

from __future__ import annotations

from pathlib import Path

from planner.spec import Folder, folder
from tests.applying.specs import SINGLE

MANIFEST = """\
version: 1
template: notes
release: 1.0.0
questions:
  name: {ask: What is it called?, type: name}
  requests: {ask: How many?, type: integer, default: 20000, least: 1, most: 1000000}
files: {topology.yaml: topology.yaml.j2}
"""
SPEC = SINGLE.replace("topology: notes", "topology: {{ name | yaml }}").replace(
    "20k", "{{ requests }}"
)


def template(root: Path, **files: str) -> Folder:
    """A template below `root`; `template_yaml` stands for template.yaml, `a__b` for a/b."""
    texts = {"template_yaml": MANIFEST, "topology_yaml_j2": SPEC, **files}
    for name, text in texts.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder(str(root))
