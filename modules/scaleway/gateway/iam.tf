# Who reads the gateway's secrets. Scaleway has no identities for machines, so there has to be a key; it
# opens these secrets and nothing else, and only from the network's own address.

locals {
  _reader    = length(var.secrets) > 0 ? 1 : 0
  _readable  = [for id in distinct(values(var.secrets)) : "resource.id == '${split("/", id)[1]}'"]
  _condition = "request.ip == '${var.network.nat_address}' && (${join(" || ", local._readable)})"
}

resource "scaleway_iam_application" "reader" {
  count           = local._reader
  name            = "${var.name}-secrets"
  description     = "Reads the secrets of gateway ${var.name}"
  organization_id = var.place.organization_id
  tags            = local._tags
}

resource "scaleway_iam_policy" "reader" {
  count           = local._reader
  name            = "${var.name}-secrets"
  description     = "The secrets of gateway ${var.name}, from its own network"
  organization_id = var.place.organization_id
  application_id  = scaleway_iam_application.reader[0].id
  tags            = local._tags

  rule {
    project_ids          = [var.place.project_id]
    permission_set_names = ["SecretManagerSecretAccess"]
    condition            = local._condition
  }
}

resource "scaleway_iam_api_key" "reader" {
  count              = local._reader
  application_id     = scaleway_iam_application.reader[0].id
  description        = "On the machines of gateway ${var.name}"
  default_project_id = var.place.project_id

  lifecycle {
    # A new key is on the machines before the old one ends.
    create_before_destroy = true
  }
}
