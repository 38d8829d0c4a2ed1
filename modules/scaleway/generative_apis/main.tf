locals {
  _tags = [for name, value in var.tags : "${name}=${value}"]

  # A key that leaks is worth something inside the network only.
  _condition = var.network == null ? null : "request.ip == '${var.network.nat_address}'"
}

# No API key: its secret would lie in the state. An operator makes it: see README.md.
resource "scaleway_iam_application" "this" {
  name            = var.name
  description     = "Calls Generative APIs for ${var.name}"
  organization_id = var.place.organization_id
  tags            = local._tags
}

resource "scaleway_iam_policy" "this" {
  name            = var.name
  description     = "Lets ${var.name} call models of Generative APIs, and no more"
  organization_id = var.place.organization_id
  application_id  = scaleway_iam_application.this.id
  tags            = local._tags

  rule {
    project_ids          = [var.place.project_id]
    permission_set_names = ["GenerativeApisModelAccess"]
    condition            = local._condition
  }
}
