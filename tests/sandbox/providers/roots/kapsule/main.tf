terraform {
  required_providers {
    scaleway = { source = "scaleway/scaleway", version = "~> 2.0" }
  }
}

provider "scaleway" {
  region = "fr-par"
  zone   = "fr-par-2"
}

data "scaleway_account_project" "this" {
  name = "default"
}

resource "scaleway_vpc" "llm" {
  name = "llm"
}

resource "scaleway_vpc_private_network" "llm" {
  name   = "llm"
  vpc_id = scaleway_vpc.llm.id

  ipv4_subnet {
    subnet = "10.0.0.0/22"
  }
}

resource "scaleway_vpc_public_gateway_ip" "llm" {}

resource "scaleway_vpc_public_gateway" "llm" {
  name  = "llm"
  type  = "VPC-GW-S"
  ip_id = scaleway_vpc_public_gateway_ip.llm.id
}

resource "scaleway_vpc_gateway_network" "llm" {
  gateway_id         = scaleway_vpc_public_gateway.llm.id
  private_network_id = scaleway_vpc_private_network.llm.id
  enable_masquerade  = true

  ipam_config {
    push_default_route = true
  }
}

resource "scaleway_k8s_cluster" "llm" {
  name                        = "llm"
  version                     = "1.34"
  cni                         = "cilium"
  private_network_id          = scaleway_vpc_private_network.llm.id
  delete_additional_resources = true

  auto_upgrade {
    enable                        = true
    maintenance_window_start_hour = 3
    maintenance_window_day        = "sunday"
  }
}

resource "scaleway_k8s_pool" "h100" {
  name        = "h100"
  cluster_id  = scaleway_k8s_cluster.llm.id
  node_type   = "H100-1-80G"
  size        = 1
  autoscaling = true
  max_size    = 2
  min_size    = 0
}

resource "scaleway_container_namespace" "gateway" {
  name = "gateway"
}

resource "scaleway_container" "gateway" {
  name         = "gateway"
  namespace_id = scaleway_container_namespace.gateway.id
  privacy      = "private"
  protocol     = "http1"
  min_scale    = 1
}

resource "scaleway_secret" "key" {
  name = "gateway-key"
}

resource "scaleway_secret_version" "key" {
  secret_id = scaleway_secret.key.id
  data      = "not-a-secret"
}

resource "scaleway_iam_application" "gateway" {
  name = "gateway"
}

resource "scaleway_iam_policy" "gateway" {
  name           = "gateway"
  application_id = scaleway_iam_application.gateway.id

  rule {
    project_ids          = [data.scaleway_account_project.this.id]
    permission_set_names = ["GenerativeApisModelAccess"]
  }
}

resource "scaleway_object_bucket" "logs" {
  name = "acme-llm-logs"

  versioning {
    enabled = true
  }
}

output "kubeconfig" {
  value     = scaleway_k8s_cluster.llm.kubeconfig[0].config_file
  sensitive = true
}
