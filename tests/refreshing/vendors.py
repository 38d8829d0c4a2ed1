"""Servers on this machine that answer as the vendors do, from lists that a test can change.

AWS: `AWSPriceListService.GetProducts` of the JSON 1.1 protocol, filters and tokens included. Azure:
the retail prices with `$filter`, `$skip` and NextPageLink. Google: `services/<id>/skus` with page
tokens. ECB: the daily XML. genai-prices: its list of providers.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from genai_prices import data as genai_data
from genai_prices import types as genai_types

from tests.refreshing.sets import rows

Json = dict[str, Any]

KEY = "AIza-a-key-that-nobody-may-see"

ECB_RATES: Mapping[str, str] = {
    "USD": "1.1580",
    "GBP": "0.8790",
    "CNY": "8.2390",
    "JPY": "181.02",
    "XTS": "10",
}
"""Units of a currency for one euro; XTS is ISO 4217's code for tests, which no set knows."""

PAGE = 3
"""Entries of a page: small, so that every list has several."""


@dataclass
class Fault:
    """What a server does instead of answering."""

    status: int = 0
    """Answers with it; 0: the faults below."""
    body: bytes = b""
    cut: int = 0
    """Announces the whole body, and closes the connection after that many bytes."""
    times: int = 1_000_000
    """How often, before it answers again."""


@dataclass
class World:
    """What the vendors list, and what is wrong with them."""

    aws: list[Json] = field(default_factory=list)
    azure: list[Json] = field(default_factory=list)
    gcp: dict[str, list[Json]] = field(default_factory=dict)
    ecb: bytes = b""
    genai: list[Any] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    """By a pattern of the vendor's path and query, or of the body of a request to AWS."""
    asked: list[str] = field(default_factory=list)
    """Every request: method, path, query and body."""
    hold_at: int = 0
    """The number of the request that is not answered before `go` is set; 0: none."""
    held: Event = field(default_factory=Event)
    go: Event = field(default_factory=Event)

    def counts(self) -> Counter[str]:
        return Counter(urlsplit(one.split(" ", 2)[1]).path for one in self.asked)


@dataclass
class Vendors:
    """The world, and the environment of somebody who asks it."""

    world: World
    environ: dict[str, str]


