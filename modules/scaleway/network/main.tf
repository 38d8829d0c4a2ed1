locals {
  _tags = [for name, value in var.tags : "${name}=${value}"]

  # A Private Network has a /20 at most: of a wider range it takes the first.
  _prefix = tonumber(split("/", var.cidr)[1])
  _subnet = local._prefix < 20 ? cidrsubnet(var.cidr, 20 - local._prefix, 0) : var.cidr

  # One gateway for the region: two that announce a default route on one Private Network would
  # send answers another way than the questions.
  _nat_zone = var.zones[0]
}

resource "scaleway_vpc" "this" {
  name       = var.name
  project_id = var.place.project_id
  region     = var.place.region
  # Written down, since the API turns it on for every new VPC and never off again. One Private
  # Network has nothing to route to.
  enable_routing = true
  tags           = local._tags
}

# Private Networks span the zones of their region.
resource "scaleway_vpc_private_network" "this" {
  name       = var.name
  project_id = var.place.project_id
  region     = var.place.region
  vpc_id     = scaleway_vpc.this.id
  tags       = local._tags

  ipv4_subnet {
    subnet = local._subnet
  }
}

# --- Way out ----------------------------------------------------------------------------------

# Reserved, since allow-lists of others and policies of IAM name it: it outlives the gateway.
resource "scaleway_vpc_public_gateway_ip" "this" {
  count      = var.nat ? 1 : 0
  project_id = var.place.project_id
  zone       = local._nat_zone
  tags       = local._tags
}

resource "scaleway_vpc_public_gateway" "this" {
  count      = var.nat ? 1 : 0
  name       = var.name
  project_id = var.place.project_id
  zone       = local._nat_zone
  # 1 Gbit/s. The smaller one has a tenth: a node would wait for the weights of a model for hours.
  type            = "VPC-GW-M"
  ip_id           = scaleway_vpc_public_gateway_ip.this[0].id
  bastion_enabled = false
  enable_smtp     = false
  tags            = local._tags
}

resource "scaleway_vpc_gateway_network" "this" {
  count              = var.nat ? 1 : 0
  zone               = local._nat_zone
  gateway_id         = scaleway_vpc_public_gateway.this[0].id
  private_network_id = scaleway_vpc_private_network.this.id
  enable_masquerade  = true

  ipam_config {
    push_default_route = true
  }
}
