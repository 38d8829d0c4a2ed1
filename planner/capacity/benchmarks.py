"""Published runs as points that the model is asked for: what it says, and what was measured."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from planner.capacity.bands import regime
from planner.capacity.capacity import Unfit
from planner.capacity.constants import Constants, constants
from planner.capacity.roofline import GIB, Pace, Work, drained, pace, room
from planner.capacity.shapes import Chip, Shape, chip, shape
from planner.catalog import (
    Accelerator,
    Catalog,
    Engine,
    OpenModel,
    PublishedRun,
    capacity_constants,
)
from planner.units import Range
from planner.values import value

_SEEN = 0.98
"""Of a GPU's nominal memory, in GiB: what a guest sees of it, where no machine says."""

_PRECISIONS = (("mxfp4", "mxfp4"), ("nvfp4", "nvfp4"), ("w4a16", "int4"), ("awq", "awq"))
"""Words of a published precision, the most telling first, and ours."""


@value
class Point:
    """A published run of which everything is known that the model asks for."""

    run: PublishedRun
    model: OpenModel
    shape: Shape
    chip: Chip
    gpus: int
    memory: float
    """Bytes of one GPU."""
    engine: Engine
    precision: str
    work: Work
    at_once: float | None
    """Sequences; None: as many as the engine takes."""
    prompts: float | None
    """That arrive at once, with nothing after them; None: a steady state."""
    measured: Decimal
    """Output tokens in a second."""

    @property
    def is_held(self) -> bool:
        """Whether no constant was fitted to it."""
        return self.run["use"] != "fit"

    @property
    def is_outdated(self) -> bool:
        """Whether the engine's release is too old for the model to speak of it."""
        return any(word in self.run["engine"] for word in self.engine.outdated)


@value
class Unjudged:
    """A published run that the model can't be held against."""

    run: PublishedRun
    why: str


def point(run: PublishedRun, catalog: Catalog) -> Point | Unjudged:
    """A run by the catalogue's names; Unjudged where it lacks something, and why.

    Models are found by our name, by the Hugging Face id, and by that without the maker, the
    quantisation and the date that a repository's name ends in.
    """
    for reason in (_unsteady(run), _incomplete(run)):
        if reason:
            return Unjudged(run, reason)
    model, accelerator = _model(run, catalog), _accelerator(run, catalog)
    engine = _engine(run)
    if model is None or accelerator is None or engine is None:
        named = ((model, run["model"]), (accelerator, run["gpu"]), (engine, run["engine"]))
        unknown = ", ".join(name for found, name in named if found is None)
        return Unjudged(run, f"the catalogue has no {unknown}")
    return _point(run, model, accelerator, engine)


def _point(
    run: PublishedRun, model: OpenModel, accelerator: Accelerator, engine: Engine
) -> Point | Unjudged:
    precision = _precision(run["precision"])
    known, gpu = shape(model, precision), chip(accelerator, precision)
    for unknown in (known, gpu):
        if isinstance(unknown, Unfit):
            return Unjudged(run, unknown.reason)
    prompts, at_once = _burst(run["scenario"])
    found = Point(
        run=run,
        model=model,
        shape=known,  # type: ignore[arg-type]  # an Unfit has returned
        chip=gpu,  # type: ignore[arg-type]
        gpus=int(run["gpus"]),
        memory=float(accelerator.memory_gb) * _SEEN * GIB,
        engine=engine,
        precision=precision,
        work=Work(float(run["isl"]), 0.0, float(run["osl"])),
        at_once=at_once or (float(run["concurrency"]) if run["concurrency"] else None),
        prompts=prompts,
        measured=Decimal(run["output_tok_s"]),
    )
    if _room(found, constants()) < 0:
        return Unjudged(run, "as published, its weights don't fit the GPUs")
    return found


