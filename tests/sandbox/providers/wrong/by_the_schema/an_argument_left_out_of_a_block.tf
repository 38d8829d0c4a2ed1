# Missing required argument.*"protocol" is required

resource "google_compute_firewall" "f" {
  name    = "f"
  network = "n"
  allow {}
}
