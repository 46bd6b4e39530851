"""Real servers, started, found, killed and started again."""
