"""What each code of resolving means, in a sentence or two."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EXPLANATIONS: Mapping[str, str] = MappingProxyType(
    {
        "TOP101": "The cloud has no region of that name in the catalogue.",
        "TOP102": "The catalogue has no accelerator or machine type of that name.",
        "TOP103": "The machine type carries another accelerator than the pool asks for.",
        "TOP104": "The spec has no provider, GPU pool or endpoint of that name.",
        "TOP105": "The provider or pool has no model of that name.",
        "TOP106": "There is no such country, or no such bloc, on the day of the catalogue.",
        "TOP107": "A budget was held against a bill in US dollars only, and had to be written in "
        "them; now it is converted, and TOP119 says where there is no rate.",
        "TOP109": "A network is spread over two zones, and the catalogue knows fewer there.",
        "TOP110": "A route left to topoplan is the cheapest that rules admit: there has to be one, "
        "and something has to say which models would do.",
        "TOP111": "An endpoint is called through one gateway.",
        "TOP112": "The region reaches the model through several geographies; the spec says which.",
        "TOP113": "A route couldn't tell a provider from a GPU pool of the same name.",
        "TOP114": "Nothing of the topology stands on a cloud that the tree builds on.",
        "TOP115": "A bucket of prompts keeps them for a number of days.",
        "TOP116": "A contract is on nothing that the spec has, or names a price that is never "
        "billed there. `providers.NAME/MODEL` and `gpu_pools.NAME` have to exist; `KIND:MODEL` and "
        "`CLOUD:MACHINE` may be unused in a file that is extended.",
        "TOP117": "Two contracts are on the same thing, or two rates on the same currency. The "
        "lists of `prices` grow over all files, and nothing in them wins silently.",
        "TOP118": "A price, or a rate of exchange, is above zero. What has no price is left out.",
        "TOP119": "Neither the catalogue nor `prices.rates` says what a US dollar is in that "
        "currency.",
        "TOP120": "The catalogue has no law or contract of that name in `regimes.csv`.",
        "TOP121": "An evaluation speaks of a model that neither the catalogue nor the spec has.",
        "TOP142": "On this cloud a gateway is a fixed number of machines: as many as the busiest "
        "hour needs.",
        "TOP143": "The cloud runs a gateway's replicas in a few sizes: processors and memory that "
        "belong together.",
        "TOP144": "The cloud cuts a call off that waits longer than it lets any wait, whatever "
        "the gateway's own timeouts say.",
    }
)
