"""A template and answers to files: Jinja that can't call, import, multiply or read anything.

Templates come from other people. What they may do is looked up in short lists, of filters and of
methods; everything else that Jinja offers is taken away.
"""

from __future__ import annotations

import json
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path, PurePosixPath

from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planner.errors import UsageError
from planner.spec import Folder
from planner.templating.manifest import Answer, Manifest
from planner.values import value

_MAX_BYTES = 1024 * 1024
"""What all files of a consumer may hold together."""
_MAX_SECONDS = 5
_FILTERS = ("default", "first", "last", "length", "lower", "sort", "trim", "upper")
_METHODS = ("endswith", "items", "keys", "startswith", "values")
_FILLED = ".j2"
_LONGEST_GLUE = 8
_BARE = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_WORDS = ("false", "n", "no", "null", "off", "on", "true", "y", "yes")
"""What YAML, or an older YAML, takes for something else than a text."""
_ADMITTED = (
    nodes.Add,
    nodes.And,
    nodes.Call,
    nodes.Compare,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Const,
    nodes.Div,
    nodes.Filter,
    nodes.FloorDiv,
    nodes.For,
    nodes.Getattr,
    nodes.Getitem,
    nodes.If,
    nodes.Include,
    nodes.List,
    nodes.Mod,
    nodes.Mul,
    nodes.Name,
    nodes.Neg,
    nodes.Not,
    nodes.Operand,
    nodes.Or,
    nodes.Output,
    nodes.Sub,
    nodes.Template,
    nodes.TemplateData,
    nodes.Test,
    nodes.Tuple,
)
"""No variable is ever set: a text that is joined to itself forty times fills any memory."""


@value
class Filled:
    """The files that a template makes of some answers."""

    files: Mapping[PurePosixPath, str]


def filled(folder: Folder, manifest: Manifest, answers: Mapping[str, Answer], into: Path) -> Filled:
    """The files for a consumer in the folder `into`.

    Raises:
        UsageError: a template fails, or does what none may.
    """
    environment = _environment(folder)
    names = {**answers, "template": _About(folder, manifest, into)}
    files: dict[PurePosixPath, str] = {}
    with _bounded(folder):
        for target, origin in sorted(manifest.files.items()):
            files[target] = _text(environment, folder, origin, names)
            if sum(map(len, files.values())) > _MAX_BYTES:
                raise UsageError(f"{folder.place} makes more than {_MAX_BYTES // 1024} KiB")
    return Filled(files)


@value
class _About:
    """What a template knows of itself."""

    _folder: Folder
    _manifest: Manifest
    _into: Path

    @property
    def name(self) -> str:
        return self._manifest.name

    @property
    def release(self) -> str:
        return self._manifest.release

    def file(self, path: str) -> str:
        """How a spec extends a file of the template, at the same tag."""
        if PurePosixPath(path) not in self._folder.files:
            raise SecurityError(f"the template has no file {path}")
        return self._folder.beside(PurePosixPath(path), self._into)


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, and less."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        if isinstance(obj, _About):
            return attr in {"name", "release", "file"}
        return attr in _METHODS and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        if not all(isinstance(one, int | Decimal) for one in (left, right)) or operator == "**":
            raise SecurityError(f"`{operator}` is for numbers only")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ADMITTED) or not _is_harmless(node):
                what = type(node).__name__.lower()
                raise TemplateSyntaxError(f"no template may use `{what}`", node.lineno, name)
        return tree


def _is_harmless(node: nodes.Node) -> bool:
    """The only call is that of `template.file`, and no loop calls itself."""
    if isinstance(node, nodes.For):
        return not node.recursive
    if not isinstance(node, nodes.Call):
        return True
    match node.node:
        case nodes.Getattr(node=nodes.Name(name="template"), attr="file"):
            return True
    return False


def _environment(folder: Folder) -> _Environment:
    loader = DictLoader({str(path): source.text for path, source in folder.files.items()})
    environment = _Environment(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # YAML and Markdown, no HTML; texts pass the filter `yaml`
    )
    environment.globals.clear()
    environment.filters = {name: FILTERS[name] for name in _FILTERS}
    environment.filters["join"] = _joined
    environment.filters["yaml"] = _yaml
    return environment


def _joined(items: Iterable[object], glue: str = "") -> str:
    if len(glue) > _LONGEST_GLUE:
        raise SecurityError(f"`join` takes at most {_LONGEST_GLUE} characters between two items")
    return glue.join(map(str, items))


def _yaml(answer: object) -> str:
    """An answer as YAML on one line, whatever it holds."""
    if isinstance(answer, Decimal):
        return f"{answer:f}"
    if isinstance(answer, tuple | list):
        return f"[{', '.join(map(_yaml, answer))}]"
    if isinstance(answer, str) and _BARE.fullmatch(answer) and answer not in _WORDS:
        return answer
    return json.dumps(answer, ensure_ascii=False)


def _text(
    environment: _Environment, folder: Folder, origin: PurePosixPath, names: Mapping[str, object]
) -> str:
    if origin.suffix != _FILLED:
        return folder.files[origin].text
    try:
        text = ""
        for part in environment.get_template(str(origin)).generate(names):
            text += part
            if len(text) > _MAX_BYTES:
                raise UsageError(f"{origin} makes more than {_MAX_BYTES // 1024} KiB")
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        line = getattr(error, "lineno", None)
        at = f"{origin}:{line}" if line else str(origin)
        raise UsageError(
            f"{at} of {folder.place} can't be filled in: {error}",
            mend="its owner mends it; `topoplan template test` shows it",
        ) from None
    except RecursionError:
        raise UsageError(f"{origin} of {folder.place} includes itself") from None
    return text


@contextmanager
def _bounded(folder: Folder) -> Iterator[None]:
    """No template holds its reader up: loops in loops over lists would, without a limit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise UsageError(f"{folder.place} takes longer than {_MAX_SECONDS} s to fill in")

    before: Callable[..., object] | int | None = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _MAX_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
