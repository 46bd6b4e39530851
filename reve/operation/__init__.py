"""Operating a process: its log, its metrics, and whether it is well."""