@contextmanager
def vendors(world: World, ec2: str = "") -> Iterator[Vendors]:
    """Serve a world; `ec2` is an endpoint for the EC2 API, which nobody listens on by default."""

    class Handler(_Handler):
        served = world

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    environ = {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_CONFIG_FILE": "/nowhere",
        "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL_EC2": ec2 or f"{at}/ec2",
        "AWS_ENDPOINT_URL_PRICING": f"{at}/aws",
        "GOOGLE_API_KEY": KEY,
        "TOPOPLAN_AZURE_PRICES_URL": f"{at}/azure",
        "TOPOPLAN_ECB_URL": f"{at}/ecb.xml",
        "TOPOPLAN_GCP_BILLING_URL": f"{at}/gcp",
        "TOPOPLAN_GENAI_PRICES_URL": f"{at}/genai.json",
    }
    try:
        yield Vendors(world, environ)
    finally:
        world.go.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    served: World
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing."""

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        self._serve(self.rfile.read(length).decode())

    def _serve(self, body: str) -> None:
        world = self.served
        said = f"{self.command} {self.path} {body}"
        world.asked.append(said)
        if len(world.asked) == world.hold_at:
            world.held.set()
            world.go.wait(60)
        for pattern, fault in world.faults.items():
            if fault.times > 0 and re.search(pattern, said):
                fault.times -= 1
                self._fail(fault, body)
                return
        self._send(200, self._answer(body))

    def _fail(self, fault: Fault, body: str) -> None:
        if fault.status:
            self._send(fault.status, fault.body)
        elif fault.cut:
            self._send(200, self._answer(body), cut=fault.cut)
        else:
            self._send(200, fault.body)

    def _answer(self, body: str) -> bytes:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.startswith("/aws"):
            return _dumped(_aws(self.served, json.loads(body)))
        if parts.path.startswith("/azure"):
            at = f"http://{self.headers['host']}/azure"
            return _dumped(_azure(self.served, query, at))
        if parts.path.startswith("/gcp"):
            return _dumped(_gcp(self.served, parts.path.split("/")[3], query))
        if parts.path == "/ecb.xml":
            return self.served.ecb
        return _dumped(self.served.genai)

    def _send(self, status: int, content: bytes, cut: int = 0) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/x-amz-json-1.1")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:cut] if cut else content)
        if cut:
            self.wfile.flush()
            self.close_connection = True


def _dumped(said: object) -> bytes:
    return json.dumps(said, default=float).encode()


# AWS


def _aws(world: World, question: Json) -> Json:
    fitting = [
        product
        for product in world.aws
        if product["serviceCode"] == question["ServiceCode"]
        and all(_passes(product["product"], one) for one in question["Filters"])
    ]
    start = int(question.get("NextToken", "0"))
    answer: Json = {
        "FormatVersion": "aws_v1",
        "PriceList": [json.dumps(one) for one in fitting[start : start + PAGE]],
    }
    if start + PAGE < len(fitting):
        answer["NextToken"] = str(start + PAGE)
    return answer


def _passes(product: Json, wanted: Mapping[str, str]) -> bool:
    cell = {**product["attributes"], "productFamily": product["productFamily"]}.get(wanted["Field"])
    if wanted["Type"] == "ANY_OF":
        return cell in wanted["Value"].split(",")
    return bool(cell == wanted["Value"])


def aws_machine(
    region: str, machine: str, per_hour: str, reserved: Mapping[str, str] | None = None, **more: str
) -> Json:
    """A product of AmazonEC2 with its terms, as the Price List has it."""
    sku = f"{region}{machine}".upper().replace(".", "").replace("-", "")
    attributes = {
        "servicecode": "AmazonEC2",
        "location": region,
        "locationType": "AWS Region",
        "instanceType": machine,
        "tenancy": "Shared",
        "operatingSystem": "Linux",
        "licenseModel": "No License required",
        "usagetype": f"EUC1-BoxUsage:{machine}",
        "operation": "RunInstances",
        "capacitystatus": "Used",
        "marketoption": "OnDemand",
        "preInstalledSw": "NA",
        "regionCode": region,
        **more,
    }
    terms = {
        f"{sku}.{term}": _reserved(sku, term, length, how, hourly)
        for term, length, how, hourly in [
            ("4NA7Y494T4", "1yr", "No Upfront", (reserved or {}).get("reserved_1y")),
            ("BPH4J8HBKS", "3yr", "No Upfront", (reserved or {}).get("reserved_3y")),
            ("6QCMYABX3D", "1yr", "All Upfront", "0.0000000000"),
        ]
        if hourly
    }
    return {
        "product": {"productFamily": "Compute Instance", "attributes": attributes, "sku": sku},
        "serviceCode": "AmazonEC2",
        "terms": {"OnDemand": _on_demand(sku, "Hrs", {"0": per_hour}), "Reserved": terms},
        "version": "20261121000000",
        "publicationDate": "2026-11-28T00:00:00Z",
    }


def aws_service(
    service: str,
    region: str,
    usage: str,
    unit: str,
    tiers: Mapping[str, str],
    filters: Mapping[str, str],
) -> Json:
    """A product of any service, with its price by the beginning of each tier."""
    sku = f"{service}{region}{usage}".upper()[:32]
    attributes = {
        "servicecode": service,
        "location": region,
        "locationType": "AWS Region",
        "usagetype": usage,
        "regionCode": region,
        **{name: text for name, text in filters.items() if name != "productFamily"},
    }
    family = filters.get("productFamily", "")
    return {
        "product": {"productFamily": family, "attributes": attributes, "sku": sku},
        "serviceCode": service,
        "terms": {"OnDemand": _on_demand(sku, unit, tiers)},
        "version": "20261121000000",
        "publicationDate": "2026-11-28T00:00:00Z",
    }


def _on_demand(sku: str, unit: str, tiers: Mapping[str, str]) -> Json:
    return {
        f"{sku}.JRTCKXETXF": {
            "priceDimensions": {
                f"{sku}.JRTCKXETXF.{start}": {
                    "unit": unit,
                    "beginRange": start,
                    "endRange": "Inf",
                    "appliesTo": [],
                    "rateCode": f"{sku}.JRTCKXETXF.{start}",
                    "pricePerUnit": {"USD": f"{Decimal(amount):.10f}"},
                }
                for start, amount in tiers.items()
            },
            "sku": sku,
            "effectiveDate": "2026-11-01T00:00:00Z",
            "offerTermCode": "JRTCKXETXF",
            "termAttributes": {},
        }
    }


def _reserved(sku: str, term: str, length: str, how: str, hourly: str) -> Json:
    return {
        "priceDimensions": {
            f"{sku}.{term}.6YS6EN2CT7": {
                "unit": "Hrs",
                "beginRange": "0",
                "endRange": "Inf",
                "appliesTo": [],
                "pricePerUnit": {"USD": hourly},
            },
            f"{sku}.{term}.2TG2D8R56U": {
                "unit": "Quantity",
                "appliesTo": [],
                "pricePerUnit": {"USD": "9000"},
            },
        },
        "sku": sku,
        "offerTermCode": term,
        "termAttributes": {
            "LeaseContractLength": length,
            "OfferingClass": "standard",
            "PurchaseOption": how,
        },
    }


# Azure


def _azure(world: World, query: Mapping[str, str], at: str) -> Json:
    fitting = [item for item in world.azure if _asked_for(item, query["$filter"])]
    start = int(query.get("$skip", "0"))
    following = None
    if start + PAGE < len(fitting):
        following = f"{at}:443?{urlencode({**query, '$skip': start + PAGE})}"
    return {
        "BillingCurrency": "USD",
        "CustomerEntityId": "Default",
        "CustomerEntityType": "Retail",
        "Items": fitting[start : start + PAGE],
        "NextPageLink": following,
        "Count": len(fitting[start : start + PAGE]),
    }


def _asked_for(item: Json, question: str) -> bool:
    """The filters that are asked: fields that are equal, and one list of alternatives."""
    names = re.findall(r"armSkuName eq '([^']*)'", question)
    for field_, text in re.findall(r"(\w+) eq '([^']*)'", question):
        actual = item["type"] if field_ == "priceType" else item[field_]
        if field_ != "armSkuName" and actual != text:
            return False
    return not names or item["armSkuName"] in names


def azure_machine(region: str, machine: str, price: Decimal, **more: Any) -> Json:
    """A meter of a virtual machine."""
    name = machine.removeprefix("Standard_").replace("_", " ")
    return {
        "currencyCode": "USD",
        "tierMinimumUnits": 0.0,
        "retailPrice": price,
        "unitPrice": price,
        "armRegionName": region,
        "location": region,
        "effectiveStartDate": "2026-11-01T00:00:00Z",
        "meterId": f"{region}-{machine}",
        "meterName": name,
        "productId": "DZH318Z0BQ4C",
        "skuId": "DZH318Z0BQ4C/00B4",
        "productName": "Virtual Machines Dsv5 Series",
        "skuName": name,
        "serviceName": "Virtual Machines",
        "serviceId": "DZH313Z7MMC8",
        "serviceFamily": "Compute",
        "unitOfMeasure": "1 Hour",
        "type": "Consumption",
        "isPrimaryMeterRegion": True,
        "armSkuName": machine,
        **more,
    }


# Google


def _gcp(world: World, service: str, query: Mapping[str, str]) -> Json:
    if query.get("key") != KEY:
        raise AssertionError("asked without the key")
    every = world.gcp.get(service, [])
    start = int(query.get("pageToken") or "0")
    token = str(start + PAGE) if start + PAGE < len(every) else ""
    return {"skus": every[start : start + PAGE], "nextPageToken": token}


def gcp_sku(
    description: str,
    group: str,
    price: str,
    unit: str,
    regions: tuple[str, ...],
    usage: str = "OnDemand",
) -> Json:
    """A SKU of the Cloud Billing Catalog."""
    whole, _, rest = f"{Decimal(price):.9f}".partition(".")
    return {
        "name": f"services/6F81-5844-456A/skus/{abs(hash(description)):X}",
        "skuId": "0000-0000-0000",
        "description": description,
        "category": {
            "serviceDisplayName": "Compute Engine",
            "resourceFamily": "Compute",
            "resourceGroup": group,
            "usageType": usage,
        },
        "serviceRegions": list(regions),
        "pricingInfo": [
            {
                "summary": "",
                "pricingExpression": {
                    "usageUnit": unit,
                    "displayQuantity": 1,
                    "tieredRates": [
                        {
                            "startUsageAmount": 0,
                            "unitPrice": {
                                "currencyCode": "USD",
                                "units": whole,
                                "nanos": int(rest),
                            },
                        }
                    ],
                },
                "currencyConversionRate": 1,
                "effectiveTime": "2026-11-27T07:00:00.000Z",
            }
        ],
        "serviceProviderName": "Google",
    }


# ECB


def ecb_xml(rates: Mapping[str, str] = ECB_RATES, day: str = "2026-11-27") -> bytes:
    cubes = "".join(f'<Cube currency="{c}" rate="{rate}"/>' for c, rate in rates.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" '
        'xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">'
        "<gesmes:subject>Reference rates</gesmes:subject>"
        "<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>"
        f"<Cube><Cube time='{day}'>{cubes}</Cube></Cube></gesmes:Envelope>"
    ).encode()


# genai-prices


def genai_list() -> list[Any]:
    """The list that the installed package holds, in the form in which it is published."""
    published: list[Any] = json.loads(json.dumps(_raw(genai_data.providers), default=str))
    return published


def _raw(part: object) -> Any:
    if isinstance(part, list):
        return [_raw(one) for one in part]
    if isinstance(part, Decimal):
        return float(part)
    if not dataclasses.is_dataclass(part):
        return _raw(vars(part)) if type(part).__name__ == "ModelPrice" else _plain(part)
    if isinstance(part, genai_types.Provider):
        return {"id": part.id, "name": part.name, "api_pattern": "", "models": _raw(part.models)}
    kept = {"id", "match", "prices", "constraint", "base", "tiers", "start", "price"} | {
        *(
            name
            for name in vars(part)
            if type(part).__name__.startswith(("Clause", "Start", "Time"))
        )
    }
    return {
        name.removesuffix("_"): _raw(cell)
        for name, cell in vars(part).items()
        if name in kept and cell is not None
    }


def _plain(part: object) -> Any:
    if isinstance(part, dict):
        return {name: _raw(cell) for name, cell in part.items() if cell is not None}
    return part.isoformat() if hasattr(part, "isoformat") else part


# the world as a set has it


def world_of(base: Path) -> World:
    """What the vendors list if nothing has changed since a set was written."""
    return World(
        aws=[*_aws_machines(base / "clouds/aws"), *_aws_services(base / "clouds/aws")],
        azure=_azure_machines(base / "clouds/azure"),
        gcp={"6F81-5844-456A": GCP_PARTS},
        ecb=ecb_xml(_euro_rates(base / "exchange_rates.csv")),
        genai=genai_list(),
    )


def _euro_rates(table: Path) -> dict[str, str]:
    """What the bank lists where a set says what one dollar is worth."""
    per_usd = {row["currency"]: Decimal(row["per_usd"]) for row in rows(table)}
    euro = per_usd.pop("EUR")
    return {"USD": f"{1 / euro:.9f}"} | {
        name: f"{rate / euro:.9f}" for name, rate in per_usd.items()
    }


def _aws_machines(cloud: Path) -> list[Json]:
    reserved: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows(cloud / "commitments.csv"):
        key = row["region"], row["machine"]
        reserved.setdefault(key, {})[row["purchase"]] = row["per_hour"]
    return [
        aws_machine(
            row["region"],
            row["machine"],
            row["per_hour"],
            reserved.get((row["region"], row["machine"])),
        )
        for row in rows(cloud / "prices.csv")
        if row["purchase"] == "on_demand"
    ]


def _aws_services(cloud: Path) -> list[Json]:
    """The NAT gateway, whose usage types have a region's code in front of them but in Virginia."""
    codes = {"eu-central-1": "EUC1-", "us-east-1": ""}
    found = []
    for row in rows(cloud / "services.csv"):
        name = {"nat_gateway_hour": "NatGateway-Hours", "nat_gateway_gb": "NatGateway-Bytes"}
        if row["item"] in name and row["region"] in codes:
            usage = codes[row["region"]] + name[row["item"]]
            unit = "Hrs" if row["item"].endswith("hour") else "GB"
            found.append(
                aws_service(
                    "AmazonEC2",
                    row["region"],
                    usage,
                    unit,
                    {"0": row["amount"]},
                    {"productFamily": "NAT Gateway"},
                )
            )
    return found


