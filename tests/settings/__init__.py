"""Settings: what is read, from where, and what is said when it is wrong."""
