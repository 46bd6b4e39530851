"""Several processes on real servers, faults of every kind, and a check of all that was stored and answered."""
