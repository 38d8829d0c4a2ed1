output "caller" {
  description = "What a pool admits: the addresses of the machines."
  value = {
    cidrs = [for number in range(var.replicas.max) : "${scaleway_ipam_ip.machine[tostring(number)].address}/32"]
  }
}

output "gateway" {
  description = "What the module observability watches."
  value = {
    load_balancer_id = scaleway_lb.this.id
    machine          = local._offer.machine
    machine_ids      = [for number in range(var.replicas.max) : scaleway_instance_server.this[tostring(number)].id]
    name             = var.name
  }
}

output "internal" {
  description = "Whether the load balancer has a private address only."
  value       = !scaleway_lb.this.assign_flexible_ip && !scaleway_lb.this.assign_flexible_ipv6
}

output "ranges" {
  description = "Ranges that the machines call from, for pools of other networks."
  value       = [for number in range(var.replicas.max) : "${scaleway_ipam_ip.machine[tostring(number)].address}/32"]
}

output "replicas" {
  description = "Fewest and most machines: as many as replicas.max, all the time."
  value = {
    max = length(scaleway_instance_server.this)
    min = length(scaleway_instance_server.this)
  }
}

output "url" {
  description = "Where applications of the network call the gateway."
  value       = "http://${scaleway_ipam_ip.load_balancer.address}"
  depends_on  = [scaleway_instance_private_nic.this, scaleway_lb_frontend.this]
}
