"""The events of PyYAML's own parser, for a PyYAML that was built without libyaml."""

from __future__ import annotations

from yaml.parser import Parser as _Grammar
from yaml.reader import Reader
from yaml.scanner import Scanner


class Parser(Reader, Scanner, _Grammar):
    """Text to events, as `yaml._yaml.CParser` gives them."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        _Grammar.__init__(self)
