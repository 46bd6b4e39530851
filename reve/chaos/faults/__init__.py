"""The faults that are injected, by where they strike."""
