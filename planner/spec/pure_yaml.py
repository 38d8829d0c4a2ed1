"""The events of PyYAML's own parser, for a PyYAML that was built without libyaml."""

from __future__ import annotations

import re

from yaml.events import Event, ScalarEvent
from yaml.parser import Parser as _Grammar
from yaml.reader import Reader
from yaml.scanner import Scanner

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class Parser(Reader, Scanner, _Grammar):
    """Text to events, as `yaml._yaml.CParser` gives them."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        _Grammar.__init__(self)

    def get_event(self) -> Event | None:
        """The next event; an escape of half a character is refused, as libyaml does."""
        event: Event | None = super().get_event()  # type: ignore[no-untyped-call]  # their stub's gap
        if isinstance(event, ScalarEvent) and _HALF_CHARACTER.search(event.value):
            raise ValueError("an escape is half a character")
        return event
