"""What laws and contracts ask for beside places."""
