"""The generic actor runtime: mailboxes, group commit, ownership. Knows no game, SQL or Discord."""
