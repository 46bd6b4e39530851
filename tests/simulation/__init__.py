"""The runtime under a virtual clock and a seeded scheduler, while everything around it fails."""
