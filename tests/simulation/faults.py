"""All faults by name, and which of them a seed meets."""

from collections.abc import Awaitable, Callable
from random import Random

from tests.simulation import faults_around as around
from tests.simulation import faults_of_actors as of_actors
from tests.simulation import faults_within as within
from tests.simulation.cluster import Cluster

type Fault = Callable[[Cluster], Awaitable[None]]

TAKE_OVERS: dict[str, Fault] = {
    "instance frozen": within.frozen,
    "instance killed": within.killed,
    "instance restarted": within.restarted,
    "instance leaves": within.leaves,
    "one joins, one leaves": within.joins_and_leaves,
    "all restarted": within.all_restarted,
    "leases away for one": around.leases_away_for_one,
    "store away for one": around.store_away_for_one,
}
ON_COMMITS = (
    "answer lost, applied",
    "answer lost, not applied",
    "late, then applied",
    "hangs, then applied",
    "hangs",
    "not sent",
    "lock time-out",
)
OTHERS: dict[str, Fault] = {
    **{how: around.on_next_commit(how) for how in ON_COMMITS},
    **{how: around.in_messages(how) for how in ("lost messages", "doubled messages", "late messages")},
    "answer of a take lost": around.take_answer_lost,
    "store away": around.store_away,
    "reads fail": around.reads_fail,
    "pool exhausted": around.pool_exhausted,
    "last rows rewound": around.forget_the_last,
    "store's clock jumps": around.store_clock_jumps,
    "leases wiped": around.leases_wiped,
    "leases away": around.leases_away,
    "leases frozen": around.leases_frozen,
    "leases overwritten": around.leases_overwritten,
    "leases rolled back": around.leases_rolled_back,
    "two clusters on one lease table": around.another_cluster,
    "subscriber gone": around.deaf,
    "link away": around.link_away,
    "loop blocked": within.blocked,
    "monotonic clock jumps": within.clock_jumps,
    "instance joins": within.joins,
    "poison command": of_actors.poison,
    "unstorable value": of_actors.unstorable,
    "newer delta": of_actors.newer_delta,
    "unreadable snapshot": of_actors.unreadable_snapshot,
    "flood": of_actors.flood,
    "joint commands both ways": of_actors.both_ways,
    "joint commit late": of_actors.late_joint_commit,
    "joint commit hangs": of_actors.hanging_joint_commit,
    "late commit, refused meanwhile": of_actors.late_after_a_refusal,
    "hold never settled": of_actors.unsettled,
    "note refused": of_actors.refused_note,
    "note fails": of_actors.failing_note,
    "world settings change": of_actors.new_settings,
    "reminder re-armed": of_actors.rearmed,
    "sender and target of a note die": of_actors.both_die,
    "an asker is cancelled": of_actors.cancelled,
}
ALL: dict[str, Fault] = TAKE_OVERS | OTHERS


OTHERS_PER_SEED = 5
BLOCK = -(-len(OTHERS) // OTHERS_PER_SEED)
"""So many seeds in a row meet all faults."""


def drawn(seed: int) -> list[str]:
    """Name the faults of a seed: one that makes others take over, some in turn, and one at random."""
    block, place = divmod(seed, BLOCK)
    shuffled = sorted(OTHERS)
    Random(block).shuffle(shuffled)
    in_turn = [shuffled[(place * OTHERS_PER_SEED + n) % len(shuffled)] for n in range(OTHERS_PER_SEED)]
    take_overs = sorted(TAKE_OVERS)
    return [take_overs[seed % len(take_overs)], *in_turn, Random(seed).choice(sorted(ALL))]
