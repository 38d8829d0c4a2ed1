"""The bills of the examples, worked out by hand: quantity times list price, line by line.

Nothing here is computed by topoplan. Prices are those of the vendors' lists on the days that stand
beside them; a month has 730 hours and 365 / 12 days.

Where a region has no list price in our sources, the dearest known one stands in: 0.0071 of
af-south-1 for a capacity unit of a network load balancer in Stockholm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

D = Decimal


@dataclass(frozen=True, slots=True)
class Hand:
    """One line of a bill."""

    id: str
    quantity: D
    price: str
    """USD for one unit."""
    source: str
    """Source and day of the price's row."""
    usd: str
    """Quantity times price, to the cent."""


H = D(730)
DAYS = D(365) / 12
KEPT = 30 / DAYS
"""Months that logs are kept."""
M = D(10) ** 6

# Major incidents a month times their mean length, of the 720 hours in 30 days: Anthropic's API
# 2.39 x 0.74 h, OpenAI's 2.67 x 2.66 h; the mean of both is 0.616 %.
OUT = (D("2.39") * D("0.74") + D("2.67") * D("2.66")) / 2 / 720
UP = 1 - OUT

GENAI = "genai-prices 2026-11"
PRICE_LIST = "aws-price-list 2026-09-24"
PRICING_FILES = "aws-pricing-files 2025-11-04"

# A request is 4 bytes for each token and 2048 bytes of framing.
CHAT_GB = D(3_600_000) * (4 * (1400 + 300) + 2048) / 10**9
CHAT_SENT_GB = D(3_600_000) * (4 * 1400 + 2048) / 10**9
CLASSIFY_GB = D(40_000_000) * (4 * (600 + 20) + 2048) / 10**9
ANSWER_GB = D(200_000) * (4 * (2500 + 500) + 2048) / 10**9
ANSWER_SENT_GB = D(200_000) * (4 * 2500 + 2048) / 10**9
EXTRACT_GB = D(12_500_000) * (4 * (2000 + 300) + 2048) / 10**9
EXTRACT_SENT_GB = D(12_500_000) * (4 * 2000 + 2048) / 10**9
EXPLAIN_GB = D(200_000) * (4 * (3000 + 600) + 2048) / 10**9
EXPLAIN_SENT_GB = D(200_000) * (4 * 3000 + 2048) / 10**9
SUMMARISE_GB = D(2_000_000) * (4 * (3500 + 400) + 2048) / 10**9
BATCH_GB = D(1_200_000) * (4 * (4200 + 350) + 2048) / 10**9

# Two replicas of one worker each ask every 30 s: 2 x 730 x 3600 / 30 checks of a target.
PROBES = 2 * H * 3600 / 30

SINGLE_API = (
    # 120,000 requests of 3000 + 250 tokens; Haiku 4.5 on a geographic profile: 1 and 5 USD + 10 %
    Hand("endpoints.summarise/bedrock-fra/haiku/input", D(360), "1.10", GENAI, "396.00"),
    Hand("endpoints.summarise/bedrock-fra/haiku/output", D(30), "5.50", GENAI, "165.00"),
    # errors and throttles of the one model
    Hand("monitoring.eu-central-1/alarms", D(2), "0.10", PRICING_FILES, "0.20"),
    Hand("monitoring.eu-central-1/dashboard", D(1), "3", PRICING_FILES, "3.00"),
    Hand("encryption.eu-central-1/key", D(1), "1", PRICING_FILES, "1.00"),
)