def predicted(one: Point, known: Constants, speed: float) -> float:
    """Output tokens in a second that the model expects, by given constants."""
    known = replace(known, cache_bytes=_cache_bytes(one, known))
    sequences = sequences_of(one, known)
    found = _pace(one, sequences, known)
    rate = found.rate
    if one.prompts is not None:
        rate = drained(one.prompts, found, _pace(one, 1, known), known)
    return rate * one.work.answer * speed


def expected(one: Point) -> tuple[str, Range]:
    """The regime of a point, and the output tokens in a second that an estimate says."""
    tokens = Decimal(repr(predicted(one, constants(), float(one.engine.speed))))
    name, band = regime(one.model, sequences_of(one, constants()), is_burst=one.prompts is not None)
    return name, Range(tokens * band.low, tokens, tokens * band.high)


def sequences_of(one: Point, known: Constants) -> float:
    """Sequences at once: those asked for, as far as the engine and its cache take them."""
    cache = one.shape.cached(one.work.context) * _cache_bytes(one, known)
    most = one.engine.sequences.get(one.run["gpu"], one.engine.sequences[""])
    limits = (_room(one, known) / cache, most, one.at_once, one.prompts)
    return max(1.0, min(float(limit) for limit in limits if limit is not None))


def _pace(one: Point, sequences: float, known: Constants) -> Pace:
    return pace(one.shape, one.chip, one.gpus, one.work, sequences, known)


def _room(one: Point, known: Constants) -> float:
    return room(one.shape, one.gpus, one.memory, known)


def _cache_bytes(one: Point, known: Constants) -> float:
    return 1.0 if one.precision in one.engine.eight_bit_cache else known.cache_bytes


def _unsteady(run: PublishedRun) -> str:
    if "open-loop" in run["scenario"]:
        return "an open loop says what was asked for, not what could be had"
    if "speculative" in run["notes"] or "speculative" in run["scenario"]:
        return "speculative decoding is not modelled"
    if not re.fullmatch(r"(TP|DEP)\d+( .*)?|", run["parallelism"]):
        return f"parallelism `{run['parallelism']}` is not modelled"
    return ""


def _incomplete(run: PublishedRun) -> str:
    columns = ("isl", "osl", "gpus", "output_tok_s")
    missing = [column for column in columns if not _is_number(run[column])]
    return f"it does not tell {', '.join(missing)}" if missing else ""


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None and float(text) > 0


def _burst(scenario: str) -> tuple[float | None, float | None]:
    """Prompts that arrive at once, and how many of them are let in."""
    found = re.match(r"burst (\d+) prompts(?:, (\d+) at once)?", scenario)
    if found is None:
        return None, None
    return float(found[1]), float(found[2]) if found[2] else None


def _model(run: PublishedRun, catalog: Catalog) -> OpenModel | None:
    names = {one.lower(): one for one in catalog.open_models()}
    last = run["hf_id"].rpartition("/")[2].lower()
    bare = re.sub(r"-(fp8|awq|gptq|bf16|nvfp4)(-.*)?$", "", last)
    undated = re.sub(r"(-instruct)?(-\d{4})$", "", bare)
    tried = (last, bare, f"{bare}-instruct", undated, bare.removesuffix("-instruct"))
    found = catalog.open_model(run["model"]) or catalog.open_model(run["hf_id"])
    known = (names[one] for one in (*tried, run["model"].lower().replace(" ", "-")) if one in names)
    return found or next((catalog.open_model(one) for one in known), None)


def _accelerator(run: PublishedRun, catalog: Catalog) -> Accelerator | None:
    name = run["gpu"].replace("-SXM", "")
    return catalog.accelerator(name) or catalog.accelerator(re.sub(r"-\d+GB$", "", name))


def _engine(run: PublishedRun) -> Engine | None:
    named, engines = run["engine"].lower(), capacity_constants().engines.values()
    return next((one for one in engines if any(name in named for name in one.names)), None)


def _precision(published: str) -> str:
    for word, ours in _PRECISIONS:
        if word in published:
            return ours
    return published.split(" ", 1)[0].split("(", 1)[0]
