"""An emulated AWS on this machine: the same Terraform, no account. Needs `topoplan[sandbox]`."""

from planner.sandbox.emulator import Emulator, emulated_aws

__all__ = ["Emulator", "emulated_aws"]
