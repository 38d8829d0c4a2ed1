"""Paths to a spec: each is a LiteLLM configuration, a folder of Terraform, or Terraform's JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from planner.adopting.blocks import Block, shown_blocks
from planner.adopting.containers import as_told
from planner.adopting.draft import TODO, Draft, Words, spec_name
from planner.adopting.drafting import joined, text_of
from planner.adopting.litellm import adopted_proxy
from planner.adopting.mixing import mixed
from planner.adopting.proxy import is_proxy, proxy
from planner.adopting.remarks import ASSUMED, IN_CLEAR, LEFT_OUT, MISSING, remark
from planner.adopting.serving import hub, served
from planner.adopting.terraform import adopted_terraform
from planner.adopting.variables import filled, variables
from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, SourceText, Span
from planner.errors import FileError, SpecError, UsageError
from planner.spec import masked, read_text, source_of
from planner.topology import resolve
from planner.values import value

_GATEWAY = "main"
_MOST_BYTES = 256 * 1024 * 1024
"""Of Terraform's JSON, which is larger than a spec may be."""


@value
class Adopted:
    """A spec as text, and what has to be said of it."""

    text: str
    remarks: tuple[Diagnostic, ...]
    sources: Mapping[PurePath, SourceText]
    """What the remarks point into, with no secret in it."""


def adopt(
    paths: Iterable[Path],
    catalog: Catalog,
    *,
    name: str | None = None,
    gateway: Words | None = None,
) -> Adopted:
    """The spec that would produce what the files at some paths say.

    `gateway`: where the gateway of a lone configuration runs, as a spec says it.

    Raises:
        SpecError: a file can't be read.
        UsageError: one is nothing that can be adopted.
    """
    draft = _called(joined(_drafts(tuple(paths), catalog, gateway or {}), name), catalog)
    if not draft.endpoints and draft.gateways:
        raise UsageError(
            f"the gateway `{next(iter(draft.gateways))}` is there, and no configuration of it",
            mend="name its config.yaml, too: topoplan adopt infra config.yaml",
        )
    if not draft.endpoints:
        raise UsageError(
            "nothing there calls a model or serves one",
            mend="name a LiteLLM configuration, or a folder of Terraform that has one",
        )
    text = text_of(draft)
    remarks = (*draft.remarks, *_mixed(text, draft, catalog))
    sources = {path: _struck(each, remarks) for path, each in draft.sources.items()}
    return Adopted(text, remarks, sources)


def _drafts(paths: tuple[Path, ...], catalog: Catalog, gateway: Words) -> Iterator[Draft]:
    """Terraform first: it knows the pools and accounts that a configuration only names."""
    folders = [path for path in paths if path.is_dir()]
    shown = [path for path in paths if path.suffix == ".json"]
    known = joined([*(_folder(one, catalog) for one in folders), *_shown(shown, catalog)])
    configs = [path for path in paths if path not in (*folders, *shown)]
    bare = [name for name in known.gateways if name not in known.configs]
    # one configuration and one gateway that lacks its own belong together
    own = bare[0] if len(configs) == len(bare) == 1 else _GATEWAY
    read_too = _read_too(known, configs)
    found = [(read_too.get(path, own), path) for path in configs]
    found += [
        (path.parent.name, path)
        for one in folders
        for path in sorted(one.glob("gateway/*/config.yaml"))
    ]
    yield known
    yield Draft(remarks=tuple(_unconfigured(bare, {name for name, _ in found}, known)))
    for name, source in known.configs.items():
        if name in read_too.values():
            continue
        inline = _configured(source, name, known.gateways[name], catalog, known)
        yield inline if source.path.name.partition("#")[0].endswith(".tf") else _unseen(inline)
    for name, path in found:
        site = known.gateways.get(name, gateway if len(found) == 1 else {})
        yield _proxy(path, name, site, catalog, known)


