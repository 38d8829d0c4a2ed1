"""Exceptions: raised only where there is no value to give back.

* TopoplanError              something outside the spec failed               exit 1
  x UsageError               the command line asks for something impossible  exit 2
  x SpecError                the spec can't be read; carries diagnostics     exit 2
  x RuleViolation            a rule is violated; carries diagnostics         exit 3
  x OverBudget               the bill is over the budget                     exit 4
  x StaleError               tree, lock or facts are not what was reviewed   exit 5
  x CatalogError             a data file of ours is malformed: a bug         exit 1
  x TerraformError           terraform failed or is missing                  exit 1
  x CloudError               the cloud refused, or no credentials            exit 1
  x GuardrailError           what we made to keep a proof doesn't fit it: a bug  exit 1
  x FileError                a file or folder can't be read or written       exit 1
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from planner.diagnostics import Diagnostic, SourceText


class TopoplanError(Exception):
    """A failure a user is told about: `message` says what, `mend` what to do about it."""

    exit_code = 1

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


class UsageError(TopoplanError):
    """The words of the command line can't be followed."""

    exit_code = 2


class SpecError(TopoplanError):
    """The spec can't be read or resolved."""

    exit_code = 2

    def __init__(
        self,
        diagnostics: tuple[Diagnostic, ...],
        sources: Mapping[PurePath, SourceText] | None = None,
    ) -> None:
        super().__init__(f"{len(diagnostics)} error(s) in the spec")
        self.diagnostics = diagnostics
        self.sources = sources or {}
        """The files that the diagnostics point into, to be shown with them."""


class RuleViolation(TopoplanError):
    """A rule stands against going on."""

    exit_code = 3


class OverBudget(TopoplanError):
    """The bill is over the budget of the spec."""

    exit_code = 4


class StaleError(TopoplanError):
    """What stands on disk, or in the cloud, is not what was reviewed."""

    exit_code = 5


class CatalogError(TopoplanError):
    """A data file of ours is malformed."""


class TerraformError(TopoplanError):
    """Terraform is missing, failed or was interrupted."""


class CloudError(TopoplanError):
    """The cloud refused a request, or there are no credentials for it."""


class GuardrailError(TopoplanError):
    """What we made to keep a proof doesn't fit it."""


class FileError(TopoplanError):
    """A file or folder can't be read or written."""
