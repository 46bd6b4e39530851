"""Short runs of chaos."""
