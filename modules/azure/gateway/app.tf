locals {
  _environment = merge(
    {
      # The identity of which LiteLLM asks tokens for Azure OpenAI.
      AZURE_CLIENT_ID  = azurerm_user_assigned_identity.this.client_id
      AZURE_CREDENTIAL = "ManagedIdentityCredential"

      # LiteLLM reads its configuration once: a new digest is a new revision, which rolls the
      # replicas. A changed secret alone would not.
      CONFIG_SHA256 = sha256(var.config)

      LITELLM_MODE = "PRODUCTION"
      # Nothing of a request below an error reaches the log.
      LITELLM_LOG = "ERROR"
      # Prices come with the image: a gateway without a way out must start too.
      LITELLM_LOCAL_MODEL_COST_MAP = "True"

      DISABLE_ADMIN_UI = "True"
      NO_DOCS          = "True"
      NO_OPENAPI       = "True"
      NO_REDOC         = "True"

      HOME = "/tmp"

      # The proxy must be the one to close an idle connection: a replica that closes first turns the
      # next request on it into a 502.
      KEEPALIVE_TIMEOUT = tostring(var.idle_timeout_s + 5)
      NUM_WORKERS       = tostring(max(1, floor(var.size.cpu / 1024)))
    },
    var.environment,
  )

  # Container Apps counts the requests of 15 seconds and divides them by 15: what it calls concurrent
  # is requests a second; learn.microsoft.com/azure/container-apps/scale-app
  _requests_per_second = max(1, ceil(var.replicas.requests_per_minute / 60))
}

resource "azurerm_container_app" "this" {
  name                         = var.name
  container_app_environment_id = azurerm_container_app_environment.this.id
  resource_group_name          = var.place.resource_group
  workload_profile_name        = "Consumption"
  # A new revision takes the traffic once it is ready, and the old one goes.
  revision_mode = "Single"
  tags          = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  # Public registries need no name and no password.
  dynamic "registry" {
    for_each = local._private_registry ? [local._registry] : []

    content {
      server   = registry.value
      identity = azurerm_user_assigned_identity.this.id
    }
  }

  # No secret at all; but Container Apps mounts files from nowhere else without a share and its key.
  secret {
    name  = "config.yaml"
    value = var.config
  }

  # Without a version: a new one is taken up within half an hour.
  dynamic "secret" {
    for_each = var.secrets

    content {
      name                = local._secret_names[secret.key]
      identity            = azurerm_user_assigned_identity.this.id
      key_vault_secret_id = "${var.key.vault_uri}secrets/${element(split("/", secret.value), length(split("/", secret.value)) - 1)}"
    }
  }

  template {
    min_replicas                     = var.replicas.min
    max_replicas                     = var.replicas.max
    termination_grace_period_seconds = local._drain_s

    container {
      name   = "gateway"
      image  = var.image
      args   = ["--config", "/etc/litellm/config.yaml", "--port", tostring(local._port)]
      cpu    = var.size.cpu / 1024
      memory = "${var.size.memory / 1024}Gi"

      dynamic "env" {
        for_each = local._environment

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = local._secret_names

        content {
          name        = env.key
          secret_name = env.value
        }
      }

      # The platform mounts every secret of the app here; the process has them all as variables too.
      volume_mounts {
        name = "config"
        path = "/etc/litellm"
      }

      startup_probe {
        transport               = "HTTP"
        path                    = "/health/liveliness"
        port                    = local._port
        interval_seconds        = 15
        timeout                 = 5
        failure_count_threshold = 10
      }

      liveness_probe {
        transport               = "HTTP"
        path                    = "/health/liveliness"
        port                    = local._port
        interval_seconds        = 30
        timeout                 = 10
        failure_count_threshold = 3
      }

      readiness_probe {
        transport               = "HTTP"
        path                    = "/health/readiness"
        port                    = local._port
        interval_seconds        = 10
        timeout                 = 5
        failure_count_threshold = 3
        success_count_threshold = 1
      }
    }

    volume {
      name         = "config"
      storage_type = "Secret"
    }

    # Requests come first, since a gateway waits more than it computes.
    http_scale_rule {
      name                = "requests"
      concurrent_requests = tostring(local._requests_per_second)
    }

    custom_scale_rule {
      name             = "cpu"
      custom_rule_type = "cpu"
      metadata = {
        type  = "Utilization"
        value = tostring(var.replicas.cpu_percent)
      }
    }
  }

  # External to the environment, that is: to its network, which has no way in from outside.
  ingress {
    external_enabled           = true
    allow_insecure_connections = false
    target_port                = local._port
    transport                  = "http"

    dynamic "ip_security_restriction" {
      for_each = coalesce(var.clients, [var.network.cidr])

      content {
        name             = "clients-${ip_security_restriction.key}"
        description      = "Callers in ${ip_security_restriction.value}"
        action           = "Allow"
        ip_address_range = ip_security_restriction.value
      }
    }

    traffic_weight {
      latest_revision = true
      percentage      = 100
    }
  }

  # The first replica needs all of these; nothing else makes the app wait for them.
  depends_on = [
    azurerm_monitor_diagnostic_setting.this,
    azurerm_private_dns_a_record.this,
    azurerm_role_assignment.models,
    azurerm_role_assignment.secrets,
  ]

  lifecycle {
    precondition {
      condition     = length(setintersection(keys(local._environment), keys(var.secrets))) == 0
      error_message = "A name stands both in environment and in secrets: ${join(", ", setintersection(keys(local._environment), keys(var.secrets)))}. Container Apps refuses a container with both; keep the secret."
    }
  }
}
