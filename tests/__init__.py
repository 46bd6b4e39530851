"""What REVE promises, as tests; the folders mirror those of the code."""
