terraform {
  required_providers {
    google     = { source = "hashicorp/google", version = "~> 8.0" }
    helm       = { source = "hashicorp/helm", version = "~> 3.3" }
    kubernetes = { source = "hashicorp/kubernetes", version = "~> 3.4" }
    random     = { source = "hashicorp/random", version = "~> 3.9" }
  }
}

provider "google" {
  project = "acme-llm"
  region  = "europe-west4"
}

provider "kubernetes" {
  host                   = "https://${google_container_cluster.llm.endpoint}"
  token                  = data.google_client_config.me.access_token
  cluster_ca_certificate = base64decode(google_container_cluster.llm.master_auth[0].cluster_ca_certificate)
}

provider "helm" {
  kubernetes = {
    host                   = "https://${google_container_cluster.llm.endpoint}"
    cluster_ca_certificate = base64decode(google_container_cluster.llm.master_auth[0].cluster_ca_certificate)
  }
}

variable "pools" {
  type = map(object({ machine_type = string, accelerator = string, count = number }))
  default = {
    h100 = { machine_type = "a3-highgpu-8g", accelerator = "nvidia-h100-80gb", count = 8 }
    l4   = { machine_type = "g2-standard-12", accelerator = "nvidia-l4", count = 1 }
  }
}

variable "most_nodes" {
  type    = number
  default = 2
}

variable "cluster_name" {
  type    = string
  default = "llm"
}

data "google_client_config" "me" {}

data "google_project" "this" {}

data "google_compute_zones" "here" {}

resource "google_compute_network" "llm" {
  name                    = "llm"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "llm" {
  name          = "llm"
  network       = google_compute_network.llm.id
  ip_cidr_range = "10.0.0.0/20"

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.4.0.0/14"
  }
}

resource "google_service_account" "node" {
  account_id = "llm-node"
}

resource "google_project_iam_member" "node" {
  for_each = toset(["roles/logging.logWriter", "roles/monitoring.metricWriter"])
  project  = data.google_project.this.project_id
  role     = each.key
  member   = google_service_account.node.member
}

resource "google_container_cluster" "llm" {
  name                     = var.cluster_name
  location                 = "europe-west4"
  network                  = google_compute_network.llm.id
  subnetwork               = google_compute_subnetwork.llm.id
  initial_node_count       = 1
  remove_default_node_pool = true
  deletion_protection      = false

  ip_allocation_policy {
    cluster_secondary_range_name = "pods"
  }

  private_cluster_config {
    enable_private_nodes = true
  }

  release_channel {
    channel = "REGULAR"
  }
}

resource "google_container_node_pool" "gpu" {
  for_each       = var.pools
  name           = each.key
  cluster        = google_container_cluster.llm.id
  node_locations = slice(data.google_compute_zones.here.names, 0, 1)

  autoscaling {
    max_node_count = var.most_nodes
    min_node_count = 0
  }

  node_config {
    machine_type    = each.value.machine_type
    service_account = google_service_account.node.email

    guest_accelerator {
      type  = each.value.accelerator
      count = each.value.count
    }

    taint {
      key    = "nvidia.com/gpu"
      value  = "present"
      effect = "NO_SCHEDULE"
    }
  }
}

resource "random_password" "key" {
  length  = 32
  special = false
}

resource "google_secret_manager_secret" "key" {
  secret_id = "gateway-key"

  replication {
    user_managed {
      replicas {
        location = "europe-west4"
      }
    }
  }
}

resource "google_secret_manager_secret_version" "key" {
  secret                 = google_secret_manager_secret.key.id
  secret_data_wo         = random_password.key.result
  secret_data_wo_version = 1
}

resource "google_cloud_run_v2_service" "gateway" {
  name                = "gateway"
  location            = "europe-west4"
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  deletion_protection = false

  template {
    containers {
      image = "europe-docker.pkg.dev/acme-llm/gateway/litellm:1"

      env {
        name = "MASTER_KEY"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.key.secret_id
            version = "latest"
          }
        }
      }
    }
  }
}

resource "kubernetes_namespace_v1" "llm" {
  metadata {
    name = "llm"
  }
}

resource "kubernetes_manifest" "queue" {
  manifest = {
    apiVersion = "kueue.x-k8s.io/v1beta1"
    kind       = "LocalQueue"
    metadata   = { name = "llm", namespace = kubernetes_namespace_v1.llm.metadata[0].name }
    spec       = { clusterQueue = "gpu" }
  }
}

resource "helm_release" "vllm" {
  name      = "vllm"
  chart     = "oci://registry.invalid/vllm"
  namespace = kubernetes_namespace_v1.llm.metadata[0].name

  set = [{ name = "replicas", value = "2" }]
}

output "gateway" {
  value = google_cloud_run_v2_service.gateway.uri
}

output "pools" {
  value = { for name, pool in google_container_node_pool.gpu : name => pool.id }
}
