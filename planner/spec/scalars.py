"""The kinds of single value that a spec is made of, each with its reader and its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from ipaddress import IPv4Network
from typing import Annotated, Any, Literal
from unicodedata import normalize

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from planner.spec import quantities
from planner.spec.refusals import BadName, Unreadable
from planner.units import Money, Range
from planner.values import value

JsonSchema = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class ReadBy:
    """Annotation: the value is made by a function of ours, and editors see `schema`."""

    read: Callable[[Any], Any]
    schema: JsonSchema

    def __get_pydantic_core_schema__(self, _: object, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _: CoreSchema, __: GetJsonSchemaHandler) -> JsonSchema:
        return dict(self.schema)


@dataclass(frozen=True, slots=True, eq=False)
class OrWord:
    """Annotation: a list, or one word that stands for a list."""

    word: str
    listing: Any
    example: str

    def __get_pydantic_core_schema__(self, _: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        listing = handler.generate_schema(self.listing)
        return core_schema.no_info_wrap_validator_function(self._read, listing)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        return {"anyOf": [{"const": self.word}, handler(schema)]}

    def _read(self, value: object, read_list: Callable[[object], object]) -> object:
        if value == self.word:
            return value
        if isinstance(value, str):
            words = f"the word `{self.word}` or a list such as `{self.example}`"
            raise Unreadable(words, instead=f"[{value}]")
        return read_list(value)


def pattern(pattern: str, *examples: str) -> JsonSchema:
    """The JSON Schema of a text that matches a pattern as a whole."""
    return {"type": "string", "pattern": f"^(?:{pattern})$", "examples": list(examples)}


def _text(value: object, expected: str) -> str:
    if not isinstance(value, str):
        raise Unreadable(expected)
    return value


def matching(pattern: str, expected: str) -> Callable[[object], str]:
    """A reader of texts that match a pattern as a whole; `expected` says what they are."""

    def read(value: object) -> str:
        text = _text(value, expected)
        if not re.fullmatch(pattern, text):
            raise Unreadable(expected)
        return text

    return read


# --- names -----------------------------------------------------------------------------------

NAME = r"[a-z][a-z0-9-]{0,30}"


def _name(value: object) -> str:
    expected = "a name: up to 31 lower-case letters, digits and hyphens, starting with a letter"
    text = _text(value, expected)
    if not re.fullmatch(NAME, text):
        raise BadName(expected, instead=_slug(text) or None)
    return text


def _slug(text: str) -> str:
    letters = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).lstrip("-0123456789")[:31].rstrip("-")


Name = Annotated[str, ReadBy(_name, {"type": "string", "pattern": f"^{NAME}$"})]


@value
class TargetName:
    """A target as a route names it: a provider or pool, and the spec's own name of its model."""

    site: str
    model: str

    def __str__(self) -> str:
        return f"{self.site}/{self.model}"


def _target(value: object) -> TargetName:
    expected = "`site/model`: a provider or GPU pool and one of its models, such as `hot/llama`"
    text = _text(value, expected)
    if not re.fullmatch(f"{NAME}/{NAME}", text):
        raise Unreadable(expected)
    site, _, model = text.partition("/")
    return TargetName(site, model)


_TARGET = ReadBy(_target, pattern(f"{NAME}/{NAME}", "hot/llama"))
Target = Annotated[TargetName, _TARGET]
_Targets = Annotated[tuple[Target, ...], Field(min_length=1)]
Route = Annotated[
    tuple[TargetName, ...] | Literal["auto"],
    OrWord("auto", _Targets, "[bedrock-fra/sonnet]"),
]
Endpoints = Annotated[tuple[str, ...] | Literal["all"], OrWord("all", tuple[Name, ...], "[chat]")]
"""Names of endpoints."""

# --- places ----------------------------------------------------------------------------------

_PLACE = r"[A-Z]{2}|bloc:[A-Z][A-Z0-9_]*"
_NOT_COUNTRIES = {"UK": "GB", "EEA": "bloc:EEA", "EFTA": "bloc:EFTA"}
EUROPES = frozenset({"EU", "EUROPE"})
"""Words for a place that law and vendors differ over; the catalogue, which knows how, refuses."""


def _place(value: object) -> str:
    expected = "a country such as `DE` (ISO 3166) or a bloc such as `bloc:EU`"
    text = _text(value, expected)
    if text.upper() in EUROPES:
        return text
    if text.upper() in _NOT_COUNTRIES:
        raise Unreadable(expected, instead=_NOT_COUNTRIES[text.upper()])
    if re.fullmatch(_PLACE, text):
        return text
    upper = re.sub(r"^BLOC:", "bloc:", text.upper())
    raise Unreadable(expected, instead=upper if re.fullmatch(_PLACE, upper) else None)


Place = Annotated[str, ReadBy(_place, pattern(_PLACE, "DE", "bloc:EU"))]
"""A country, ISO 3166-1 alpha-2, or a bloc of countries such as `bloc:EU`."""

_COUNTRY = r"[A-Z]{2}"
Country = Annotated[
    str,
    ReadBy(matching(_COUNTRY, "a country of ISO 3166, such as `DE`"), pattern(_COUNTRY, "DE")),
]
_REGIONS = r"[a-z][a-z0-9-]*:[a-z0-9*?-]+"
RegionPattern = Annotated[
    str,
    ReadBy(
        matching(_REGIONS, "a cloud and a pattern of its regions, such as `aws:eu-*`"),
        pattern(_REGIONS, "aws:eu-*", "azure:swedencentral"),
    ),
]
"""A cloud and a glob over its regions."""

