"""What teams come to regret: a file each, found by its place."""