DOCUMENT_EXTRACTION = (
    # 1.2 million requests of 4200 + 350 tokens, as batch jobs at half of 1.10 and 5.50
    Hand("endpoints.overnight/bedrock-fra/haiku/input", D(5040), "0.55", GENAI, "2772.00"),
    Hand("endpoints.overnight/bedrock-fra/haiku/output", D(420), "2.75", GENAI, "1155.00"),
    # 40,000 requests; Sonnet 4.6 on a geographic profile: 3 and 15 USD + 10 %
    Hand("endpoints.on-demand/bedrock-fra/sonnet/input", D(168), "3.30", GENAI, "554.40"),
    Hand("endpoints.on-demand/bedrock-fra/sonnet/output", D(14), "16.50", GENAI, "231.00"),
    # 24.30 GB arrive in a month and stay for 14 days, and for one as an earlier version
    Hand("stores.jobs/storage", BATCH_GB * 15 / DAYS, "0.0245", PRICING_FILES, "0.29"),
    Hand("stores.jobs/writes", D(1200), "0.0054", PRICING_FILES, "6.48"),
    Hand("monitoring.eu-central-1/alarms", D(4), "0.10", PRICING_FILES, "0.40"),
    Hand("monitoring.eu-central-1/dashboard", D(1), "3", PRICING_FILES, "3.00"),
    Hand("encryption.eu-central-1/key", D(1), "1", PRICING_FILES, "1.00"),
)

EU_SUPPORT_ASSISTANT = (
    # 3.6 million requests of 1400 tokens, 40 % of them cached, + 300; less what the fallback takes
    Hand("endpoints.chat/bedrock-fra/sonnet/input", 5040 * D("0.6") * UP, "3.30", GENAI, "9917.73"),
    Hand(
        "endpoints.chat/bedrock-fra/sonnet/cached-input",
        5040 * D("0.4") * UP,
        "0.33",
        GENAI,
        "661.18",
    ),
    Hand("endpoints.chat/bedrock-fra/sonnet/output", 1080 * UP, "16.50", GENAI, "17710.22"),
    # GPT-5.1 in a Data Zone: 1.25, 0.125 and 10 USD + 10 %
    Hand("endpoints.chat/azure-swe/gpt/input", 5040 * D("0.6") * OUT, "1.375", GENAI, "25.61"),
    Hand(
        "endpoints.chat/azure-swe/gpt/cached-input",
        5040 * D("0.4") * OUT,
        "0.1375",
        GENAI,
        "1.71",
    ),
    Hand("endpoints.chat/azure-swe/gpt/output", 1080 * OUT, "11.00", GENAI, "73.18"),
    # two replicas of 1 vCPU and 2 GB; six at the peak, four times the mean, are 1.5 and so two
    Hand("gateways.main/fargate-vcpu", 2 * H, "0.04656", PRICE_LIST, "67.98"),
    Hand("gateways.main/fargate-memory", 4 * H, "0.00511", PRICE_LIST, "14.92"),
    Hand("gateways.main/load-balancer", H, "0.027", PRICE_LIST, "19.71"),
    Hand("gateways.main/load-balancer-capacity", CHAT_GB, "0.008", PRICE_LIST, "0.25"),
    # two zones: half of it crosses, and is billed on either side
    Hand("gateways.main/cross-zone-data", CHAT_GB, "0.01", "infracost 2024-09-25", "0.32"),
    Hand("gateways.main/logs", D("3.6") * D("1.5"), "0.63", PRICING_FILES, "3.40"),
    Hand("gateways.main/logs-kept", D("5.4") * KEPT, "0.0324", PRICING_FILES, "0.17"),
    Hand("gateways.main/container-insights", D(25), "0.3", PRICING_FILES, "7.50"),
    # two replicas stay, four more start every day, each with 0.7 GB of image
    Hand(
        "gateways.main/image-downloads",
        (2 + 4 * DAYS) * D("0.7"),
        "0.052",
        PRICING_FILES,
        "4.50",
    ),
    Hand("gateways.main/secrets", D(2), "0.4", "aws-price-list 2026-10", "0.80"),
    # 16 tokens of question and one of answer
    Hand(
        "gateways.main/probes/chat/bedrock-fra/sonnet/input", PROBES * 16 / M, "3.30", GENAI, "9.25"
    ),
    Hand("gateways.main/probes/chat/bedrock-fra/sonnet/output", PROBES / M, "16.50", GENAI, "2.89"),
    Hand("network.eu-central-1/nat-gateways", 2 * H, "0.052", "aws-bill 2026-09-28", "75.92"),
    Hand(
        "network.eu-central-1/public-addresses",
        2 * H,
        "0.005",
        PRICING_FILES,
        "7.30",
    ),
    # bedrock-runtime, ecr.api, ecr.dkr, kms, logs, secretsmanager and sts in two zones
    Hand(
        "network.eu-central-1/interface-endpoints",
        7 * 2 * H,
        "0.012",
        "aws-price-list 2026-09-22",
        "122.64",
    ),
    Hand("network.eu-central-1/nat-data", CHAT_GB * OUT, "0.052", PRICING_FILES, "0.01"),
    Hand(
        "network.eu-central-1/internet-egress",
        CHAT_SENT_GB * OUT,
        "0.09",
        "infracost 2024-09-25",
        "0.02",
    ),
    Hand(
        "network.eu-central-1/endpoint-data",
        CHAT_GB * UP,
        "0.01",
        PRICING_FILES,
        "0.32",
    ),
    # nine names of AWS, ghcr.io with the host of its layers, the deployment, and `*`
    Hand("network.eu-central-1/dns-names", D(13), "0.0005", "memory 2026-11", "0.01"),
    # an A and an AAAA record for each of 3.6 million requests
    Hand("network.eu-central-1/dns-queries", D("7.2"), "0.60", "memory 2026-11", "4.32"),
    Hand("network.eu-central-1/logs", D("3.6"), "0.63", PRICING_FILES, "2.27"),
    Hand("network.eu-central-1/logs-kept", D("3.6") * KEPT, "0.0324", PRICING_FILES, "0.12"),
    # seven of the gateway, four of its scaling, two of the model
    Hand("monitoring.eu-central-1/alarms", D(13), "0.10", PRICING_FILES, "1.30"),
    Hand("monitoring.eu-central-1/dashboard", D(1), "3", PRICING_FILES, "3.00"),
    Hand("encryption.eu-central-1/key", D(1), "1", PRICING_FILES, "1.00"),
)

