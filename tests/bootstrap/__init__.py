"""Finding a Python, and preparing what `run.py` runs in."""
