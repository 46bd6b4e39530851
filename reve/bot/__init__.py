"""The bot on Discord: from an interaction to a command, from a reply to a message."""
