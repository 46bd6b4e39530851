"""`reve` as people start it: processes, signals, exit statuses."""
