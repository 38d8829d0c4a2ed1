"""What runs LiteLLM, by its container: how large it is, and the configuration among its texts.

Secrets stand beside all this in a container's environment: what is taken is named here one by one,
and of texts only those that are a configuration.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from planner.adopting.blocks import Block
from planner.adopting.draft import TODO, Words
from planner.adopting.proxy import is_proxy, proxy
from planner.adopting.remarks import ASSUMED, MISSING
from planner.diagnostics import SourceText
from planner.values import value

Region = Callable[[Block, str], str]
"""The region of a resource in a cloud."""

SOFTWARE = "litellm"
_MODELS = "model_list"
_EXPRESSION = re.compile(r"\$\{[^}]*\}")
_ELSEWHERE = "os.environ/TERRAFORM"
"""Stands in a configuration for what Terraform puts in: known to the gateway, and not here."""
_QUANTITY = re.compile(r"(?P<number>[0-9.]+)(?P<unit>m|Ki|Mi|Gi|)")
_UNITS = {
    "m": Decimal("0.001"),
    "Ki": Decimal(1) / 1024**2,
    "Mi": Decimal(1) / 1024,
    "Gi": Decimal(1),
    "": Decimal(1),
}
"""Kubernetes' units; of memory in GiB."""


@value
class Running:
    """A gateway that somebody runs."""

    name: str
    words: Words
    config: SourceText | None
    """Its configuration, where it stands in the same files."""
    said: tuple[tuple[str, str, str], ...]
    """Code, words and mending of what has to be said of it."""


@value
class Container:
    """A container that runs LiteLLM."""

    image: str
    texts: tuple[str, ...]
    """What it is told: its command, and the values of its environment."""


def gateway(
    name: str,
    words: Words,
    zones: int | None,
    bounds: tuple[int | None, int | None],
    size: tuple[Decimal, Decimal] | None,
    container: Container,
    block: Block,
) -> Running:
    """A gateway as a spec would have it, with what had to be assumed of it.

    `zones`: over how many it is spread; `bounds`: fewest and most copies; `size`: vCPUs and GiB of
    each; None where nobody says.
    """
    said = []
    if words.get("region") == TODO:
        says = f"nothing says in which region the gateway `{name}` runs"
        said.append((MISSING, says, f"write it where `{TODO}` stands"))
    if zones is None:
        says = f"nothing says over how many zones the gateway `{name}` is spread; 2 are taken"
        said.append((ASSUMED, says, "write `zones`"))
    fewest, most = bounds
    if fewest is None and most is None:
        says = f"nothing says how many copies of the gateway `{name}` run; 2 to 6 are taken"
        said.append((ASSUMED, says, "write `replicas`"))
    elif not fewest:
        # a spec keeps one copy at least
        known = "may scale to none" if fewest == 0 else "doesn't say how few copies of it run"
        says = f"the gateway `{name}` {known}; 1 is taken at least"
        said.append((ASSUMED, says, "write `replicas`"))
    low = max(fewest or 1, 1)
    config = _config(container, block)
    own = {
        **words,
        **({"zones": zones} if zones else {}),
        **(
            {"replicas": {"min": low, "max": max(most or low, low)}}
            if fewest is not None or most
            else {}
        ),
        **({"size": {"cpu": _short(size[0]), "memory": f"{_short(size[1])} GiB"}} if size else {}),
        **({"image": container.image} if container.image and "${" not in container.image else {}),
    }
    return Running(name, own, config, tuple(said))


def _config(container: Container, block: Block) -> SourceText | None:
    """The text among those of a container that is a configuration."""
    path = PurePath(f"{block.at.path}#{'.'.join(block.labels)}")
    for text in container.texts:
        source = SourceText(path, as_told(_decoded(text)))
        if _MODELS in source.text:
            read = proxy(source).value
            if read is not None and is_proxy(read.tree):
                return source
    return None


def as_told(text: str) -> str:
    """A text as the gateway gets it, with a name for each value that Terraform puts in."""
    return _EXPRESSION.sub(_ELSEWHERE, text)


def _decoded(text: str) -> str:
    """A text, or what it stands for in base64."""
    if _MODELS in text or " " in text:
        return text
    try:
        return base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return text


def container_of(containers: Iterable[Mapping[str, object]], block: Block) -> Container | None:
    """The container that runs LiteLLM, by its image, or by its name where that is an expression."""
    for each in containers:
        image = str(each.get("image", ""))
        names = f"{each.get('name')} {block.name}" if "${" in image else ""
        if SOFTWARE in f"{image} {names}".lower():
            return Container(image, tuple(_texts(each)))
    return None


def _texts(container: Mapping[str, object]) -> Iterator[str]:
    for key in ("environment", "env"):
        for each in tables(container.get(key)):
            held = each.get("value")
            yield json.dumps(held, default=str) if isinstance(held, Mapping) else str(held)
    for key in ("command", "args", "entryPoint"):
        words = container.get(key)
        yield from map(str, words) if isinstance(words, list) else ()


def tables(found: object) -> Iterator[Mapping[str, object]]:
    """The mappings of a list; one alone counts as its own."""
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, Mapping):
            yield one


def first(found: object) -> Mapping[str, object]:
    """The first mapping of a list, or the one that stands alone."""
    return next(tables(found), {})


def table(found: object) -> Mapping[str, object]:
    """A mapping; an empty one where it is none."""
    return {str(key): one for key, one in found.items()} if isinstance(found, Mapping) else {}


def whole(found: object) -> int | None:
    """A whole number as it is written; None where it is none."""
    text = str(found)
    return int(text) if text.isascii() and text.isdecimal() else None


def size_of(limits: Mapping[str, object]) -> tuple[Decimal, Decimal] | None:
    """vCPUs and GiB, where both are said."""
    cpu, memory = _quantity(limits.get("cpu")), _quantity(limits.get("memory"))
    return (cpu, memory) if cpu and memory else None


def _quantity(found: object) -> Decimal | None:
    read = _QUANTITY.fullmatch(str(found))
    try:
        return Decimal(read["number"]) * _UNITS[read["unit"]] if read else None
    except InvalidOperation:
        return None


def _short(number: Decimal) -> int | Decimal:
    whole = number.to_integral_value()
    return int(whole) if whole == number else number.normalize()
