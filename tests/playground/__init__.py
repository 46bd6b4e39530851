"""The local Discord, tried with the unmodified disnake client."""
