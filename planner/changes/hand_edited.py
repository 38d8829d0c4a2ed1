"""The text of Terraform files, which people may have edited, to the modules that it calls.

python-hcl2 takes two seconds to start, so it is asked about files that differ, and about no others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from typing import Any

from planner.changes.snapshot import Forced, Module
from planner.errors import UsageError

_SOURCE = re.compile(r"(?:\.\./)?modules/(?P<cloud>\w+)/(?P<kind>\w+)")
_PARSERS = "__"
"""What the parser adds begins with it: comments, and what was a block."""
_UNSAID = ("providers", "source")

Replacing = Callable[[str, str], Forced]
"""Cloud and kind of a module to what is forced of it."""


def modules_in(texts: Mapping[str, str], replacing: Replacing) -> dict[str, Module]:
    """Every module call and every resource of some files, by address.

    Raises:
        UsageError: a file is no HCL, or python-hcl2 is not installed.
    """
    found = (one for name, text in sorted(texts.items()) for one in _blocks(name, text, replacing))
    return {module.address: module for module in found}


def _blocks(name: str, text: str, replacing: Replacing) -> Iterator[Module]:
    read = _parsed(name, text)
    for block in read.get("module", ()):
        for label, body in block.items():
            yield _call(_bare(label), body, replacing)
    for block in read.get("resource", ()):
        for kind, named in block.items():
            for label, body in named.items():
                yield _resource(_bare(kind), _bare(label), body)


def _parsed(name: str, text: str) -> Mapping[str, Any]:
    try:
        import hcl2  # noqa: PLC0415 - two seconds, which only edited Terraform is worth
    except ImportError:
        raise UsageError(
            "Terraform files are compared by python-hcl2, which is not installed",
            mend="pip install 'topoplan[review]'",
        ) from None
    try:
        read: Mapping[str, Any] = hcl2.load(StringIO(text))
    except Exception as error:  # noqa: BLE001 - it lets out whatever its parser generator raises
        first, *_ = str(error).strip().splitlines() or [type(error).__name__]
        raise UsageError(f"{name} is no Terraform that can be read: {first}") from None
    return read


def _call(label: str, body: Mapping[str, Any], replacing: Replacing) -> Module:
    source = _bare(str(body.get("source", "")))
    named = _SOURCE.fullmatch(source)
    forced = replacing(named["cloud"], named["kind"]) if named else Forced()
    region = _bare(str(body.get("providers", {})))
    kind = named["kind"] if named else source
    return Module(f"module.{label}", kind, region, _arguments(body), forced)


def _resource(kind: str, label: str, body: Mapping[str, Any]) -> Module:
    return Module(f"{kind}.{label}", kind, "", _arguments(body))


def _arguments(body: Mapping[str, Any]) -> dict[str, str]:
    """Arguments as one text each, the same for the same meaning: comments and layout are gone."""
    return {
        name: json.dumps(_said(given), sort_keys=True, default=str, ensure_ascii=False)
        for name, given in body.items()
        if name not in _UNSAID and not name.startswith(_PARSERS)
    }


def _said(given: object) -> object:
    """What a file says, without what the parser adds."""
    match given:
        case dict():
            return {k: _said(v) for k, v in given.items() if not k.startswith(_PARSERS)}
        case list():
            return [_said(one) for one in given]
    return given


def _bare(text: str) -> str:
    return text.removeprefix('"').removesuffix('"')
