"""The frame of every page: one file that stands alone, and forbids itself everything else.

Templates only compose: every text and figure of a page is made here and beside. Nothing in it is
fetched from anywhere, which its own Content-Security-Policy forbids; all words of a spec are
escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import version

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner import resources
from planner.cost import rate_words
from planner.pipeline import Plan
from planner.units import Range, cents
from planner.views.diagnostics import visible

Words = Mapping[str, object]


@lru_cache(maxsize=1)
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.folder("templates") / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    plan: Plan, *, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = (), asks: str = ""
) -> Words:
    """What the frame needs; `styles` and `scripts`: beside those of every page.

    `asks`: what of a policy admits requests; none by default.
    """
    style = "".join(text(name) for name in ("style.css", *styles))
    script = "".join(text(name) for name in ("page.js", *scripts))
    return {
        "style": style,
        "script": script,
        "policy": f"default-src 'none'; style-src '{digest(style)}'; "
        f"script-src '{digest(script)}'; {asks}base-uri 'none'; form-action 'none'",
        "catalog": plan.catalog.id,
        "sha256": plan.catalog.sha256,
        "oldest": plan.bill.oldest,
        "rate": visible(rate_words(plan.bill.exchange)) if plan.bill.exchange else "",
        "version": version("topoplan"),
        "file": visible(plan.file.name),
    }


@lru_cache(maxsize=16)
def text(name: str) -> str:
    """A style sheet or script of ours."""
    return (resources.folder("templates") / "report" / name).read_text(encoding="utf-8")


def digest(source: str) -> str:
    """What a Content-Security-Policy knows a sheet or script by."""
    hashed = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(hashed).decode()}"


def money(amount: Decimal) -> str:
    return f"{cents(amount):,}"


def between(month: Range) -> str:
    """Both ends of a range; empty where they are one."""
    low, high = money(month.low), money(month.high)
    return "" if low == high else f"{low} to {high}"