def _azure_machines(cloud: Path) -> list[Json]:
    return [
        azure_machine(row["region"], row["machine"], Decimal(row["per_hour"]))
        for row in rows(cloud / "prices.csv")
        if row["purchase"] == "on_demand"
    ]


_IOWA = ("us-central1",)

GCP_PARTS = [
    gcp_sku("A2 Instance Core running in Americas", "CPU", "0.031611", "h", _IOWA),
    gcp_sku("A2 Instance Ram running in Americas", "RAM", "0.004237", "GiBy.h", _IOWA),
    gcp_sku("Nvidia Tesla A100 GPU running in Americas", "GPU", "2.933908", "h", _IOWA),
    gcp_sku("G2 Instance Core running in Americas", "CPU", "0.02498844", "h", _IOWA),
    gcp_sku("G2 Instance Ram running in Americas", "RAM", "0.00292737", "GiBy.h", _IOWA),
    gcp_sku("Nvidia L4 GPU running in Americas", "GPU", "0.56004", "h", _IOWA),
    gcp_sku("E2 Instance Core running in Americas", "CPU", "0.02181159", "h", _IOWA),
    gcp_sku("E2 Instance Ram running in Americas", "RAM", "0.00292353", "GiBy.h", _IOWA),
    gcp_sku("E2 Custom Instance Core running in Americas", "CPU", "0.02290217", "h", _IOWA),
    gcp_sku("A2 Instance Core running in Sao Paulo", "CPU", "0.05", "h", ("southamerica-east1",)),
]
"""Google's own prices of parts in Iowa, as published in 2026."""