# four nodes at the peak, three times the mean
HOT = D(4) / 3
GATEWAY_GB = CLASSIFY_GB + ANSWER_GB

HYBRID_HOT_PATH = (
    # 40 million requests of 600 + 20 tokens, for as long as the pool is taken to be out
    Hand("endpoints.classify/bedrock-fra/haiku/input", 24000 * OUT, "1.10", GENAI, "162.63"),
    Hand("endpoints.classify/bedrock-fra/haiku/output", 800 * OUT, "5.50", GENAI, "27.11"),
    # 200,000 requests of 2500 tokens, half of them cached, + 500
    Hand("endpoints.answer/bedrock-fra/sonnet/input", 250 * UP, "3.30", GENAI, "819.92"),
    Hand("endpoints.answer/bedrock-fra/sonnet/cached-input", 250 * UP, "0.33", GENAI, "81.99"),
    Hand("endpoints.answer/bedrock-fra/sonnet/output", 100 * UP, "16.50", GENAI, "1639.84"),
    Hand("endpoints.answer/ovh/oss/input", 250 * OUT, "0.09", GENAI, "0.14"),
    Hand("endpoints.answer/ovh/oss/cached-input", 250 * OUT, "0.09", GENAI, "0.14"),
    Hand("endpoints.answer/ovh/oss/output", 100 * OUT, "0.47", GENAI, "0.29"),
    Hand("gpu_pools.hot/nodes", HOT * H, "5.75429", "tsaol 2026-01-21", "5600.84"),
    Hand("gpu_pools.hot/disks", HOT * 200, "0.0952", "aws-price-list 2026-09-01", "25.39"),
    Hand("gpu_pools.hot/detailed-monitoring", HOT * 7, "0.3", PRICING_FILES, "2.80"),
    # one node stays, three start every day: 10 GB of image, 16.1 GB of weights for each two GPUs
    Hand(
        "gpu_pools.hot/downloads",
        (1 + 3 * DAYS) * (10 + 2 * D("16.1")),
        "0.052",
        PRICING_FILES,
        "202.43",
    ),
    Hand("gpu_pools.hot/load-balancer", H, "0.027", "tofu-drift 2026-09", "19.71"),
    Hand(
        "gpu_pools.hot/load-balancer-capacity",
        CLASSIFY_GB * UP,
        "0.006",
        "focus-sample 2024-09",
        "1.08",
    ),
    # three zones: two thirds cross into the load balancer, two thirds out of it, on either side
    Hand(
        "gpu_pools.hot/cross-zone-data",
        CLASSIFY_GB * UP * 4 * 2 / 3,
        "0.01",
        "infracost 2024-09-25",
        "4.80",
    ),
    Hand("cluster.eu-central-1/control-plane", H, "0.1", "infracost 2025-07-04", "73.00"),
    Hand("cluster.eu-central-1/system-nodes", 2 * H, "0.12075", PRICING_FILES, "176.30"),
    Hand(
        "cluster.eu-central-1/system-disks", D(100), "0.0952", "aws-price-list 2026-09-01", "9.52"
    ),
    Hand("cluster.eu-central-1/logs", D(10), "0.63", PRICING_FILES, "6.30"),
    Hand("cluster.eu-central-1/logs-kept", 10 * KEPT, "0.0324", PRICING_FILES, "0.32"),
    Hand("gateways.main/fargate-vcpu", 2 * H, "0.04656", PRICE_LIST, "67.98"),
    Hand("gateways.main/fargate-memory", 4 * H, "0.00511", PRICE_LIST, "14.92"),
    Hand("gateways.main/load-balancer", H, "0.027", PRICE_LIST, "19.71"),
    Hand("gateways.main/load-balancer-capacity", GATEWAY_GB, "0.008", PRICE_LIST, "1.47"),
    Hand("gateways.main/cross-zone-data", GATEWAY_GB, "0.01", "infracost 2024-09-25", "1.84"),
    # 40.2 million requests of 1500 bytes
    Hand("gateways.main/logs", D("60.3"), "0.63", PRICING_FILES, "37.99"),
    Hand("gateways.main/logs-kept", D("60.3") * KEPT, "0.0324", PRICING_FILES, "1.93"),
    Hand("gateways.main/container-insights", D(25), "0.3", PRICING_FILES, "7.50"),
    Hand(
        "gateways.main/image-downloads",
        (2 + 4 * DAYS) * D("0.7"),
        "0.052",
        PRICING_FILES,
        "4.50",
    ),
    Hand("gateways.main/secrets", D(2), "0.4", "aws-price-list 2026-10", "0.80"),
    Hand(
        "gateways.main/probes/answer/bedrock-fra/sonnet/input",
        PROBES * 16 / M,
        "3.30",
        GENAI,
        "9.25",
    ),
    Hand(
        "gateways.main/probes/answer/bedrock-fra/sonnet/output", PROBES / M, "16.50", GENAI, "2.89"
    ),
    Hand("network.eu-central-1/nat-gateways", 3 * H, "0.052", "aws-bill 2026-09-28", "113.88"),
    Hand(
        "network.eu-central-1/public-addresses",
        3 * H,
        "0.005",
        PRICING_FILES,
        "10.95",
    ),
    # the seven of a gateway and autoscaling, ec2, eks, eks-auth and elasticloadbalancing
    Hand(
        "network.eu-central-1/interface-endpoints",
        12 * 3 * H,
        "0.012",
        "aws-price-list 2026-09-22",
        "315.36",
    ),
    Hand("network.eu-central-1/nat-data", ANSWER_GB * OUT, "0.052", PRICING_FILES, "0.00"),
    Hand(
        "network.eu-central-1/internet-egress",
        ANSWER_SENT_GB * OUT,
        "0.09",
        "infracost 2024-09-25",
        "0.00",
    ),
    Hand(
        "network.eu-central-1/endpoint-data",
        CLASSIFY_GB * OUT + ANSWER_GB * UP,
        "0.01",
        PRICING_FILES,
        "0.04",
    ),
    Hand("network.eu-central-1/logs", D("40.2"), "0.63", PRICING_FILES, "25.33"),
    Hand("network.eu-central-1/logs-kept", D("40.2") * KEPT, "0.0324", PRICING_FILES, "1.28"),
    # seven and four of the gateway, two of the pool, two of each model
    Hand("monitoring.eu-central-1/alarms", D(17), "0.10", PRICING_FILES, "1.70"),
    Hand("monitoring.eu-central-1/dashboard", D(1), "3", PRICING_FILES, "3.00"),
    Hand("encryption.eu-central-1/key", D(1), "1", PRICING_FILES, "1.00"),
)