def _read_too(known: Draft, configs: Iterable[Path]) -> Mapping[Path, str]:
    """Files that Terraform reads as well, with the gateway of each: they are judged once."""
    texts = {source.text.strip(): name for name, source in known.configs.items()}
    if not texts:
        return {}
    told = {path: as_told(_source(path).text).strip() for path in configs}
    return {path: texts[text] for path, text in told.items() if text in texts}


def _folder(folder: Path, catalog: Catalog) -> Draft:
    from planner.adopting import hcl  # noqa: PLC0415 - its grammar takes two seconds

    blocks: list[Block] = []
    remarks: list[Diagnostic] = []
    sources: dict[PurePath, SourceText] = {}
    for path in hcl.files(folder):
        source = _source(path)
        sources[path] = source
        read, said = hcl.blocks(source)
        blocks += read
        remarks += said
    given: dict[str, object] = {}
    for path in hcl.files_of_values(folder):
        values, said = hcl.given(_source(path))
        given |= values
        remarks += said
        # such files hold secrets in clear, too: of their text nothing is ever shown
        sources[path] = SourceText(path, "")
    draft = _filled(blocks, given, catalog)
    pools = {
        name: _serving(words, folder, name, catalog) for name, words in draft.gpu_pools.items()
    }
    every = (*remarks, *draft.remarks)
    return replace(draft, gpu_pools=pools, remarks=every, sources=sources)


def _filled(blocks: Sequence[Block], given: Mapping[str, object], catalog: Catalog) -> Draft:
    """The draft of blocks with variables, and a remark on each default without which it differs."""
    known = tuple(variables(blocks, given))
    draft = adopted_terraform(filled(blocks, known), catalog)
    remarks = list(draft.remarks)
    for one in known:
        others = (each for each in known if each is not one)
        if one.is_default and _differs(adopted_terraform(filled(blocks, others), catalog), draft):
            says = f"nothing here sets `{one.name}`; its default is taken"
            mend = "adopt with the terraform.tfvars of the environment beside these files"
            remarks.append(remark(ASSUMED, says, one.at, mend))
    return replace(draft, remarks=tuple(remarks))


def _differs(one: Draft, other: Draft) -> bool:
    return replace(one, remarks=()) != replace(other, remarks=())


def _serving(words: Words, folder: Path, name: str, catalog: Catalog) -> Words:
    """A pool with the models of its manifest, where there is one beside the Terraform."""
    path = folder / "workloads" / name / "serving.yaml"
    if not path.is_file():
        return words
    source = _source(path)
    weights = {"weights": {"host": host, "country": TODO}} if (host := hub(source)) else {}
    return {**words, "serves": served(source, catalog), **weights}


