"""Where Terraform runs: which binary and environment, the user's own clouds or emulated ones."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import field
from pathlib import Path

from planner.catalog import Region
from planner.terraform import (
    Binary,
    Event,
    Terraform,
    locate_binary,
    served,
    with_provider_source,
)
from planner.values import value

_UNHURRIED = {"GOGC": "400"}
"""Terraform spends a quarter of its CPU on clearing away; less often, it takes 70 MiB more memory,
and the provider of AWS 200."""


@value
class Workplace:
    """A Terraform binary and the environment that it and boto3 see."""

    binary: Binary
    environ: Mapping[str, str] = field(repr=False)
    states: str | None = None
    """In the sandbox, below which address it keeps states; None in the user's own clouds."""

    @property
    def sandbox(self) -> bool:
        return self.states is not None

    def terraform(self, folder: Path, on_event: Callable[[Event], None]) -> Terraform:
        """Terraform in the root `folder`."""
        return Terraform(self.binary, folder, self.environ, on_event)


@contextmanager
def workplace(
    environ: Mapping[str, str],
    homes: Mapping[str, Region],
    *,
    majors: Mapping[str, int],
    sandbox: bool,
    say: Callable[[str], None],
) -> Iterator[Workplace]:
    """The user's own environment, or for the block's time emulated clouds.

    `homes`: each cloud that is built on, with a region of it. `majors`: those of Terraform's
    providers that the spec names.

    Raises:
        TerraformError: there is no usable Terraform.
        UsageError: the sandbox isn't installed.
    """
    binary = locate_binary(environ)
    states = None
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="topoplan-")))
        if sandbox:
            environ, states = stack.enter_context(_emulated(environ, homes, majors, say))
        if "aws" in homes:
            environ = with_provider_source(environ, folder, sandbox=sandbox, say=say)
        yield Workplace(binary, environ, states)


@contextmanager
def _emulated(
    environ: Mapping[str, str],
    homes: Mapping[str, Region],
    majors: Mapping[str, int],
    say: Callable[[str], None],
) -> Iterator[tuple[Mapping[str, str], str]]:
    """The environment for emulated clouds, and an address for states.

    AWS answers calls, of others there are providers only.

    Raises:
        UsageError: the sandbox isn't installed.
    """
    from planner.sandbox import (  # noqa: PLC0415 - an extra
        emulated_aws,
        emulated_backend,
        emulated_providers,
    )

    with ExitStack() as stack:
        if "aws" in homes:
            emulator = stack.enter_context(emulated_aws(homes["aws"].name))
            say(f"an emulated AWS answers at {emulator.endpoint}; no account is touched")
            environ = emulator.environment_over(environ)
        others = served(homes, majors) - {"aws"}
        if others:
            found = stack.enter_context(emulated_providers(sorted(others)))
            say(f"emulated providers serve {', '.join(sorted(others))}; no account is touched")
            environ = {**environ, **found}
        yield {**_UNHURRIED, **environ}, stack.enter_context(emulated_backend())