OWNING_PAYS = (
    # 12.5 million requests of 2000 + 300 tokens, for as long as the pool is taken to be out
    Hand("endpoints.extract/ovh/qwen/input", 25000 * OUT, "0.71", GENAI, "109.34"),
    Hand("endpoints.extract/ovh/qwen/output", 3750 * OUT, "4.25", GENAI, "98.18"),
    # 200,000 requests of 3000 + 600 tokens
    Hand("endpoints.explain/ovh/oss/input", 600 * UP, "0.09", GENAI, "53.67"),
    Hand("endpoints.explain/ovh/oss/output", 120 * UP, "0.47", GENAI, "56.05"),
    Hand("endpoints.explain/bedrock-fra/oss/input", 600 * OUT, "0.15", GENAI, "0.55"),
    Hand("endpoints.explain/bedrock-fra/oss/output", 120 * OUT, "0.60", GENAI, "0.44"),
    Hand("gpu_pools.hot/nodes", 6 * H, "2.327", "tsaol 2026-01-21", "10192.26"),
    Hand("gpu_pools.hot/disks", D(1200), "0.0952", "aws-price-list 2026-09-01", "114.24"),
    Hand("gpu_pools.hot/detailed-monitoring", D(42), "0.3", PRICING_FILES, "12.60"),
    # all six always run: 10 GB of image, and 17.6 GB of weights, once each
    Hand("gpu_pools.hot/downloads", 6 * (10 + D("17.6")), "0.052", PRICING_FILES, "8.61"),
    Hand("gpu_pools.hot/load-balancer", H, "0.027", "tofu-drift 2026-09", "19.71"),
    Hand(
        "gpu_pools.hot/load-balancer-capacity",
        EXTRACT_GB * UP,
        "0.006",
        "focus-sample 2024-09",
        "0.84",
    ),
    # three zones: two thirds cross into the load balancer, two thirds out of it, on either side
    Hand(
        "gpu_pools.hot/cross-zone-data",
        EXTRACT_GB * UP * 4 * 2 / 3,
        "0.01",
        "infracost 2024-09-25",
        "3.73",
    ),
    Hand("cluster.eu-central-1/control-plane", H, "0.1", "infracost 2025-07-04", "73.00"),
    Hand("cluster.eu-central-1/system-nodes", 2 * H, "0.12075", PRICING_FILES, "176.30"),
    Hand(
        "cluster.eu-central-1/system-disks", D(100), "0.0952", "aws-price-list 2026-09-01", "9.52"
    ),
    Hand("cluster.eu-central-1/logs", D(10), "0.63", PRICING_FILES, "6.30"),
    Hand("cluster.eu-central-1/logs-kept", 10 * KEPT, "0.0324", PRICING_FILES, "0.32"),
    Hand("gateways.main/fargate-vcpu", 2 * H, "0.04656", PRICE_LIST, "67.98"),
    Hand("gateways.main/fargate-memory", 4 * H, "0.00511", PRICE_LIST, "14.92"),
    Hand("gateways.main/load-balancer", H, "0.027", PRICE_LIST, "19.71"),
    Hand(
        "gateways.main/load-balancer-capacity",
        EXTRACT_GB + EXPLAIN_GB,
        "0.008",
        PRICE_LIST,
        "1.15",
    ),
    Hand(
        "gateways.main/cross-zone-data",
        EXTRACT_GB + EXPLAIN_GB,
        "0.01",
        "infracost 2024-09-25",
        "1.44",
    ),
    # 12.7 million requests of 1500 bytes
    Hand("gateways.main/logs", D("19.05"), "0.63", PRICING_FILES, "12.00"),
    Hand("gateways.main/logs-kept", D("19.05") * KEPT, "0.0324", PRICING_FILES, "0.61"),
    Hand("gateways.main/container-insights", D(25), "0.3", PRICING_FILES, "7.50"),
    Hand(
        "gateways.main/image-downloads",
        (2 + 4 * DAYS) * D("0.7"),
        "0.052",
        PRICING_FILES,
        "4.50",
    ),
    Hand("gateways.main/secrets", D(2), "0.4", "aws-price-list 2026-10", "0.80"),
    Hand("gateways.main/probes/explain/ovh/oss/input", PROBES * 16 / M, "0.09", GENAI, "0.25"),
    Hand("gateways.main/probes/explain/ovh/oss/output", PROBES * 16 / M, "0.47", GENAI, "1.32"),
    Hand("network.eu-central-1/nat-gateways", 3 * H, "0.052", "aws-bill 2026-09-28", "113.88"),
    Hand("network.eu-central-1/public-addresses", 3 * H, "0.005", PRICING_FILES, "10.95"),
    Hand(
        "network.eu-central-1/interface-endpoints",
        12 * 3 * H,
        "0.012",
        "aws-price-list 2026-09-22",
        "315.36",
    ),
    # what OVHcloud answers goes over the internet
    Hand(
        "network.eu-central-1/nat-data",
        EXTRACT_GB * OUT + EXPLAIN_GB * UP,
        "0.052",
        PRICING_FILES,
        "0.22",
    ),
    Hand(
        "network.eu-central-1/internet-egress",
        EXTRACT_SENT_GB * OUT + EXPLAIN_SENT_GB * UP,
        "0.09",
        "infracost 2024-09-25",
        "0.32",
    ),
    Hand("network.eu-central-1/endpoint-data", EXPLAIN_GB * OUT, "0.01", PRICING_FILES, "0.00"),
    Hand("network.eu-central-1/logs", D("12.7"), "0.63", PRICING_FILES, "8.00"),
    Hand("network.eu-central-1/logs-kept", D("12.7") * KEPT, "0.0324", PRICING_FILES, "0.41"),
    # seven and four of the gateway, two of the pool, two of the model on Bedrock
    Hand("monitoring.eu-central-1/alarms", D(15), "0.10", PRICING_FILES, "1.50"),
    Hand("monitoring.eu-central-1/dashboard", D(1), "3", PRICING_FILES, "3.00"),
    Hand("encryption.eu-central-1/key", D(1), "1", PRICING_FILES, "1.00"),
    Hand("people/operations", D(20), "95", "the spec ", "1900.00"),
    Hand("people/evaluation", D(8), "95", "the spec ", "760.00"),
)

