# Incorrect attribute value type.*a number is required

resource "google_compute_network" "n" {
  name = "n"
  mtu  = "much"
}
