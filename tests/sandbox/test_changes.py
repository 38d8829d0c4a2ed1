"""Budgets, quotas, reservations and services after their creation."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from planner.sandbox import Emulator
from tests.sandbox.clients import client

_BUDGET = {"AccountId": "123456789012", "BudgetName": "changing"}
_NOTIFICATION = {
    "NotificationType": "ACTUAL",
    "ComparisonOperator": "GREATER_THAN",
    "Threshold": 80.0,
    "ThresholdType": "PERCENTAGE",
}
_SUBSCRIBER = {"SubscriptionType": "EMAIL", "Address": "platform@example.com"}


@pytest.fixture
def budgets(emulator: Emulator) -> Any:
    budgets = client(emulator, "budgets")
    budgets.create_budget(
        AccountId=_BUDGET["AccountId"],
        Budget=_limit("100"),
        NotificationsWithSubscribers=[
            {"Notification": _NOTIFICATION, "Subscribers": [_SUBSCRIBER]}
        ],
        ResourceTags=[{"Key": "old", "Value": "1"}],
    )
    yield budgets
    budgets.delete_budget(**_BUDGET)


def _limit(amount: str) -> dict[str, Any]:
    return {
        "BudgetName": _BUDGET["BudgetName"],
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": amount, "Unit": "USD"},
    }


def test_a_budget_gets_another_limit(budgets: Any) -> None:
    budgets.update_budget(AccountId=_BUDGET["AccountId"], NewBudget=_limit("200"))

    limit = budgets.describe_budget(**_BUDGET)["Budget"]["BudgetLimit"]
    assert limit == {"Amount": "200", "Unit": "USD"}


def test_the_subscribers_of_a_notification_are_told_apart_by_its_threshold(budgets: Any) -> None:
    def subscribers(threshold: float) -> Any:
        wanted = {**_NOTIFICATION, "Threshold": threshold}
        return budgets.describe_subscribers_for_notification(**_BUDGET, Notification=wanted)[
            "Subscribers"
        ]

    assert subscribers(80.0) == [_SUBSCRIBER]
    assert subscribers(90.0) == []


def test_a_notification_is_deleted_whatever_its_state(budgets: Any) -> None:
    alarmed = {**_NOTIFICATION, "NotificationState": "ALARM"}

    budgets.delete_notification(**_BUDGET, Notification=alarmed)

    assert budgets.describe_notifications_for_budget(**_BUDGET)["Notifications"] == []


def test_tags_of_a_budget_change(budgets: Any) -> None:
    arn = "arn:aws:budgets::123456789012:budget/changing"

    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "new", "Value": "2"}])
    budgets.untag_resource(ResourceARN=arn, ResourceTagKeys=["old"])

    tags = budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"]
    assert tags == [{"Key": "new", "Value": "2"}]


def test_a_budget_that_does_not_exist_is_not_updated(emulator: Emulator) -> None:
    with pytest.raises(ClientError, match="NotFoundException"):
        client(emulator, "budgets").update_budget(AccountId="111111111111", NewBudget=_limit("1"))


def test_the_names_and_rules_of_a_firewall_change(emulator: Emulator) -> None:
    resolver = client(emulator, "route53resolver")
    listed = resolver.create_firewall_domain_list(CreatorRequestId="1", Name="changing")
    names = {"FirewallDomainListId": listed["FirewallDomainList"]["Id"]}
    group = resolver.create_firewall_rule_group(CreatorRequestId="2", Name="changing")
    rule = {"FirewallRuleGroupId": group["FirewallRuleGroup"]["Id"], **names}

    for operation, given in (("REPLACE", "a.b"), ("ADD", "c.d."), ("REMOVE", "a.b")):
        resolver.update_firewall_domains(**names, Operation=operation, Domains=[given])
    resolver.create_firewall_rule(
        **rule, CreatorRequestId="3", Name="old", Priority=100, Action="ALLOW"
    )
    resolver.update_firewall_rule(**rule, Priority=300, Name="new")

    assert resolver.list_firewall_domains(**names)["Domains"] == ["c.d."]
    (found,) = resolver.list_firewall_rules(FirewallRuleGroupId=rule["FirewallRuleGroupId"])[
        "FirewallRules"
    ]
    assert (found["Name"], found["Priority"], found["Action"]) == ("new", 300, "ALLOW")


def test_a_list_of_names_that_does_not_exist_is_not_found(emulator: Emulator) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client(emulator, "route53resolver").list_firewall_domains(FirewallDomainListId="none")


def test_gpu_quotas_are_there_and_others_are_not(emulator: Emulator) -> None:
    quotas = client(emulator, "service-quotas")

    known = quotas.get_service_quota(ServiceCode="ec2", QuotaCode="L-417A185B")["Quota"]
    listed = quotas.list_service_quotas(ServiceCode="ec2")["Quotas"]

    assert known in listed
    assert quotas.list_aws_default_service_quotas(ServiceCode="vpc")["Quotas"]
    assert quotas.get_service_quota(ServiceCode="vpc", QuotaCode="L-F678F1CE")["Quota"]
    with pytest.raises(ClientError, match="NoSuchResource"):
        quotas.get_service_quota(ServiceCode="ec2", QuotaCode="L-00000000")


def test_a_capacity_reservation_grows_and_is_cancelled(emulator: Emulator) -> None:
    ec2 = client(emulator, "ec2")
    identifier = ec2.create_capacity_reservation(
        InstanceType="p5.48xlarge",
        InstancePlatform="Linux/UNIX",
        AvailabilityZone="eu-central-1a",
        InstanceCount=1,
    )["CapacityReservation"]["CapacityReservationId"]

    ec2.modify_capacity_reservation(CapacityReservationId=identifier, InstanceCount=2)
    ec2.cancel_capacity_reservation(CapacityReservationId=identifier)

    found = ec2.describe_capacity_reservations(CapacityReservationIds=[identifier])
    reservation = found["CapacityReservations"][0]
    assert (reservation["TotalInstanceCount"], reservation["State"]) == (2, "cancelled")


@pytest.mark.parametrize(
    ("call", "arguments", "code"),
    [
        (
            "describe_capacity_reservations",
            {"CapacityReservationIds": ["cr-none"]},
            "InvalidCapacityReservationId.NotFound",
        ),
        ("delete_placement_group", {"GroupName": "none"}, "InvalidPlacementGroup.Unknown"),
    ],
)
def test_capacity_that_does_not_exist_is_not_found(
    emulator: Emulator, call: str, arguments: dict[str, Any], code: str
) -> None:
    with pytest.raises(ClientError, match=code):
        getattr(client(emulator, "ec2"), call)(**arguments)


def test_a_service_runs_what_it_is_changed_to(emulator: Emulator) -> None:
    ecs = client(emulator, "ecs")
    ecs.create_cluster(clusterName="changing")
    container = {"name": "gateway", "image": "gateway:1", "memory": 512}
    ecs.register_task_definition(family="changing", containerDefinitions=[container])
    named = {"cluster": "changing", "taskDefinition": "changing"}
    ecs.create_service(**named, serviceName="changing", desiredCount=1)

    changed = ecs.update_service(
        **named, service="changing", desiredCount=3, availabilityZoneRebalancing="ENABLED"
    )["service"]

    assert (changed["runningCount"], changed["availabilityZoneRebalancing"]) == (3, "ENABLED")
    assert changed["deployments"][0]["rolloutState"] == "COMPLETED"


def test_tags_of_a_scalable_target_change(emulator: Emulator) -> None:
    scaling = client(emulator, "application-autoscaling")
    arn = scaling.register_scalable_target(
        ServiceNamespace="dynamodb",
        ResourceId="table/changing",
        ScalableDimension="dynamodb:table:ReadCapacityUnits",
        MinCapacity=1,
        MaxCapacity=2,
        Tags={"old": "1"},
    )["ScalableTargetARN"]

    scaling.tag_resource(ResourceARN=arn, Tags={"new": "2"})
    scaling.untag_resource(ResourceARN=arn, TagKeys=["old"])

    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"new": "2"}


def test_tags_of_a_log_group_go_with_it(emulator: Emulator) -> None:
    logs = client(emulator, "logs")
    logs.create_log_group(logGroupName="changing", tags={"old": "1"})
    arn = logs.describe_log_groups(logGroupNamePrefix="changing")["logGroups"][0]["logGroupArn"]

    logs.delete_log_group(logGroupName="changing")
    logs.create_log_group(logGroupName="changing")

    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {}


def test_a_network_load_balancer_is_named_as_one(emulator: Emulator) -> None:
    elb, ec2 = client(emulator, "elbv2"), client(emulator, "ec2")
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    tags = [{"Key": "name", "Value": "engine"}]

    created = elb.create_load_balancer(
        Name="changing", Type="network", Subnets=[subnet], Tags=tags
    )["LoadBalancers"][0]

    arn = created["LoadBalancerArn"]
    assert ":loadbalancer/net/changing/" in arn
    assert elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]
    assert elb.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"] == tags