H100_SELF_HOST = (
    # a reservation of eight H100s, paid whether used or not
    Hand("gpu_pools.letters/nodes", H, "58.8928", "tsaol 2026-01-21", "42991.74"),
    Hand("gpu_pools.letters/disks", D(200), "0.0836", "aws-price-list 2026-10-06", "16.72"),
    Hand("gpu_pools.letters/detailed-monitoring", D(7), "0.3", "aws-price-list 2026-10-10", "2.10"),
    # 141.1 GB of weights for each of two replicas on four GPUs
    Hand(
        "gpu_pools.letters/downloads",
        10 + 2 * D("141.1"),
        "0.046",
        PRICING_FILES,
        "13.44",
    ),
    Hand("gpu_pools.letters/load-balancer", H, "0.02394", "tofu-drift 2026-09", "17.48"),
    Hand(
        "gpu_pools.letters/load-balancer-capacity",
        SUMMARISE_GB * UP,
        "0.0071",
        "aws-price-list 2026-08-31",
        "0.25",
    ),
    Hand(
        "gpu_pools.letters/cross-zone-data",
        SUMMARISE_GB * UP * 4 * 2 / 3,
        "0.01",
        "infracost 2024-09-25",
        "0.94",
    ),
    # three nodes at the peak, four times the mean, are less than one and so the fewest: one
    Hand("gpu_pools.standby/disks", D(200), "0.0836", "aws-price-list 2026-10-06", "16.72"),
    Hand("gpu_pools.standby/detailed-monitoring", D(7), "0.3", "aws-price-list 2026-10-10", "2.10"),
    Hand(
        "gpu_pools.standby/downloads",
        (1 + 2 * DAYS) * (10 + D("65.5")),
        "0.046",
        PRICING_FILES,
        "214.75",
    ),
    Hand("gpu_pools.standby/load-balancer", H, "0.02394", "tofu-drift 2026-09", "17.48"),
    Hand(
        "gpu_pools.standby/load-balancer-capacity",
        SUMMARISE_GB * OUT,
        "0.0071",
        "aws-price-list 2026-08-31",
        "0.00",
    ),
    Hand(
        "gpu_pools.standby/cross-zone-data",
        SUMMARISE_GB * OUT * 4 * 2 / 3,
        "0.01",
        "infracost 2024-09-25",
        "0.01",
    ),
    Hand("cluster.eu-north-1/control-plane", H, "0.1", "infracost 2025-07-04", "73.00"),
    Hand("cluster.eu-north-1/system-nodes", 2 * H, "0.1071", PRICING_FILES, "156.37"),
    Hand("cluster.eu-north-1/system-disks", D(100), "0.0836", "aws-price-list 2026-10-06", "8.36"),
    Hand("cluster.eu-north-1/logs", D(10), "0.54", "aws-price-list 2026-10-10", "5.40"),
    Hand("cluster.eu-north-1/logs-kept", 10 * KEPT, "0.028", "aws-price-list 2026-10-10", "0.28"),
    # three replicas; six at the peak, three times the mean, are two and so the fewest: three
    Hand("gateways.main/fargate-vcpu", 3 * H, "0.0445", PRICING_FILES, "97.46"),
    Hand("gateways.main/fargate-memory", 6 * H, "0.0049", PRICING_FILES, "21.46"),
    Hand("gateways.main/load-balancer", H, "0.02394", "aws-price-list 2026-09-09", "17.48"),
    Hand(
        "gateways.main/load-balancer-capacity",
        SUMMARISE_GB,
        "0.0076",
        "aws-price-list 2026-09-09",
        "0.27",
    ),
    Hand(
        "gateways.main/cross-zone-data",
        SUMMARISE_GB * 2 * 2 / 3,
        "0.01",
        "infracost 2024-09-25",
        "0.47",
    ),
    Hand("gateways.main/logs", D(3), "0.54", "aws-price-list 2026-10-10", "1.62"),
    Hand("gateways.main/logs-kept", 3 * KEPT, "0.028", "aws-price-list 2026-10-10", "0.08"),
    Hand("gateways.main/container-insights", D(25), "0.3", "aws-price-list 2026-10-10", "7.50"),
    Hand(
        "gateways.main/image-downloads",
        (3 + 3 * DAYS) * D("0.7"),
        "0.046",
        PRICING_FILES,
        "3.03",
    ),
    Hand("gateways.main/secrets", D(1), "0.4", "aws-secrets-manager-pricing 2026-09-20", "0.40"),
    Hand("network.eu-north-1/nat-gateways", 3 * H, "0.046", PRICING_FILES, "100.74"),
    Hand(
        "network.eu-north-1/public-addresses",
        3 * H,
        "0.005",
        PRICING_FILES,
        "10.95",
    ),
    Hand(
        "network.eu-north-1/interface-endpoints",
        11 * 3 * H,
        "0.0105",
        PRICING_FILES,
        "252.95",
    ),
    Hand("network.eu-north-1/logs", D(2), "0.54", "aws-price-list 2026-10-10", "1.08"),
    Hand("network.eu-north-1/logs-kept", 2 * KEPT, "0.028", "aws-price-list 2026-10-10", "0.06"),
    # seven and four of the gateway, two of each pool
    Hand("monitoring.eu-north-1/alarms", D(15), "0.10", "aws-price-list 2026-10-10", "1.50"),
    Hand("monitoring.eu-north-1/dashboard", D(1), "3", PRICING_FILES, "3.00"),
    Hand("encryption.eu-north-1/key", D(1), "1", PRICING_FILES, "1.00"),
)

