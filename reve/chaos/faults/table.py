"""All faults, in the order in which they are told."""

from typing import Final

from reve.chaos.faults import (
    actors,
    between,
    cluster,
    messages,
    neighbours,
    postgres,
    process,
    redelivery,
    redis,
    releases,
    rewinding,
)

FAULTS: Final = (
    *redis.FAULTS,
    *postgres.FAULTS,
    *rewinding.FAULTS,
    *process.FAULTS,
    *cluster.FAULTS,
    *releases.FAULTS,
    *neighbours.FAULTS,
    *messages.FAULTS,
    *actors.FAULTS,
    *between.FAULTS,
    *redelivery.FAULTS,
)
