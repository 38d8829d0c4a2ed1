"""The command line: parse words, call `planner`, print a view, pick an exit code."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import click

from planner.cli.groups import LazyGroup
from planner.errors import FileError, SpecError, TopoplanError

COMMANDS = {
    "init": "write a spec to start from, or from a template",
    "adopt": "write the spec of Terraform and LiteLLM that are there",
    "check": "read a spec and prove its constraints",
    "policy": "show what binds each endpoint, and which file says so",
    "advise": "say which topology to run, when owning GPUs pays, and why",
    "solve": "find the cheapest route that every rule admits",
    "relax": "say by how little a policy would have to be widened",
    "core": "show the demands that nothing keeps together",
    "plan": "check, price and write Terraform",
    "cost": "show the bill, of a spec or of any Terraform plan",
    "report": "write one page with the map, the proofs, the bill and the advice",
    "serve": "show the report in a browser, and what it becomes as figures change",
    "calc": "compare an API with GPUs of your own, for one workload",
    "apply": "apply what was planned and reviewed",
    "destroy": "destroy what was applied",
    "verify": "hold a Terraform plan against the proof",
    "scanners": "list the rules of scanners that a proof contradicts",
    "diff": "say what differs between two specs, commits, trees or plans",
    "review": "say what a change changes, and keep a pull request's comment",
    "ci": "write the pipeline that reviews and applies specs",
    "hook": "what pre-commit runs over changed files",
    "catalog": "look into the facts, and renew them",
    "explain": "say what a rule checks and why",
    "template": "try templates, and move up who uses them",
    "corpus": "judge labelled specs, and print precision and recall",
    "schema": "write the JSON Schema that editors complete from",
    "doctor": "see whether this machine has what apply needs",
}

EXAMPLES = """
\b
Examples:
  topoplan init                                   write topology.yaml
  topoplan check topology.yaml                    prove every hop
  topoplan plan topology.yaml --out terraform     write what to review
  topoplan apply topology.yaml --sandbox          a real apply, with no account
  topoplan apply topology.yaml --expect sha256:…  apply what was reviewed

\b
Exit codes: 0 nothing to object, 1 topoplan or Terraform failed, 2 usage or an unreadable spec,
3 a rule is violated or unproven where that fails, 4 over budget, 5 stale or drifted.
Completion: eval "$(_TOPOPLAN_COMPLETE=bash_source topoplan)", or zsh_source, fish_source.
"""


class _Commands(LazyGroup):
    """All commands: `--help` costs no pydantic."""

    package = __name__
    told = COMMANDS

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run, and turn every failure that has a name into its message and exit code."""
        # a command makes values and ends: hunting for cycles while it imports is a tenth of a check
        gc.set_threshold(50_000)
        # no plugin of pydantic's has a say in what a spec is, and looking for them costs 25 ms
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        try:
            return super().main(*args, **kwargs)
        except TopoplanError as error:
            complain(error)
            sys.exit(error.exit_code)
        except OSError as error:
            complain(_refused(error))
            sys.exit(1)
        except Exception as error:
            if os.environ.get("TOPOPLAN_DEBUG"):
                raise
            complain(_bug(error))
            sys.exit(1)


def complain(error: TopoplanError) -> None:
    """Say what failed and how to mend it, on standard error."""
    from planner.cli.terminal import colored, say
    from planner.views import show_diagnostics, visible

    color = colored(sys.stderr)
    if isinstance(error, SpecError):
        say(show_diagnostics(error.diagnostics, error.sources, color=color))
        return
    head = click.style("error", fg="red", bold=True) if color else "error"
    # what a user wrote, or a cloud said, may hold characters that a terminal acts on
    say(f"{head}: " + "\n".join(map(visible, error.message.splitlines())))
    if error.mend:
        say("   = fix: " + "\n".join(map(visible, error.mend.splitlines())))


def _refused(error: OSError) -> TopoplanError:
    """What the operating system refuses outside of any step that could say it better."""
    about = f"{error.filename}: " if error.filename else ""
    return FileError(
        f"{about}{error.strerror or error}",
        mend="make room, or mend the rights, then run it again; nothing is half-written",
    )


def _bug(error: Exception) -> TopoplanError:
    return TopoplanError(
        f"topoplan itself failed: {type(error).__name__}: {error}",
        mend="please report it with the output of TOPOPLAN_DEBUG=1; nothing was half-written",
    )


@click.group(cls=_Commands, epilog=EXAMPLES)
@click.version_option(package_name="topoplan", prog_name="topoplan")
def main() -> None:
    """Plan LLM topologies: prove every hop, price it, write Terraform, apply what was reviewed."""