EURO = D("0.867002")
"""For one dollar, on 2026-08-13."""

EU_OPERATOR_ONLY = (
    # One H100 at 2.8665 EUR: the mean asks for no second one.
    Hand(
        "gpu_pools.hot/nodes",
        H,
        str(D("2.8665") / EURO),
        "scaleway-servers 2026-08-22",
        "2413.54",
    ),
    # Two PRO2-XS at 0.1122 EUR for DNS and controllers, two PRO2-XXS at 0.0561 for the gateway.
    Hand(
        "cluster.fr-par/system-nodes",
        2 * H,
        str(D("0.1122") / EURO),
        "eu-cloud-prices 2026-08-14",
        "188.94",
    ),
    Hand(
        "gateways.main/machines",
        2 * H,
        str(D("0.0561") / EURO),
        "eu-cloud-prices 2026-08-14",
        "94.47",
    ),
    # 20 hours at 95 EUR
    Hand("people/operations", D(20), str(95 / EURO), "the spec ", "2191.46"),
)

BILLS: Mapping[str, tuple[Hand, ...]] = {
    "document-extraction": DOCUMENT_EXTRACTION,
    "eu-support-assistant": EU_SUPPORT_ASSISTANT,
    "eu-operator-only": EU_OPERATOR_ONLY,
    "h100-self-host": H100_SELF_HOST,
    "hybrid-hot-path": HYBRID_HOT_PATH,
    "owning-pays": OWNING_PAYS,
    "single-api": SINGLE_API,
}

