"""The economy as it plays out: the real rules, played by simulated players for months."""
