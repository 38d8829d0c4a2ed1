"""What each kind of resource does with data, by plans made by hand in Terraform's own format.

Of AWS's provider 5 there are plans of the real Terraform beside them, in tests/terraform; none of
azurerm, google and AWS's provider 6 could be made here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from planner.planfile import SENSITIVE
from tests.cost.plans import resource
from tests.inspecting.plans import book, inspected, objections

Resource = Mapping[str, Any]
IN_US = "data is kept in US (United States of America), outside `bloc:EU`"


def _policy(**statement: object) -> str:
    return json.dumps({"Statement": [{"Effect": "Allow", **statement}]})


_ACCOUNT = resource("azurerm_cognitive_account.ai", {"name": "acme", "location": "Sweden Central"})
_OF_ACCOUNT = {"cognitive_account_id": "azurerm_cognitive_account.ai.id"}
_AMERICAN = resource("aws_s3_bucket.copy", {"bucket": "copy", "region": "us-east-1"})


def _deployment(sku: str) -> Resource:
    values = {"sku": [{"name": sku}], "model": [{"name": "gpt-5.1", "format": "OpenAI"}]}
    return resource("azurerm_cognitive_deployment.gpt", values, refers=_OF_ACCOUNT)


def _lambda(**variables: str) -> Resource:
    return resource("aws_lambda_function.app", {"environment": [{"variables": variables}]})


COVERED: Mapping[str, tuple[Resource, ...]] = {
    "a region of the provider": (resource("aws_s3_bucket.docs", {"bucket": "docs"}),),
    "a location with blanks": (resource("azurerm_redis_cache.c", {"location": "West Europe"}),),
    "a zone of Google's": (resource("google_compute_disk.d", {"zone": "europe-west3-a"}),),
    "several regions in the EU": (resource("google_storage_bucket.b", {"location": "EU"}),),
    "a deployment that stays in its geography": (_deployment("ProvisionedManaged"), _ACCOUNT),
    "a profile of the EU": (
        resource(
            "aws_iam_policy.call",
            {
                "policy": _policy(
                    Action="bedrock:InvokeModel",
                    Resource="arn:aws:bedrock:eu-central-1:123456789012:inference-profile/"
                    "eu.anthropic.claude-sonnet-4-6",
                )
            },
        ),
    ),
    "any region that a condition narrows": (
        resource(
            "aws_iam_policy.call",
            {
                "policy": _policy(
                    Action="bedrock:Invoke*",
                    Resource="arn:aws:bedrock:*::foundation-model/*",
                    Condition={"StringEquals": {"aws:RequestedRegion": ["eu-west-1"]}},
                )
            },
        ),
    ),
    "what an administrator may do": (
        resource("aws_iam_policy.admin", {"policy": _policy(Action="*", Resource="*")}),
    ),
    "a guardrail of the EU": (
        resource(
            "aws_bedrock_guardrail.g",
            {"cross_region_config": [{"guardrail_profile_identifier": "eu.guardrail.v1:0"}]},
        ),
    ),
    "a pair in the same country": (
        resource(
            "azurerm_storage_account.s",
            {"location": "germanywestcentral", "account_replication_type": "GRS"},
        ),
    ),
    "a host of a region in the EU": (
        _lambda(BASE="https://bedrock-runtime.eu-west-1.amazonaws.com"),
    ),
    "private addresses": (
        _lambda(
            A="http://10.0.0.7:4000", B="http://litellm.llm.svc.cluster.local", C="http://redis"
        ),
    ),
    "an image of another region": (
        _lambda(IMAGE="123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1"),
    ),
    "an account that the plan itself makes": (
        _lambda(BASE="https://acme.openai.azure.com/"),
        _ACCOUNT,
    ),
}

REFUSED: Mapping[str, tuple[tuple[Resource, ...], str]] = {
    "a region of its own, as of provider 6": ((_AMERICAN,), IN_US),
    "replication": (
        (
            resource(
                "aws_s3_bucket_replication_configuration.r",
                {"rule": [{"destination": [{}]}]},
                unknown={"rule": [{"destination": [{"bucket": True}]}]},
                refers={"rule": ["aws_s3_bucket.copy.arn", "aws_s3_bucket.copy"]},
            ),
            _AMERICAN,
        ),
        IN_US,
    ),
    "a global table": (
        (resource("aws_dynamodb_table.t", {"replica": [{"region_name": "us-east-1"}]}),),
        IN_US,
    ),
    "a replicated secret": (
        (resource("aws_secretsmanager_secret.s", {"replica": [{"region": "us-east-1"}]}),),
        IN_US,
    ),
    "a vault in another region": (
        (
            resource(
                "aws_backup_plan.p",
                {
                    "rule": [
                        {
                            "copy_action": [
                                {
                                    "destination_vault_arn": "arn:aws:backup:us-east-1:"
                                    "123456789012:backup-vault:v"
                                }
                            ]
                        }
                    ]
                },
            ),
        ),
        IN_US,
    ),
    "a log sink": (
        (
            resource(
                "aws_cloudwatch_log_subscription_filter.f",
                {"destination_arn": "arn:aws:logs:us-east-1:123456789012:destination:d"},
            ),
        ),
        IN_US,
    ),
    "invocation logs": (
        (
            resource(
                "aws_bedrock_model_invocation_logging_configuration.l",
                {"logging_config": [{"s3_config": [{"bucket_name": "copy"}]}]},
                refers={"logging_config": ["aws_s3_bucket.copy.id", "aws_s3_bucket.copy"]},
            ),
            _AMERICAN,
        ),
        IN_US,
    ),
    "the edge": (
        (resource("aws_cloudfront_distribution.cdn", {"enabled": True}),),
        "countries, CN, IN, US among them, outside `bloc:EU`",
    ),
    "a global deployment": ((_deployment("GlobalStandard"), _ACCOUNT), "data is processed in"),
    "a registry's copies": (
        (
            resource(
                "azurerm_container_registry.r",
                {"location": "westeurope", "georeplications": [{"location": "East US"}]},
            ),
        ),
        IN_US,
    ),
    "diagnostics of another region": (
        (
            resource(
                "azurerm_monitor_diagnostic_setting.d",
                {"name": "d"},
                unknown={"log_analytics_workspace_id": True},
                refers={"log_analytics_workspace_id": "azurerm_log_analytics_workspace.us.id"},
            ),
            resource("azurerm_log_analytics_workspace.us", {"location": "eastus"}),
        ),
        IN_US,
    ),
    "a bucket of the United States": (
        (resource("google_storage_bucket.b", {"location": "US"}),),
        IN_US,
    ),
    "a trace sink": ((_lambda(LANGFUSE_HOST="https://us.cloud.langfuse.com"),), IN_US),
    "a global profile in a setting": (
        (_lambda(MODEL="global.anthropic.claude-sonnet-4-6"),),
        "data is processed in",
    ),
    "a region in a setting": (
        (_lambda(BEDROCK_REGION="us-west-2"),),
        "data is processed in US",
    ),
    "a task's own environment": (
        (
            resource(
                "aws_ecs_task_definition.t",
                {
                    "container_definitions": json.dumps(
                        [{"environment": [{"name": "U", "value": "https://api.openai.com/v1"}]}]
                    )
                },
            ),
        ),
        "data is kept in US",
    ),
    "a cluster's configuration": (
        (resource("kubernetes_config_map.c", {"data": {"url": "https://api.openai.com"}}),),
        "data is kept in US",
    ),
    "values of a chart": (
        (resource("helm_release.h", {"values": ["base_url: https://api.openai.com\n"]}),),
        "data is kept in US",
    ),
}

UNKNOWN: Mapping[str, tuple[tuple[Resource, ...], str]] = {
    "a type that nobody knows": (
        (resource("aws_quantum_ledger.q", {}),),
        "what its type does with data is not in the catalogue",
    ),
    "a provider that nobody knows": (
        (resource("acmecloud_box.b", {}),),
        "what its type does with data is not in the catalogue",
    ),
    "models of any region": (
        (
            resource(
                "aws_iam_policy.call",
                {"policy": _policy(Action="bedrock:*", Resource="*")},
            ),
        ),
        "it may call * from any region",
    ),
    "a right of AWS's own": (
        (
            resource(
                "aws_iam_role_policy_attachment.a",
                {"policy_arn": "arn:aws:iam::aws:policy/AmazonBedrockFullAccess"},
            ),
        ),
        "AmazonBedrockFullAccess lets it call any model, in any region",
    ),
    "a policy known after the apply": (
        (resource("aws_iam_policy.p", {"name": "p"}, unknown={"policy": True}),),
        "part of `policy` is known only after the apply",
    ),
    "an EU data zone": ((_deployment("DataZoneStandard"), _ACCOUNT), "may be processed in"),
    "a multi-region key": (
        (resource("aws_kms_key.k", {"multi_region": True}),),
        "a multi-region key may be replicated to any region",
    ),
    "a secret that Google places": (
        (resource("google_secret_manager_secret.s", {"replication": [{"auto": [{}]}]}),),
        "Google chooses where an automatic secret is kept",
    ),
    "a host that nobody knows": (
        (_lambda(URL="https://llm.example.com"),),
        "no source says who answers at llm.example.com, and where",
    ),
    "an account whose name only something else bears": (
        (
            _lambda(URL="https://acme.openai.azure.com/"),
            resource("azurerm_resource_group.g", {"name": "acme", "location": "westeurope"}),
        ),
        "no source says who answers at acme.openai.azure.com, and where",
    ),
    "a public address": ((_lambda(URL="http://8.8.8.8/"),), "nobody says where 8.8.8.8 is"),
    "a spillover that isn't planned": (
        (
            resource(
                "azapi_resource.d",
                {
                    "type": "Microsoft.CognitiveServices/accounts/deployments@2024-10-01",
                    "body": {
                        "sku": {"name": "ProvisionedManaged"},
                        "properties": {
                            "model": {"name": "gpt-5.1", "format": "OpenAI"},
                            "spilloverDeploymentName": "spill",
                        },
                    },
                },
                refers={"parent_id": "azurerm_cognitive_account.ai.id"},
            ),
            _ACCOUNT,
        ),
        "the plan has no deployment `spill`, to which it spills over",
    ),
}


@pytest.mark.parametrize("resources", COVERED.values(), ids=COVERED)
def test_what_stays_inside_is_covered(tmp_path: Path, resources: tuple[Resource, ...]) -> None:
    one = inspected(book(tmp_path), *resources)

    assert objections(one) == ""
    assert one.standing in ("covered", "no_data")


@pytest.mark.parametrize(("resources", "why"), REFUSED.values(), ids=REFUSED)
def test_what_leaves_is_refused(tmp_path: Path, resources: tuple[Resource, ...], why: str) -> None:
    one = inspected(book(tmp_path), *resources)

    assert one.standing == "refused"
    assert why in objections(one)


@pytest.mark.parametrize(("resources", "why"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_nobody_can_tell_is_named(
    tmp_path: Path, resources: tuple[Resource, ...], why: str
) -> None:
    one = inspected(book(tmp_path), *resources)

    assert one.standing == "unknown"
    assert why in objections(one)


def test_a_region_that_cannot_be_read_is_not_judged(tmp_path: Path) -> None:
    bucket = resource("aws_s3_bucket.docs", {"bucket": "docs"})

    one = inspected(book(tmp_path), bucket, regions={"aws": {}})

    assert one.standing == "unknown"
    assert objections(one) == "its region can't be read from the plan"


def test_a_secret_is_not_read_and_said_to_be_one(tmp_path: Path) -> None:
    app = _lambda(URL=SENSITIVE)

    one = inspected(book(tmp_path), app)

    assert objections(one) == "part of `environment.variables` is secret"


def test_no_credentials_of_an_address_are_shown(tmp_path: Path) -> None:
    app = _lambda(URL="https://user:hunter2@api.openai.com/?key=hunter2")

    one = inspected(book(tmp_path), app)

    assert "api.openai.com" in repr(one)
    assert "hunter2" not in repr(one)


def test_a_type_without_data_is_not_judged_by_its_region(tmp_path: Path) -> None:
    group = resource("aws_security_group.g", {"region": "us-east-1"})

    assert inspected(book(tmp_path), group).standing == "no_data"


def test_what_a_policy_refuses_by_region_operator_or_country_is_refused(tmp_path: Path) -> None:
    policy = book(
        tmp_path,
        "policy:\n"
        '  regions: {allow: ["aws:eu-central-1"]}\n'
        "  operators: {parents: [bloc:EU]}\n"
        "  countries: {deny: [IE]}\n",
    )

    said = objections(inspected(policy, resource("aws_s3_bucket.b", {"region": "eu-west-1"})))

    assert "region aws:eu-west-1 is refused: allowed are only `aws:eu-central-1`" in said
    assert "its operator `aws` is owned by" in said
    assert "data is kept in IE (Ireland), which is denied" in said
