locals {
  _environment = merge(
    {
      LITELLM_MODE = "PRODUCTION"
      # Nothing of a request below an error reaches the log.
      LITELLM_LOG = "ERROR"
      # Prices come with the image: a gateway without a way out must start too.
      LITELLM_LOCAL_MODEL_COST_MAP = "True"

      DISABLE_ADMIN_UI = "True"
      NO_DOCS          = "True"
      NO_OPENAPI       = "True"
      NO_REDOC         = "True"

      # The root file system is read-only.
      HOME = "/tmp"

      # The load balancer must be the one to close an idle connection: a machine that closes first
      # turns the next request on it into a 502.
      KEEPALIVE_TIMEOUT = tostring(var.idle_timeout_s + 5)
      NUM_WORKERS       = tostring(local._offer.vcpus)
    },
    var.environment,
  )

  # What every machine runs; what differs between them follows below.
  _settings = {
    balancer    = scaleway_ipam_ip.load_balancer.address
    cidr        = var.network.cidr
    drain_s     = local._drain_s
    environment = local._environment
    image       = var.image
    internet    = length(var.hosts) + length(var.model_access) > 0
    # A gibibyte is left to the machine itself.
    memory_mib = local._offer.memory_gib * 1024 - 1024
    pools      = [for name in sort(keys(var.pools)) : var.pools[name].address]
    port       = local._port
    secrets = {
      for variable, id in var.secrets : variable => {
        id     = split("/", id)[1]
        region = split("/", id)[0]
      }
    }
  }

  _unit = <<-EOT
    [Unit]
    Description=Keeps the gateway as the metadata of this machine say
    After=network-online.target
    Wants=network-online.target

    [Service]
    ExecStartPre=/usr/bin/curl --silent --fail --retry 30 --retry-all-errors --retry-delay 2 --local-port 512-1023 --output /run/gateway-keeper.py http://169.254.42.42/user_data/gateway-keeper
    ExecStart=/usr/bin/python3 -I /run/gateway-keeper.py
    Restart=always
    RestartSec=5

    [Install]
    WantedBy=multi-user.target
  EOT

  # The same for every machine and for good: cloud-init runs once. All that changes is fetched by the keeper.
  _cloud_init = "#cloud-config\n${yamlencode({
    write_files = [
      { path = "/etc/systemd/system/gateway-keeper.service", content = local._unit },
      {
        path = "/etc/docker/daemon.json"
        # Docker's own bridge would otherwise take a range that the network may have.
        content = jsonencode({ bip = "100.127.0.33/28", live-restore = true, userland-proxy = false })
      },
      {
        # An error can quote a request, so the log is kept for as long as the topology allows.
        path    = "/etc/systemd/journald.conf.d/gateway.conf"
        content = "[Journal]\nStorage=persistent\nMaxRetentionSec=${var.log_retention_days}day\nMaxFileSec=1day\nSystemMaxUse=4G\n"
      },
    ]
    runcmd = [
      ["systemctl", "restart", "systemd-journald"],
      # Nobody logs in: what runs here is what the metadata say.
      ["systemctl", "disable", "--now", "ssh.socket", "ssh.service"],
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "gateway-keeper.service"],
    ]
  })}"
}

resource "scaleway_instance_security_group" "this" {
  for_each                = toset(var.zones)
  name                    = var.name
  description             = "Machines of gateway ${var.name}"
  project_id              = var.place.project_id
  zone                    = each.key
  stateful                = true
  inbound_default_policy  = "drop"
  outbound_default_policy = "accept"
  tags                    = local._tags
}

# On different hosts, where a zone has them.
resource "scaleway_instance_placement_group" "this" {
  for_each    = toset(var.zones)
  name        = var.name
  project_id  = var.place.project_id
  zone        = each.key
  policy_type = "max_availability"
  policy_mode = "optional"
  tags        = local._tags
}

resource "scaleway_instance_server" "this" {
  for_each           = local._machines
  name               = "${var.name}-${each.key}"
  project_id         = var.place.project_id
  zone               = each.value
  type               = local._offer.machine
  image              = "ubuntu_noble"
  enable_dynamic_ip  = false
  protected          = var.deletion_protection
  security_group_id  = scaleway_instance_security_group.this[each.value].id
  placement_group_id = scaleway_instance_placement_group.this[each.value].id
  tags               = local._tags

  user_data = merge(
    {
      cloud-init     = local._cloud_init
      gateway-config = var.config
      gateway-keeper = file("${path.module}/keeper.py")
      gateway-settings = jsonencode(merge(local._settings, {
        address  = scaleway_ipam_ip.machine[each.key].address
        peers    = [for number in keys(local._machines) : scaleway_ipam_ip.machine[number].address if number != each.key]
        position = tonumber(each.key)
      }))
    },
    length(var.secrets) > 0 ? { gateway-reader = scaleway_iam_api_key.reader[0].secret_key } : {},
  )

  root_volume {
    volume_type           = "sbs_volume"
    size_in_gb            = 40
    sbs_iops              = 5000
    delete_on_termination = true
  }

  lifecycle {
    # The label of an image moves on; a machine takes its updates by itself.
    ignore_changes = [image]

    precondition {
      condition     = length(setintersection(keys(local._environment), keys(var.secrets))) == 0
      error_message = "A name stands both in environment and in secrets: ${join(", ", setintersection(keys(local._environment), keys(var.secrets)))}. Keep the secret."
    }
  }
}

resource "scaleway_instance_private_nic" "this" {
  for_each           = local._machines
  server_id          = scaleway_instance_server.this[each.key].id
  private_network_id = var.network.private_network_id
  ipam_ip_ids        = [scaleway_ipam_ip.machine[each.key].id]
  zone               = each.value
  tags               = local._tags
}
