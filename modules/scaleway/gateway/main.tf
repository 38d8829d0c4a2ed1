locals {
  _port = 4000

  # How long a container that leaves may finish what it has begun.
  _drain_s = 90

  _tags = [for name, value in var.tags : "${name}=${value}"]

  # The smallest machine that has what is asked for, of one line of machines.
  _offers = [
    { machine = "PRO2-XXS", vcpus = 2, memory_gib = 8 },
    { machine = "PRO2-XS", vcpus = 4, memory_gib = 16 },
    { machine = "PRO2-S", vcpus = 8, memory_gib = 32 },
    { machine = "PRO2-M", vcpus = 16, memory_gib = 64 },
  ]
  _offer = [for offer in local._offers : offer if offer.vcpus * 1024 >= var.size.cpu && offer.memory_gib * 1024 >= var.size.memory][0]

  # As many as the peak needs, all the time: see README.md. A machine keeps its number and its zone.
  _machines = { for number in range(var.replicas.max) : tostring(number) => element(var.zones, number) }

  # Where callers speak to a model. LiteLLM passes other paths through to vendors, /mistral/* for one,
  # past the models of its configuration.
  _paths = [
    "/health/readiness",
    "/v1/chat/completions",
    "/v1/embeddings",
    "/v1/messages",
    "/v1/models",
    "/v1/responses",
  ]
}

# --- Addresses, reserved: machines and load balancer come and go, and keep theirs ----------------------

resource "scaleway_ipam_ip" "load_balancer" {
  project_id = var.place.project_id
  region     = var.place.region
  tags       = local._tags

  source {
    private_network_id = var.network.private_network_id
  }
}

resource "scaleway_ipam_ip" "machine" {
  for_each   = local._machines
  project_id = var.place.project_id
  region     = var.place.region
  tags       = local._tags

  source {
    private_network_id = var.network.private_network_id
  }
}

# --- Load balancer ----------------------------------------------------------------------------

resource "scaleway_lb" "this" {
  name                    = var.name
  description             = "Gateway ${var.name}"
  project_id              = var.place.project_id
  zone                    = var.zones[0]
  type                    = "LB-S"
  assign_flexible_ip      = false
  assign_flexible_ipv6    = false
  ssl_compatibility_level = "ssl_compatibility_level_modern"
  tags                    = local._tags

  private_network {
    private_network_id = var.network.private_network_id
    ipam_ids           = [scaleway_ipam_ip.load_balancer.id]
  }
}

resource "scaleway_lb_backend" "this" {
  lb_id            = scaleway_lb.this.id
  name             = var.name
  forward_protocol = "http"
  forward_port     = local._port
  server_ips       = [for number in range(var.replicas.max) : scaleway_ipam_ip.machine[tostring(number)].address]
  # A new request goes where the fewest are waiting: answers take from one second to minutes.
  forward_port_algorithm = "leastconn"

  timeout_connect = "5s"
  timeout_server  = "${var.idle_timeout_s}s"
  timeout_tunnel  = "${var.idle_timeout_s}s"

  # A connection that a machine refuses, since it is changing, goes to another one.
  max_retries              = 3
  redispatch_attempt_count = 1

  health_check_delay       = "10s"
  health_check_timeout     = "5s"
  health_check_max_retries = 2

  health_check_http {
    uri    = "/health/readiness"
    method = "GET"
    code   = 200
  }
}

# Access logs stay off: they hold who called when, which nobody asked to be kept.
resource "scaleway_lb_frontend" "this" {
  lb_id              = scaleway_lb.this.id
  backend_id         = scaleway_lb_backend.this.id
  name               = var.name
  inbound_port       = 80
  timeout_client     = "${var.idle_timeout_s}s"
  enable_access_logs = false

  # What no rule matches goes through, so the last rule matches everything.
  acl {
    name = "callers-and-paths"

    action {
      type = "allow"
    }

    match {
      ip_subnet         = coalesce(var.clients, [var.network.cidr])
      http_filter       = "path_begin"
      http_filter_value = local._paths
    }
  }

  acl {
    name = "nobody-else"

    action {
      type = "deny"
    }

    match {
      ip_subnet = ["0.0.0.0/0", "::/0"]
    }
  }
}
