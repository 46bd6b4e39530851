"""Pictures of esprits: what a card shows, and the studio that draws it."""