_HOST = r"(?:https?://)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/[!-~]*)?"
Host = Annotated[
    str,
    ReadBy(
        matching(_HOST, "a host or an address without credentials, such as `api.example.eu`"),
        pattern(_HOST, "api.example.eu", "https://cloud.langfuse.com"),
    ),
]
"""A host name, or an address with its scheme."""

# --- network ---------------------------------------------------------------------------------


def _cidr(value: object) -> str:
    expected = "a block of IPv4 addresses, such as `10.0.0.0/16`"
    text = _text(value, expected)
    try:
        return str(IPv4Network(text))
    except ValueError:
        raise Unreadable(expected, instead=_network_of(text)) from None


def _network_of(text: str) -> str | None:
    try:
        return str(IPv4Network(text, strict=False))
    except ValueError:
        return None


Cidr = Annotated[
    str, ReadBy(_cidr, pattern(r"[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}", "10.0.0.0/16"))
]
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
Email = Annotated[
    str,
    ReadBy(
        matching(_EMAIL, "an email address, such as `oncall@example.com`"),
        pattern(_EMAIL, "oncall@example.com"),
    ),
]
_CERTIFICATE = r"arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+"
CertificateArn = Annotated[
    str,
    ReadBy(
        matching(_CERTIFICATE, "the ARN of an ACM certificate, `arn:aws:acm:…:certificate/…`"),
        pattern(_CERTIFICATE),
    ),
]
_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
ADMINISTRATORS: Mapping[str, tuple[str, str]] = {
    "aws": (
        r"arn:aws[a-z-]*:iam::[0-9]{12}:(?:role|user)/[\w+=,.@/-]+",
        "the ARN of an IAM role or user, `arn:aws:iam::…:role/…`",
    ),
    "azure": (
        _GUID,
        "the object id of an Entra group, `00000000-0000-0000-0000-000000000000`",
    ),
    "gcp": (
        r"(?:group|serviceAccount|user):[^@\s]+@[^@\s]+|principal(?:Set)?://\S+",
        "a principal of IAM, `group:platform@example.com`",
    ),
    "scaleway": (
        rf"(?:application|group|user):{_GUID}",
        "an identity of IAM, `group:00000000-0000-0000-0000-000000000000`",
    ),
}
"""Cloud to the pattern of who may administer a cluster there, and what that is in words."""
_ANYBODY = "|".join(f"(?:{each})" for each, _ in ADMINISTRATORS.values())
Administrator = Annotated[
    str,
    ReadBy(
        matching(_ANYBODY, "who administers, as the pool's cloud names them"),
        pattern(
            _ANYBODY,
            "arn:aws:iam::111122223333:role/ops",
            "00000000-0000-0000-0000-000000000000",
            "group:platform@example.com",
            "group:00000000-0000-0000-0000-000000000000",
        ),
    ),
]
"""Who administers a cluster, as one of the clouds names them."""

# --- quantities ------------------------------------------------------------------------------

_NUMBER: JsonSchema = {"type": "number", "minimum": 0}
_QUANTITY: JsonSchema = {"anyOf": [_NUMBER, pattern(quantities.QUANTITY, "16k", "3_600_000")]}
_SPREAD: JsonSchema = {
    "anyOf": [
        *_QUANTITY["anyOf"],
        {
            "type": "object",
            "properties": {"low": _QUANTITY, "expected": _QUANTITY, "high": _QUANTITY},
            "required": ["low", "expected", "high"],
            "additionalProperties": False,
        },
    ]
}
Number = Annotated[Decimal, ReadBy(quantities.number, _NUMBER)]
Tokens = Annotated[int, ReadBy(quantities.tokens, _QUANTITY)]
"""A count of tokens; `16k` is 16,000."""
Spread = Annotated[Range, ReadBy(quantities.spread, _SPREAD)]
Percent = Annotated[Decimal, ReadBy(quantities.percent, pattern(quantities.PERCENT, "80%"))]
"""A share of 0..1, written as `80%`."""
Amount = Annotated[Money, ReadBy(quantities.money, pattern(quantities.MONEY, "60000 USD"))]
_CURRENCY = "[A-Z]{3}"
Currency = Annotated[
    str,
    ReadBy(matching(_CURRENCY, "a currency of ISO 4217, such as `EUR`"), pattern(_CURRENCY, "EUR")),
]
Increase = Annotated[
    Money | Decimal,
    ReadBy(
        quantities.increase,
        pattern(f"{quantities.PERCENT}|{quantities.MONEY}", "10%", "500 USD"),
    ),
]
"""The most that an amount may grow: by so much, or by a share of it."""
Gib = Annotated[
    Decimal, ReadBy(quantities.gib, {"anyOf": [_NUMBER, pattern(quantities.MEMORY, "4 GiB")]})
]


def _date(value: object) -> date:
    expected = "a date, such as `2027-03-31`"
    text = _text(value, expected)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unreadable(expected) from None
    if day.isoformat() != text:
        raise Unreadable(expected, instead=day.isoformat())
    return day


Day = Annotated[date, ReadBy(_date, {"type": "string", "format": "date"})]
