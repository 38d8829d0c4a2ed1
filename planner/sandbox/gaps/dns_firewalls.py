"""DNS Firewall: moto's Route 53 Resolver has none of it.

aws_route53_resolver_firewall_domain_list, _rule_group, _rule, _rule_group_association and _config
all fail to apply. As on AWS, names are kept with the dot of the root at their end.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from moto.route53resolver.exceptions import ResourceNotFoundException
from moto.route53resolver.models import Route53ResolverBackend
from moto.route53resolver.responses import Route53ResolverResponse

from planner.sandbox.patching import add, held, wrap

_Record = dict[str, Any]

_NUMBERS = count(1)


def install() -> None:
    wrap(Route53ResolverBackend, "_matched_arn", _matched_arn)
    add(
        Route53ResolverResponse,
        create_firewall_domain_list,
        get_firewall_domain_list,
        list_firewall_domain_lists,
        update_firewall_domains,
        list_firewall_domains,
        delete_firewall_domain_list,
    )
    add(
        Route53ResolverResponse,
        create_firewall_rule_group,
        get_firewall_rule_group,
        delete_firewall_rule_group,
        create_firewall_rule,
        update_firewall_rule,
        list_firewall_rules,
        delete_firewall_rule,
    )
    add(
        Route53ResolverResponse,
        associate_firewall_rule_group,
        get_firewall_rule_group_association,
        list_firewall_rule_group_associations,
        update_firewall_rule_group_association,
        disassociate_firewall_rule_group,
        get_firewall_config,
        list_firewall_configs,
        update_firewall_config,
    )


def _kept(self: Route53ResolverResponse, kind: str) -> dict[str, _Record]:
    return held(self.route53resolver_backend, f"firewall_{kind}")


def _found(self: Route53ResolverResponse, kind: str, parameter: str) -> _Record:
    id_ = self._get_param(parameter)
    if id_ not in _kept(self, kind):
        raise ResourceNotFoundException(f"[RSLVR-02025] Can't find the resource {id_}.")
    return _kept(self, kind)[id_]


def _made(self: Route53ResolverResponse, kind: str, prefix: str, **words: object) -> _Record:
    """A new record, with what the request and AWS give to every one."""
    id_ = f"{prefix}-{next(_NUMBERS):017x}"
    arn = (
        f"arn:{self.partition}:route53resolver:{self.region}:{self.current_account}:"
        f"{kind.replace('_', '-')}/{id_}"
    )
    name, request = self._get_param("Name"), self._get_param("CreatorRequestId")
    record = {"Id": id_, "Arn": arn, "Name": name, "CreatorRequestId": request, **words}
    _kept(self, kind)[id_] = record
    self.route53resolver_backend.tagger.tag_resource(arn, self._get_param("Tags", []))
    return record


def _without(self: Route53ResolverResponse, kind: str, parameter: str) -> _Record:
    record = _found(self, kind, parameter)
    self.route53resolver_backend.tagger.delete_all_tags_for_resource(record["Arn"])
    return _kept(self, kind).pop(record["Id"])


def _matched_arn(
    original: Callable[..., None], self: Route53ResolverBackend, resource_arn: str
) -> None:
    kinds = ("domain_list", "rule_group", "association")
    known = (record["Arn"] for kind in kinds for record in held(self, f"firewall_{kind}").values())
    if resource_arn not in known:
        original(self, resource_arn)


# --- lists of names -----------------------------------------------------------------------------


def _described(record: _Record) -> _Record:
    return {
        **{key: word for key, word in record.items() if key != "Domains"},
        "DomainCount": len(record["Domains"]),
        "Status": "COMPLETE",
    }


def create_firewall_domain_list(self: Route53ResolverResponse) -> str:
    record = _made(self, "domain_list", "rslvr-fdl", Domains=[])
    return json.dumps({"FirewallDomainList": _described(record)})


def get_firewall_domain_list(self: Route53ResolverResponse) -> str:
    record = _found(self, "domain_list", "FirewallDomainListId")
    return json.dumps({"FirewallDomainList": _described(record)})


def update_firewall_domains(self: Route53ResolverResponse) -> str:
    record = _found(self, "domain_list", "FirewallDomainListId")
    given = [f"{name.rstrip('.')}." for name in self._get_param("Domains", [])]
    match self._get_param("Operation"):
        case "ADD":
            record["Domains"] = sorted({*record["Domains"], *given})
        case "REMOVE":
            record["Domains"] = sorted(set(record["Domains"]) - set(given))
        case _:
            record["Domains"] = sorted(given)
    return json.dumps({"Id": record["Id"], "Name": record["Name"], "Status": "COMPLETE"})


def list_firewall_domains(self: Route53ResolverResponse) -> str:
    record = _found(self, "domain_list", "FirewallDomainListId")
    return json.dumps({"Domains": record["Domains"]})


def list_firewall_domain_lists(self: Route53ResolverResponse) -> str:
    lists = map(_described, _kept(self, "domain_list").values())
    return json.dumps({"FirewallDomainLists": list(lists)})


def delete_firewall_domain_list(self: Route53ResolverResponse) -> str:
    record = _without(self, "domain_list", "FirewallDomainListId")
    return json.dumps({"FirewallDomainList": _described(record)})


# --- groups of rules ----------------------------------------------------------------------------


def _group(record: _Record) -> _Record:
    shown = {key: word for key, word in record.items() if key != "Rules"}
    return {
        **shown,
        "RuleCount": len(record["Rules"]),
        "Status": "COMPLETE",
        "ShareStatus": "NOT_SHARED",
    }


def create_firewall_rule_group(self: Route53ResolverResponse) -> str:
    record = _made(self, "rule_group", "rslvr-frg", Rules={}, OwnerId=self.current_account)
    return json.dumps({"FirewallRuleGroup": _group(record)})


def get_firewall_rule_group(self: Route53ResolverResponse) -> str:
    record = _found(self, "rule_group", "FirewallRuleGroupId")
    return json.dumps({"FirewallRuleGroup": _group(record)})


def delete_firewall_rule_group(self: Route53ResolverResponse) -> str:
    record = _without(self, "rule_group", "FirewallRuleGroupId")
    return json.dumps({"FirewallRuleGroup": _group(record)})


_OF_A_RULE = (
    "FirewallRuleGroupId",
    "FirewallDomainListId",
    "Name",
    "Priority",
    "Action",
    "BlockResponse",
    "BlockOverrideDomain",
    "BlockOverrideDnsType",
    "BlockOverrideTtl",
    "FirewallDomainRedirectionAction",
    "Qtype",
)


def _given(self: Route53ResolverResponse) -> _Record:
    words = {name: self._get_param(name) for name in _OF_A_RULE}
    return {name: word for name, word in words.items() if word is not None}


def _rules(self: Route53ResolverResponse) -> dict[str, _Record]:
    rules: dict[str, _Record] = _found(self, "rule_group", "FirewallRuleGroupId")["Rules"]
    return rules


def create_firewall_rule(self: Route53ResolverResponse) -> str:
    usual = {"FirewallDomainRedirectionAction": "INSPECT_REDIRECTION_DOMAIN"}
    rule = {**usual, **_given(self), "CreatorRequestId": self._get_param("CreatorRequestId")}
    _rules(self)[rule["FirewallDomainListId"]] = rule
    return json.dumps({"FirewallRule": rule})


def update_firewall_rule(self: Route53ResolverResponse) -> str:
    rule = _rules(self)[self._get_param("FirewallDomainListId")]
    rule.update(_given(self))
    return json.dumps({"FirewallRule": rule})


def list_firewall_rules(self: Route53ResolverResponse) -> str:
    rules = sorted(_rules(self).values(), key=lambda rule: int(rule["Priority"]))
    return json.dumps({"FirewallRules": rules})


def delete_firewall_rule(self: Route53ResolverResponse) -> str:
    rule = _rules(self).pop(self._get_param("FirewallDomainListId"))
    return json.dumps({"FirewallRule": rule})


# --- what they are laid over ----------------------------------------------------------------------

_OF_AN_ASSOCIATION = ("MutationProtection", "Priority")


def associate_firewall_rule_group(self: Route53ResolverResponse) -> str:
    record = _made(
        self,
        "association",
        "rslvr-frgassoc",
        FirewallRuleGroupId=_found(self, "rule_group", "FirewallRuleGroupId")["Id"],
        MutationProtection=self._get_param("MutationProtection") or "DISABLED",
        Priority=self._get_param("Priority"),
        Status="COMPLETE",
        VpcId=self._get_param("VpcId"),
    )
    return json.dumps({"FirewallRuleGroupAssociation": record})


def get_firewall_rule_group_association(self: Route53ResolverResponse) -> str:
    record = _found(self, "association", "FirewallRuleGroupAssociationId")
    return json.dumps({"FirewallRuleGroupAssociation": record})


def list_firewall_rule_group_associations(self: Route53ResolverResponse) -> str:
    found = list(_kept(self, "association").values())
    return json.dumps({"FirewallRuleGroupAssociations": found})


def update_firewall_rule_group_association(self: Route53ResolverResponse) -> str:
    record = _found(self, "association", "FirewallRuleGroupAssociationId")
    for name in ("Name", *_OF_AN_ASSOCIATION):
        if self._get_param(name) is not None:
            record[name] = self._get_param(name)
    return json.dumps({"FirewallRuleGroupAssociation": record})


def disassociate_firewall_rule_group(self: Route53ResolverResponse) -> str:
    record = _without(self, "association", "FirewallRuleGroupAssociationId")
    return json.dumps({"FirewallRuleGroupAssociation": {**record, "Status": "DELETING"}})


def _config(self: Route53ResolverResponse, vpc: str) -> _Record:
    """Each VPC has one, whether anybody asked for it or not."""
    made = {"Id": f"rslvr-fc-{vpc}", "OwnerId": self.current_account, "ResourceId": vpc}
    return _kept(self, "config").setdefault(vpc, {**made, "FirewallFailOpen": "DISABLED"})


def get_firewall_config(self: Route53ResolverResponse) -> str:
    return json.dumps({"FirewallConfig": _config(self, self._get_param("ResourceId"))})


def list_firewall_configs(self: Route53ResolverResponse) -> str:
    return json.dumps({"FirewallConfigs": list(_kept(self, "config").values())})


def update_firewall_config(self: Route53ResolverResponse) -> str:
    config = _config(self, self._get_param("ResourceId"))
    config["FirewallFailOpen"] = self._get_param("FirewallFailOpen")
    return json.dumps({"FirewallConfig": config})
