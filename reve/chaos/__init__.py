"""Several processes on real servers, faults of every kind, and a check of the whole history."""
