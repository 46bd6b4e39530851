"""The runtime under a virtual clock and a seeded scheduler, while everything around it fails.

A seed says all that happens: `python -m tests.simulation 90` replays one with its trace, and
`python -m tests.simulation 0:1000` runs many. In a test run REVE_SIMULATION_SEEDS says how many.
"""
