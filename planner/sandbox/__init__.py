"""Emulated clouds on this machine: the same Terraform, no account. Needs `topoplan[sandbox]`.

AWS is a server that the real provider talks to; of the other clouds the providers are emulated.
"""

from planner.sandbox.backend import emulated_backend
from planner.sandbox.emulator import Emulator, emulated_aws
from planner.sandbox.providers import emulated_names, emulated_providers

__all__ = ["Emulator", "emulated_aws", "emulated_backend", "emulated_names", "emulated_providers"]
