# one of `auto,user_managed` must be specified

resource "google_secret_manager_secret" "s" {
  secret_id = "s"
  replication {}
}
