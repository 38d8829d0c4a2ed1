# The pool's address is reserved here, so that a gateway can be configured with it before the first pod
# runs. The load balancer itself comes with the service of the pool: only Kapsule's controller can keep
# its backends in step with nodes that come and go.
resource "scaleway_ipam_ip" "this" {
  address    = var.serving.address
  project_id = var.place.project_id
  region     = var.place.region
  tags       = local._tags

  source {
    private_network_id = var.network.private_network_id
  }
}

locals {
  _callers = sort(distinct(flatten([for client in values(var.clients) : client.caller.cidrs])))
  # A service without ranges admits everyone. Nobody calls from a loopback address.
  _source_ranges = length(local._callers) > 0 ? local._callers : ["127.0.0.1/32"]

  _annotation = "service.beta.kubernetes.io/scw-loadbalancer"
  _private    = true

  # What the service of the pool must carry.
  _annotations = {
    "${local._annotation}-private"        = tostring(local._private)
    "${local._annotation}-private-ip-ids" = reverse(split("/", scaleway_ipam_ip.this.id))[0]
    "${local._annotation}-pn-ids"         = reverse(split("/", var.network.private_network_id))[0]
    "${local._annotation}-type"           = "LB-S"
    "${local._annotation}-zone"           = var.zones[0]

    # A new request goes where the fewest are waiting: answers take from one second to minutes.
    "${local._annotation}-forward-port-algorithm" = "leastconn"

    "${local._annotation}-health-check-type"        = "http"
    "${local._annotation}-health-check-http-uri"    = var.serving.health_path
    "${local._annotation}-health-check-http-method" = "GET"
    "${local._annotation}-health-check-http-code"   = "200"
    "${local._annotation}-health-check-delay"       = "10s"

    # Kapsule would cut an answer off that says nothing for 10 seconds.
    "${local._annotation}-timeout-server" = "15m"
    "${local._annotation}-timeout-client" = "15m"
    "${local._annotation}-timeout-tunnel" = "15m"
    # But a node that does not take the connection is to be left at once.
    "${local._annotation}-timeout-connect" = "5s"
  }
}
