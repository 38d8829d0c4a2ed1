"""Single resources of Terraform plans, priced by hand: quantity times the vendor's list price.

Nothing here is computed by topoplan. A month has 730 hours. Where a region has no list price in our
sources, the items stand in the region that has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.cost.plans import resource

D = Decimal
H = D(730)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of one resource."""

    address: str
    values: Mapping[str, Any]
    line: str
    quantity: Decimal
    price: str
    """USD for one unit."""
    source: str
    """Source and day of the price's row."""
    usd: str
    """Quantity times price, to the cent."""
    refers: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Mapping[str, Any], ...] = ()


INFRACOST = "infracost 2024-07-01"
PRICING_FILES = "aws-pricing-files 2025-11-04"
TOFU_DRIFT = "tofu-drift 2026-09"
PRICE_LIST = "aws-price-list 2026-09-24"

US = {"region": "us-east-1"}
FRANKFURT = {"region": "eu-central-1"}

TEMPLATE = resource(
    "aws_launch_template.gpu",
    {
        **US,
        "instance_type": "g6.xlarge",
        "block_device_mappings": [{"ebs": [{"volume_size": 200, "volume_type": "gp3"}]}],
        "monitoring": [{"enabled": True}],
    },
)
TASK = resource("aws_ecs_task_definition.gateway", {**FRANKFURT, "cpu": "1024", "memory": "2048"})
ACCOUNT = resource("azurerm_cognitive_account.openai", {"location": "Sweden Central"})
CLUSTER = resource("google_container_cluster.serving", {"location": "europe-west3"})
INSTANCES = {
    "scaling": [{"min_instance_count": 2, "max_instance_count": 2}],
    "containers": [{"resources": [{"cpu_idle": False, "limits": {"cpu": "2", "memory": "4Gi"}}]}],
}
POOL = {
    "launch_template": [{}],
    "scaling_config": [{"min_size": 2, "max_size": 2, "desired_size": 2}],
}

