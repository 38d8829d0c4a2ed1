# Missing required argument.*"name" is required, but no definition was found

resource "google_compute_network" "n" { name = null }
