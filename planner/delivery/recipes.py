"""Deployments to the files of a system that runs pipelines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner import resources
from planner.delivery.deployments import Deployment
from planner.errors import UsageError

System = Literal["github", "gitlab", "atlantis"]

SYSTEMS: Mapping[System, Mapping[str, str]] = {
    "github": {
        f".github/workflows/{{name}}-{job}.yml": f"github/{job}.yml.j2"
        for job in ("review", "apply", "drift")
    },
    "gitlab": {".gitlab-ci.yml": "gitlab/gitlab-ci.yml.j2"},
    "atlantis": {"atlantis.yaml": "atlantis/atlantis.yaml.j2"},
}
"""Where each system looks for its files, with the template of each; `{name}`: one a topology."""

_NOTES: Mapping[System, str] = {
    "github": (
        "pin `uses: your-org/topoplan` to the commit that you reviewed; make the environments, "
        "with reviewers, and the variables that `docs/ci.md` names"
    ),
    "gitlab": (
        "protect the environments, set the variables that the file names, and make a pipeline "
        "schedule, which looks for drift"
    ),
    "atlantis": (
        "the server has to allow custom workflows and their requirements, and needs topoplan and "
        "Terraform on its PATH"
    ),
}
"""What a system needs beside its files."""


def recipe(system: System, found: Sequence[Deployment], *, branch: str) -> Mapping[str, str]:
    """Paths from the root of the repository to their texts.

    Raises:
        UsageError: two topologies have one name, or one tree.
    """
    for what, each in (("name", "name"), ("tree", "tree")):
        _refuse_twice(what, [str(getattr(one, each)) for one in found])
    return dict(_files(system, found, branch))


def note(system: System, found: Sequence[Deployment]) -> str:
    """What is left for somebody to do beside the files of a system."""
    commands = [f"`kubectl apply -k {path}`" for one in found for path in one.workloads]
    if not commands:
        return _NOTES[system]
    return (
        f"{_NOTES[system]}; no pipeline starts the models on the GPU pools: after the first apply, "
        f"and where a manifest changed, one of their administrators runs {', '.join(commands)}"
    )


def _files(system: System, found: Sequence[Deployment], branch: str) -> Iterator[tuple[str, str]]:
    names = {"branch": branch, "version": version("topoplan")}
    for path, template in SYSTEMS[system].items():
        shown = _environment().get_template(template)
        if "{name}" not in path:
            yield path, shown.render(names, deployments=found)
            continue
        for one in found:
            yield path.format(name=one.name), shown.render(names, deployment=one)


def _refuse_twice(what: str, values: Sequence[str]) -> None:
    """Raises UsageError where two topologies share what tells them apart."""
    for one in values:
        if values.count(one) > 1:
            raise UsageError(
                f"two of the specs have the {what} `{one}`",
                mend="give each a `topology` and `environment` of its own"
                if what == "name"
                else "name a folder for each with --out, in the order of the specs",
            )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # the files themselves are full of `{{ }}`, which is GitHub's word for an expression
    return Environment(
        loader=FileSystemLoader(resources.folder("templates") / "ci"),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - YAML, no HTML; every path and name is a bare word
    )
