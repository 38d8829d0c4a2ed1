# What resolves inside the VPC, where a list of names is given: these names and nothing else.

locals {
  # Route 53 keeps names with the dot of the root at their end.
  _resolvable = [for name in coalesce(var.resolvable_names, []) : "${name}."]
  _listed     = var.resolvable_names == null ? 0 : 1
}

resource "aws_route53_resolver_firewall_domain_list" "listed" {
  count   = local._listed
  name    = "${var.name}-listed"
  domains = local._resolvable
  tags    = var.tags
}

resource "aws_route53_resolver_firewall_domain_list" "all" {
  count   = local._listed
  name    = "${var.name}-all"
  domains = ["*."]
  tags    = var.tags
}

resource "aws_route53_resolver_firewall_rule_group" "this" {
  count = local._listed
  name  = var.name
  tags  = var.tags
}

resource "aws_route53_resolver_firewall_rule" "listed" {
  count                   = local._listed
  name                    = "listed"
  action                  = "ALLOW"
  priority                = 100
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.listed[0].id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.this[0].id
  # Vendors answer with aliases, which lead to names of their CDN that nobody can list.
  firewall_domain_redirection_action = "TRUST_REDIRECTION_DOMAIN"
}

resource "aws_route53_resolver_firewall_rule" "all" {
  count                   = local._listed
  name                    = "all-else"
  action                  = "BLOCK"
  block_response          = "NXDOMAIN"
  priority                = 200
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.all[0].id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.this[0].id
}

resource "aws_route53_resolver_firewall_rule_group_association" "this" {
  count                  = local._listed
  name                   = var.name
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.this[0].id
  priority               = 200
  vpc_id                 = aws_vpc.this.id
  tags                   = var.tags
  # A group without its rules lets everything through.
  depends_on = [
    aws_route53_resolver_firewall_rule.all,
    aws_route53_resolver_firewall_rule.listed,
  ]
}

# While the firewall itself is out, nothing resolves: an outage, but no hole.
resource "aws_route53_resolver_firewall_config" "this" {
  count              = local._listed
  resource_id        = aws_vpc.this.id
  firewall_fail_open = "DISABLED"
}
