"""What the bot says: the message catalogue, and how figures and names are written."""
