"""What moto lacks or gets wrong, one module a gap.

A module is found by its place here. Its docstring says what moto does and which resource of
Terraform that breaks; its `install()` mends it. What a gap has to remember hangs on moto's own
backends, so that it is reset with them.
"""

from __future__ import annotations

import importlib
import pkgutil


def install() -> None:
    """Fills every gap in this process's moto."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}").install()