ITEMS = (
    # --- AWS: eu-central-1 where the source has it, else us-east-1 ---
    Item(
        "aws_nat_gateway.a", FRANKFURT, "nat-gateways", H, "0.052", "aws-bill 2026-09-28", "37.96"
    ),
    Item(
        "aws_eip.a",
        FRANKFURT,
        "public-addresses",
        H,
        "0.005",
        PRICING_FILES,
        "3.65",
    ),
    Item("aws_kms_key.a", US, "key", D(1), "1", PRICING_FILES, "1.00"),
    Item("aws_secretsmanager_secret.a", US, "secrets", D(1), "0.4", INFRACOST, "0.40"),
    Item("aws_cloudwatch_dashboard.a", US, "dashboard", D(1), "3", INFRACOST, "3.00"),
    # an alarm that combines three metrics is billed for three
    Item(
        "aws_cloudwatch_metric_alarm.a",
        {**US, "metric_query": [{"metric": [{}]}] * 3 + [{"expression": "a+b+c"}]},
        "alarms",
        D(3),
        "0.1",
        PRICING_FILES,
        "0.30",
    ),
    Item(
        "aws_lb.a",
        {**US, "load_balancer_type": "application"},
        "load-balancer",
        H,
        "0.0225",
        TOFU_DRIFT,
        "16.43",
    ),
    Item(
        "aws_lb.n",
        {**US, "load_balancer_type": "network"},
        "load-balancer",
        H,
        "0.0225",
        TOFU_DRIFT,
        "16.43",
    ),
    # an interface in each of three subnets
    Item(
        "aws_vpc_endpoint.a",
        {**FRANKFURT, "vpc_endpoint_type": "Interface", "subnet_ids": ["a", "b", "c"]},
        "interface-endpoints",
        3 * H,
        "0.012",
        "aws-price-list 2026-09-22",
        "26.28",
    ),
    # a list of forty names that resolve
    Item(
        "aws_route53_resolver_firewall_domain_list.a",
        {**FRANKFURT, "domains": [f"{n}.example.com." for n in range(40)]},
        "dns-names",
        D(40),
        "0.0005",
        "memory 2026-11",
        "0.02",
    ),
    Item(
        "aws_ebs_volume.a",
        {**US, "type": "gp3", "size": 500},
        "disks",
        D(500),
        "0.08",
        TOFU_DRIFT,
        "40.00",
    ),
    # gp3 brings 3,000 operations a second along
    Item(
        "aws_ebs_volume.fast",
        {**US, "type": "gp3", "size": 500, "iops": 5000},
        "disk-iops",
        D(2000),
        "0.005",
        INFRACOST,
        "10.00",
    ),
    Item("aws_eks_cluster.a", US, "control-plane", H, "0.1", "infracost 2025-07-04", "73.00"),
    Item(
        "aws_instance.a",
        {**FRANKFURT, "instance_type": "g6.12xlarge"},
        "machine",
        H,
        "5.75429",
        "tsaol 2026-01-21",
        "4200.63",
    ),
    # two nodes, a disk of 200 GiB and seven metrics for each
    Item(
        "aws_eks_node_group.gpu",
        {**US, **POOL},
        "disks",
        D(400),
        "0.08",
        TOFU_DRIFT,
        "32.00",
        {"launch_template.id": "aws_launch_template.gpu.id"},
        (TEMPLATE,),
    ),
    Item(
        "aws_eks_node_group.gpu",
        {**US, **POOL},
        "detailed-monitoring",
        D(14),
        "0.3",
        PRICING_FILES,
        "4.20",
        {"launch_template.id": "aws_launch_template.gpu.id"},
        (TEMPLATE,),
    ),
    # three tasks of 1 vCPU and 2 GB
    Item(
        "aws_ecs_service.gateway",
        {**FRANKFURT, "launch_type": "FARGATE", "desired_count": 3},
        "fargate-vcpu",
        3 * H,
        "0.04656",
        PRICE_LIST,
        "101.97",
        {"task_definition": "aws_ecs_task_definition.gateway.arn"},
        (TASK,),
    ),
    Item(
        "aws_ecs_service.gateway",
        {**FRANKFURT, "launch_type": "FARGATE", "desired_count": 3},
        "fargate-memory",
        6 * H,
        "0.00511",
        PRICE_LIST,
        "22.38",
        {"task_definition": "aws_ecs_task_definition.gateway.arn"},
        (TASK,),
    ),
    # a standby in another zone doubles both prices
    Item(
        "aws_db_instance.a",
        {
            "region": "us-east-1",
            "engine": "postgres",
            "instance_class": "db.t4g.medium",
            "multi_az": True,
            "storage_type": "gp3",
            "allocated_storage": 100,
        },
        "storage",
        D(100),
        "0.23",
        "infracost 2026-05-03",
        "23.00",
    ),
    # --- Azure ---
    Item(
        "azurerm_cognitive_deployment.regional",
        {"model": [{"name": "gpt-5.1"}], "sku": [{"name": "ProvisionedManaged", "capacity": 50}]},
        "provisioned-units",
        50 * H,
        "2.2",
        "azure-genai-prices 2026-08-11",
        "80300.00",
        {"cognitive_account_id": "azurerm_cognitive_account.openai.id"},
        (ACCOUNT,),
    ),
    Item(
        "azurerm_cognitive_deployment.zone",
        {
            "model": [{"name": "gpt-5.1"}],
            "sku": [{"name": "DataZoneProvisionedManaged", "capacity": 15}],
        },
        "provisioned-units",
        15 * H,
        "1.1",
        "azure-genai-prices 2026-08-11",
        "12045.00",
        {"cognitive_account_id": "azurerm_cognitive_account.openai.id"},
        (ACCOUNT,),
    ),
    Item(
        "azurerm_kubernetes_cluster_node_pool.gpu",
        {
            "location": "swedencentral",
            "vm_size": "Standard_NC40ads_H100_v5",
            "node_count": 2,
            "os_disk_type": "Ephemeral",
        },
        "nodes",
        2 * H,
        "9.074",
        "karpenter-azure 2026-06-18",
        "13248.04",
    ),
    Item(
        "azurerm_kubernetes_cluster.a",
        {"location": "eastus", "sku_tier": "Standard", "default_node_pool": []},
        "control-plane",
        H,
        "0.1",
        "infracost 2024-08-30",
        "73.00",
    ),
    Item(
        "azurerm_nat_gateway.a",
        {"location": "westeurope"},
        "nat-gateways",
        H,
        "0.045",
        "infracost 2024-07-01",
        "32.85",
    ),
    Item(
        "azurerm_public_ip.a",
        {"location": "eastus", "sku": "Standard"},
        "public-addresses",
        H,
        "0.005",
        "infracost 2026-04-03",
        "3.65",
    ),
    Item(
        "azurerm_private_endpoint.a",
        {"location": "westus"},
        "private-endpoints",
        H,
        "0.01",
        "infracost 2024-07-01",
        "7.30",
    ),
    # WAF v2 with two instances: ten capacity units each
    Item(
        "azurerm_application_gateway.a",
        {"location": "eastus", "sku": [{"tier": "WAF_v2", "capacity": 2}]},
        "capacity",
        20 * H,
        "0.0144",
        "infracost 2026-03-30",
        "210.24",
    ),
    Item(
        "azurerm_container_registry.a",
        {"location": "eastus", "sku": "Premium"},
        "registry",
        D(365) / 12,
        "1.66666667",
        "infracost 2024-07-01",
        "50.69",
    ),
    # --- GCP ---
    Item(
        "google_container_cluster.a",
        {"location": "us-central1", "remove_default_node_pool": True},
        "control-plane",
        H,
        "0.1",
        "infracost 2026-07-01",
        "73.00",
    ),
    # a regional pool has its node in each of three zones
    Item(
        "google_container_node_pool.gpu",
        {
            "location": "europe-west3",
            "node_count": 1,
            "node_config": [{"machine_type": "g2-standard-12"}],
        },
        "nodes",
        3 * H,
        "1.179027",
        "karpenter-gcp 2026-08-03",
        "2582.07",
        {"cluster": "google_container_cluster.serving.id"},
        (CLUSTER,),
    ),
    Item(
        "google_compute_disk.a",
        {"zone": "europe-west3-a", "type": "pd-ssd", "size": 500},
        "disk",
        D(500),
        "0.204",
        "cyclenerd 2026-07-30",
        "102.00",
    ),
    Item(
        "google_compute_address.a",
        {"region": "europe-west3"},
        "public-addresses",
        H,
        "0.005",
        "cyclenerd 2026-07-30",
        "3.65",
    ),
    Item(
        "google_kms_crypto_key.a",
        {"region": "us-central1"},
        "key",
        D(1),
        "0.06",
        "infracost 2024-07-01",
        "0.06",
    ),
    Item(
        "google_secret_manager_secret_version.a",
        {"region": "europe-west3"},
        "secrets",
        D(1),
        "0.06",
        "infracost 2024-07-01",
        "0.06",
    ),
    # two instances that never idle: 2 vCPU each, by the second
    Item(
        "google_cloud_run_v2_service.gateway",
        {"location": "europe-west4", "template": [INSTANCES]},
        "cloud-run-vcpu",
        2 * 2 * H * 3600,
        "0.000018",
        "cloud-run-pricing 2026-10-09",
        "189.22",
    ),
    Item(
        "google_cloud_run_v2_service.gateway",
        {"location": "europe-west4", "template": [INSTANCES]},
        "cloud-run-memory",
        2 * 4 * H * 3600,
        "0.000002",
        "cloud-run-pricing 2026-10-09",
        "42.05",
    ),
    # two in the region, whatever its zones
    Item(
        "google_container_node_pool.spot",
        {
            "location": "europe-west4",
            "autoscaling": [{"total_min_node_count": 2, "total_max_node_count": 2}],
            "node_config": [{"machine_type": "a3-highgpu-1g", "spot": True}],
        },
        "nodes",
        2 * H,
        "5.514847",
        "karpenter-gcp 2026-08-03",
        "8051.68",
        {"cluster": "google_container_cluster.serving.id"},
        (CLUSTER,),
    ),
    # 10 GB of log, in GiB
    Item(
        "google_container_cluster.logged",
        {
            "location": "europe-west4",
            "remove_default_node_pool": True,
            "logging_config": [{"enable_components": ["APISERVER", "SYSTEM_COMPONENTS"]}],
        },
        "logs",
        10 * D(10) ** 9 / D(2) ** 30,
        "0.5",
        "cloud-observability-pricing 2026-09-12",
        "4.66",
    ),
    Item(
        "google_compute_router_nat.a",
        {"region": "europe-west4"},
        "nat-gateways",
        H,
        "0.0448",
        "cyclenerd 2026-07-30",
        "32.70",
    ),
    Item(
        "google_compute_forwarding_rule.a",
        {"region": "us-central1"},
        "load-balancer",
        H,
        "0.01",
        "infracost 2024-07-01",
        "7.30",
    ),
    Item(
        "google_dns_managed_zone.a",
        {"name": "a"},
        "dns-zones",
        H,
        "0.000273973",
        "cloud-dns-pricing 2026-09-20",
        "0.20",
    ),
    # 20 GB of the standard tier are M3
    Item(
        "google_redis_instance.a",
        {"region": "us-central1", "tier": "STANDARD_HA", "memory_size_gb": 20},
        "memory",
        20 * H,
        "0.046",
        "infracost 2024-07-01",
        "671.60",
    ),
    Item(
        "google_compute_vpn_tunnel.a",
        {"region": "europe-west3"},
        "vpn-tunnels",
        H,
        "0.06",
        "cyclenerd 2026-07-30",
        "43.80",
    ),
)
