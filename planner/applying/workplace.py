"""Where Terraform runs: which binary and environment, the user's own cloud or an emulated one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import field
from pathlib import Path

from planner.terraform import Binary, Event, Terraform, locate_binary, with_provider_source
from planner.values import value


@value
class Workplace:
    """A Terraform binary and the environment that it and boto3 see."""

    binary: Binary
    environ: Mapping[str, str] = field(repr=False)
    sandbox: bool

    def terraform(self, folder: Path, on_event: Callable[[Event], None]) -> Terraform:
        """Terraform in the root `folder`."""
        return Terraform(self.binary, folder, self.environ, on_event)


@contextmanager
def workplace(
    environ: Mapping[str, str], region: str, *, sandbox: bool, say: Callable[[str], None]
) -> Iterator[Workplace]:
    """The user's own environment, or for the block's time an emulated AWS.

    Raises:
        TerraformError: there is no usable Terraform.
        UsageError: the sandbox isn't installed.
    """
    binary = locate_binary(environ)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="topoplan-")))
        if sandbox:
            from planner.sandbox import emulated_aws  # noqa: PLC0415 - an extra

            emulator = stack.enter_context(emulated_aws(region))
            say(f"an emulated AWS answers at {emulator.endpoint}; no account is touched")
            environ = emulator.environment_over(environ)
        found = with_provider_source(environ, folder, sandbox=sandbox, say=say)
        yield Workplace(binary, found, sandbox)