UNPRICED: Mapping[str, tuple[str, ...]] = {
    # of Scaleway our sources have machines only
    "eu-operator-only": (
        "cluster.fr-par/control-plane",
        "cluster.fr-par/system-disks",
        "encryption.fr-par/key",
        "endpoints.answers/apis/mistral/input",
        "endpoints.answers/apis/mistral/output",
        "endpoints.drafts/apis/mistral/input",
        "endpoints.drafts/apis/mistral/output",
        "gateways.main/cross-zone-data",
        "gateways.main/disks",
        "gateways.main/image-downloads",
        "gateways.main/load-balancer",
        "gateways.main/load-balancer-data",
        "gateways.main/probes/drafts/apis/mistral/input",
        "gateways.main/probes/drafts/apis/mistral/output",
        "gateways.main/secrets",
        "gpu_pools.hot/cross-zone-data",
        "gpu_pools.hot/disks",
        "gpu_pools.hot/downloads",
        "gpu_pools.hot/load-balancer",
        "gpu_pools.hot/load-balancer-data",
        "network.fr-par/internet-egress",
        "network.fr-par/nat-data",
        "network.fr-par/nat-gateways",
        "network.fr-par/public-addresses",
        "stores.reviewed/storage",
        "stores.reviewed/writes",
    ),
    # AWS offers p5.4xlarge in Stockholm; no source has its price there
    "h100-self-host": ("gpu_pools.standby/nodes",),
}
