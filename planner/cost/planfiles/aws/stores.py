"""Databases, caches and secrets."""

from __future__ import annotations

from collections.abc import Iterator

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item

_ENGINES = {"aurora-mysql": "aurora_mysql", "aurora-postgresql": "aurora_postgres"}


def _engine(item: Item) -> str:
    engine = item.text("engine")
    return _ENGINES.get(engine, engine.replace("-", "_"))


def database(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_db_instance`: the instance, twice in another zone, and its storage."""
    twice = item.flag("multi_az")
    zones = "multi_az" if twice else "single_az"
    service = f"rds_{_engine(item)}_{item.text('instance_class')}_{zones}"
    yield meter.hourly("instance", service, 1)
    kind = item.text("storage_type", "io1" if item.has("iops") else "gp2")
    storage = f"rds_storage_{kind}_gb_month{'_multiaz' if twice else ''}"
    yield meter.monthly("storage", storage, item.number("allocated_storage"), "GB-month")
    if kind in ("io1", "io2"):
        name, service = "storage-iops", f"rds_storage_{kind}_iops_month"
        yield meter.monthly(name, service, item.number("iops"), "IOPS-month")
    yield ByUse("backups beyond the size of the database")


def aurora_instance(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_rds_cluster_instance`."""
    kind = item.text("instance_class")
    if kind == "db.serverless":
        yield ByUse("capacity units of Aurora Serverless")
    else:
        yield meter.hourly("instance", f"rds_{_engine(item)}_{kind}", 1)


def cache(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_elasticache_cluster`: its nodes; those of a replication group are billed with it."""
    if item.has("replication_group_id"):
        return
    service = f"elasticache_{item.text('engine')}_{item.text('node_type')}"
    yield meter.hourly("nodes", service, item.number("num_cache_nodes", 1), "node-hour")


def replication_group(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_elasticache_replication_group`: a primary and its replicas in each shard."""
    service = f"elasticache_{item.text('engine', 'redis')}_{item.text('node_type')}"
    nodes = item.number("num_cache_clusters", 0)
    if not nodes:
        shards = item.number("num_node_groups", 1)
        nodes = shards * (1 + item.number("replicas_per_node_group", 0))
    yield meter.hourly("nodes", service, nodes, "node-hour")


def secret(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_secretsmanager_secret`: each replica is a secret of its own."""
    count = 1 + len(item.blocks("replica"))
    yield meter.monthly("secrets", "secrets_manager_secret_month", count, "secret-month")
    yield ByUse("calls")


COMPOSED = {
    "aws_db_instance": database,
    "aws_elasticache_cluster": cache,
    "aws_elasticache_replication_group": replication_group,
    "aws_rds_cluster_instance": aurora_instance,
    "aws_secretsmanager_secret": secret,
}
