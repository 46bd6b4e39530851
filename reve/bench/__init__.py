"""`reve bench`: speed and memory, measured on this machine."""
