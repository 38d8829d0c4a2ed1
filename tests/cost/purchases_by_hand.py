"""The bill of purchases.yaml, worked out by hand like those of the examples.

Its file has a rate of 0.92 EUR for a dollar, 12 % off everything of AWS,
contracts for GPT-5.1 and for a capacity block, and servers that are bought in euros.
"""

from __future__ import annotations

from decimal import Decimal

from tests.cost.by_hand import OUT, D, H, Hand

EURO = D("0.92")
EDP = D("0.88")

# Monday to Friday, 7 to 20: 65 of a week's 168 hours.
OPEN = H * 65 / 168
# 4 nodes at the peak, which is 4 times the month's mean; that mean is served in these hours alone.
AT_WORK = D(4) / (4 * D(65) / 168)
GENAI = "genai-prices 2026-11"
AGREED = "the spec 2026-11-01"
STATED = "the spec "


def hand(id: str, quantity: Decimal, price: Decimal | str, source: str, usd: str) -> Hand:  # noqa: A002 - the field's name
    return Hand(id, quantity, str(price), source, usd)


PURCHASES = (
    # the first of four nodes is committed to for a year: paid in all hours
    hand("gpu_pools.hot/nodes-committed", H, D("3.74604") * EDP, "tsaol 2026-01-21", "2406.46"),
    # what stands above it, in the hours of the schedule only
    hand(
        "gpu_pools.hot/nodes",
        (AT_WORK - 1) * OPEN,
        D("5.75429") * EDP,
        "tsaol 2026-01-21",
        "2266.34",
    ),
    # no list has a price of a block; by contract, so nothing off; paid for, used or not
    hand("gpu_pools.block/nodes", H, "24.50", AGREED, "17885.00"),
    # 3.6 million requests of 1400 tokens, 40 % read from and 10 % written to the cache, for which
    # OpenAI takes the price of plain input
    hand("endpoints.chat/openai/gpt/input", 5040 * D("0.5") * OUT, "1.10", AGREED, "17.08"),
    hand("endpoints.chat/openai/gpt/cached-input", 5040 * D("0.4") * OUT, "0.125", GENAI, "1.55"),
    hand("endpoints.chat/openai/gpt/cache-write", 5040 * D("0.1") * OUT, "1.10", AGREED, "3.42"),
    hand("endpoints.chat/openai/gpt/output", 1080 * OUT, D(8) / EURO, AGREED, "57.85"),
    # batch jobs cost half; what the cache answers has its discount already
    hand("endpoints.night/vertex/flash/input", D(800), "0.375", GENAI, "300.00"),
    hand("endpoints.night/vertex/flash/cached-input", D(200), "0.075", GENAI, "15.00"),
    hand("endpoints.night/vertex/flash/output", D(100), "1.875", GENAI, "187.50"),
    hand("endpoints.deep/deepseek/pro/input", D(1000), "0.66", GENAI, "660.00"),
    hand("endpoints.deep/deepseek/pro/output", D(100), "1.98", GENAI, "198.00"),
    # 50 units in a data zone, used or not
    hand("providers.azure/ptu/gpt", 50 * H, "1.1", "azure-genai-prices 2026-08-11", "40150.00"),
    # two servers of 280,000 EUR over three years; 20.4 kW and a PUE of 1.3
    hand("providers.cellar/amortisation", D(2), D(280000) / 36 / EURO, STATED, "16908.21"),
    hand("providers.cellar/power", D("20.4") * D("1.3") * H, D("0.18") / EURO, STATED, "3787.75"),
    hand("providers.cellar/hosting", D(2), D(1500) / EURO, STATED, "3260.87"),
    hand("providers.cellar/hands", D(6), "95", STATED, "570.00"),
    hand("people/operations", D(20), "95", STATED, "1900.00"),
    hand("people/evaluation", D(8), "95", STATED, "760.00"),
)