def _shown(paths: Iterable[Path], catalog: Catalog) -> Iterator[Draft]:
    for path in paths:
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise UsageError(f"{path} is too large to be a state", mend="name another")
            source = SourceText(path, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise FileError(f"can't read {path}: {error}", mend="name another") from None
        draft = adopted_terraform(tuple(shown_blocks(source)), catalog)
        # a state holds secrets in clear: of its text nothing is ever shown
        yield replace(draft, sources={path: SourceText(path, "")})


def _source(path: Path) -> SourceText:
    source = source_of(path)
    if source.value is None:
        raise SpecError(source.diagnostics)
    return source.value


def _unconfigured(bare: list[str], found: set[str], known: Draft) -> Iterator[Diagnostic]:
    """Gateways whose configuration nobody named."""
    at = Span(next(iter(known.sources), PurePath("none")), 1, 1, 1, 1)
    for name in bare:
        if name not in found:
            says = f"the configuration of the gateway `{name}` is not in these files"
            yield remark(LEFT_OUT, says, at, "name its config.yaml beside them")


def _unseen(draft: Draft) -> Draft:
    """What a state holds, which is in clear: of its text nothing is ever shown."""
    sources = {path: SourceText(path, "") for path in draft.sources}
    remarks = tuple(replace(one, at=Span(one.at.path, 1, 1, 1, 1)) for one in draft.remarks)
    routes = {name: Span(at.path, 1, 1, 1, 1) for name, at in draft.routes.items()}
    return replace(draft, sources=sources, remarks=remarks, routes=routes)


def _proxy(path: Path, name: str, site: Words, catalog: Catalog, known: Draft) -> Draft:
    return _configured(_source(path), name, site, catalog, known)


def _configured(
    source: SourceText, name: str, site: Words, catalog: Catalog, known: Draft
) -> Draft:
    path = source.path
    read = proxy(source)
    if read.value is None:
        raise SpecError(read.diagnostics, {path: source})
    if not is_proxy(read.value.tree):
        raise UsageError(
            f"{path} is no configuration of LiteLLM: it has no `model_list`",
            mend="name its config.yaml, a folder of Terraform, or Terraform's JSON",
        )
    return adopted_proxy(read.value, name, site, catalog, known)


def _called(draft: Draft, catalog: Catalog) -> Draft:
    """The draft with an endpoint for each model that nobody is known to call."""
    routes = [target for one in draft.endpoints.values() for target in _route(one)]
    endpoints, remarks = dict(draft.endpoints), list(draft.remarks)
    at = Span(next(iter(draft.sources), PurePath("none")), 1, 1, 1, 1)
    for site, key in _served(draft):
        if f"{site}/{key}" not in routes:
            name = spec_name(f"{site}-{key}", endpoints)
            kind = _kind(draft, site, key, catalog)
            endpoints[name] = {"kind": kind, "route": (f"{site}/{key}",)}
            says = f"nothing says who calls `{site}/{key}`; the endpoint `{name}` stands for them"
            remarks.append(remark(ASSUMED, says, at, "name the endpoints that call it"))
    if draft.topology is None and endpoints:
        says = "nothing says what the topology is called"
        remarks.append(remark(MISSING, says, at, "name it with --name"))
    return replace(draft, endpoints=endpoints, remarks=tuple(remarks))


def _kind(draft: Draft, site: str, key: str, catalog: Catalog) -> str:
    """What callers of a model send, as far as sources know the model."""
    provider = draft.providers.get(site, {})
    models = provider.get("models")
    model = str(models.get(key)) if isinstance(models, Mapping) else ""
    facts = catalog.api_model(str(provider.get("kind")), model)
    return "embedding" if facts and facts.task == "embedding" else "chat"


def _route(endpoint: Words) -> tuple[str, ...]:
    found = endpoint.get("route")
    return tuple(map(str, found)) if isinstance(found, tuple | list) else ()


def _served(draft: Draft) -> Iterator[tuple[str, str]]:
    """Each site with each of its models."""
    for section, key in ((draft.providers, "models"), (draft.gpu_pools, "serves")):
        for name, words in section.items():
            models = words.get(key)
            yield from ((name, one) for one in models) if isinstance(models, Mapping) else ()


def _struck(source: SourceText, remarks: Iterable[Diagnostic]) -> SourceText:
    """The text without its keys: those that look like one, and those that stand where one does."""
    lines = masked(source.text).split("\n")
    for one in remarks:
        if one.code == IN_CLEAR and one.at.path == source.path:
            line = lines[one.at.line - 1]
            start, end = one.at.column - 1, one.at.end_column - 1
            lines[one.at.line - 1] = line[:start] + "*" * (end - start) + line[end:]
    return SourceText(source.path, "\n".join(lines))


def _mixed(text: str, draft: Draft, catalog: Catalog) -> tuple[Diagnostic, ...]:
    """What can be said of places once the spec can be read; nothing while facts are missing."""
    read = read_text(SourceText(PurePath("adopted.yaml"), text))
    topology = resolve(read.value, catalog).value if read.value else None
    return tuple(mixed(topology, draft, catalog)) if topology else ()
