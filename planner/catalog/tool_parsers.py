"""Which open-weight models call tools where vLLM serves them, and how it reads their calls."""

from __future__ import annotations

from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class ToolParser:
    """How vLLM reads the tool calls of a model."""

    model: str
    parser: str
    """Of `--tool-call-parser`."""
    chat_template: str
    """Of `--chat-template`, a path in vLLM's image; empty where the model's own will do."""
    row: Row


class ToolParsers:
    """Parsers by model."""

    def __init__(self, folder: Path) -> None:
        self._index = Index(Table(folder, "tool_parsers.csv"), "model")

    def of(self, model: str) -> ToolParser | None:
        """The parser of a model; None where nobody says that it calls tools."""
        record = self._index.newest(model)
        return _parser(record) if record else None


def _parser(record: Record) -> ToolParser:
    return ToolParser(
        record.required("model"),
        record.required("parser"),
        record.text("chat_template"),
        record.row,
    )
