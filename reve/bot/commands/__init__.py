"""The slash commands and buttons of each system, as plain values."""
