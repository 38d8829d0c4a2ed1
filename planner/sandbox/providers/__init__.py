"""Terraform providers without a cloud: real schemas, made-up results. Needs `topoplan[sandbox]`."""

from planner.sandbox.providers.door import emulated_providers
from planner.sandbox.providers.schema import emulated_names

__all__ = ["emulated_names", "emulated_providers"]
