"""What every `Store` does: one suite for the store on Postgres and its twin in memory."""

from dataclasses import replace

import pytest

from actors.errors import CommitRefused, Duplicate, Fenced, Rejected, Stale
from actors.identity import ActorId, shard_of
from actors.ports import Batch, LoadRequest, TakeRequest, Token
from tests.persistence.samples import (
    ADA,
    BOB,
    EVE,
    NOW_MS,
    commit,
    delta,
    entry,
    load,
    note,
    snapshot,
    standing,
    take,
    token_of,
)
from tests.persistence.subjects import Subject

pytestmark = pytest.mark.anyio


# -- sequence numbers ----------------------------------------------------------------------------------


async def test_a_committed_delta_is_loaded_as_it_was(subject: Subject) -> None:
    row = delta(ADA, 1, at_ms=NOW_MS)
    await commit(subject.store, row)
    loaded = await load(subject.store, ADA)
    assert loaded.deltas == (row,)
    assert (loaded.last_at_ms, loaded.last_settings_version) == (NOW_MS, 5)


@pytest.mark.parametrize("seq", [-1, 0, 2])
async def test_the_first_delta_of_an_actor_has_number_one(subject: Subject, seq: int) -> None:
    with pytest.raises(Stale) as refusal:
        await commit(subject.store, delta(ADA, seq))
    assert refusal.value.actors == {ADA}


async def test_a_gap_after_what_is_stored_is_refused(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1))
    with pytest.raises(Stale) as refusal:
        await commit(subject.store, delta(ADA, 3))
    assert refusal.value.actors == {ADA}


async def test_a_gap_within_a_batch_is_refused(subject: Subject) -> None:
    with pytest.raises(Stale) as refusal:
        await commit(subject.store, delta(ADA, 1), delta(ADA, 3))
    assert refusal.value.actors == {ADA}


@pytest.mark.parametrize("seq", [1, 2, 3])
async def test_a_number_that_is_taken_is_stale(subject: Subject, seq: int) -> None:
    await commit(subject.store, delta(ADA, 1), delta(ADA, 2), delta(ADA, 3))
    with pytest.raises(Stale) as refusal:
        await commit(subject.store, delta(ADA, seq, 5))
    assert refusal.value.actors == {ADA}


async def test_a_batch_that_is_sent_again_changes_nothing(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1), delta(ADA, 2))
    with pytest.raises(CommitRefused):
        await commit(subject.store, delta(ADA, 1), delta(ADA, 2))
    assert len((await load(subject.store, ADA)).deltas) == 2


async def test_hazard_9_a_command_id_counts_once_for_an_actor(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1, 40))
    with pytest.raises(Duplicate) as refusal:
        await commit(subject.store, delta(ADA, 2, 40))
    assert refusal.value.commands == {(40, ADA)}


async def test_one_command_may_change_several_actors(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1, 40), delta(BOB, 1, 40))
    found = await subject.store.lookup([(40, ADA), (40, BOB)])
    assert set(found) == {(40, ADA), (40, BOB)}


async def test_the_guilty_are_named_and_the_innocent_commit_without_them(subject: Subject) -> None:
    await commit(subject.store, delta(EVE, 1))
    innocent = delta(ADA, 1), delta(BOB, 1)
    with pytest.raises(Stale) as refusal:
        await commit(subject.store, *innocent, delta(EVE, 3))
    assert refusal.value.actors == {EVE}
    assert (await load(subject.store, ADA)).deltas == ()
    await commit(subject.store, *innocent)
    assert (await load(subject.store, ADA)).deltas == innocent[:1]


# -- tokens --------------------------------------------------------------------------------------------


async def test_a_new_store_has_every_shard_at_zero(subject: Subject) -> None:
    tokens = await subject.store.tokens(range(256))
    assert tokens == {n: Token(n, 0, 0) for n in range(256)}
    assert await subject.store.owners(range(256)) == {}


async def test_taking_raises_the_epoch_and_names_the_owner(subject: Subject) -> None:
    token = await take(subject.store, ADA, nonce=9, owner="two")
    assert token == Token(shard_of(ADA), 1, 9)
    assert await token_of(subject.store, ADA) == token
    assert await subject.store.owners([token.shard]) == {token.shard: "two"}


@pytest.mark.parametrize("seen", [Token(5, 1, 0), Token(5, 0, 1), Token(6, 0, 0)])
async def test_a_token_that_was_not_seen_cannot_be_taken_from(subject: Subject, seen: Token) -> None:
    assert await subject.store.take([TakeRequest(5, (seen,), 9)], "one") == {}
    assert (await subject.store.tokens([5]))[5] == Token(5, 0, 0)


async def test_any_token_that_was_seen_will_do(subject: Subject) -> None:
    seen = (Token(5, 3, 3), Token(5, 0, 0))
    assert await subject.store.take([TakeRequest(5, seen, 9)], "one") == {5: Token(5, 1, 9)}


async def test_shards_are_taken_each_on_its_own(subject: Subject) -> None:
    requests = [TakeRequest(5, (Token(5, 0, 0),), 9), TakeRequest(6, (Token(6, 1, 1),), 10)]
    assert await subject.store.take(requests, "one") == {5: Token(5, 1, 9)}


@pytest.mark.parametrize("change", [{"epoch": 0}, {"epoch": 2}, {"nonce": 78}])
async def test_another_epoch_or_nonce_is_fenced(subject: Subject, change: dict[str, int]) -> None:
    token = await take(subject.store, ADA, nonce=77)
    with pytest.raises(Fenced) as refusal:
        await commit(subject.store, delta(ADA, 1), tokens=(token._replace(**change),))
    assert refusal.value.shards == {token.shard}
    assert (await load(subject.store, ADA)).deltas == ()


async def test_only_the_fenced_shards_are_named(subject: Subject) -> None:
    good = await take(subject.store, ADA)
    bad = (await token_of(subject.store, BOB))._replace(epoch=8)
    with pytest.raises(Fenced) as refusal:
        await commit(subject.store, delta(ADA, 1), delta(BOB, 1), tokens=(good, bad))
    assert refusal.value.shards == {bad.shard}
    await commit(subject.store, delta(ADA, 1), tokens=(good,))
    assert len((await load(subject.store, ADA)).deltas) == 1


async def test_the_fence_is_judged_before_all_else(subject: Subject) -> None:
    stale = (await take(subject.store, ADA))._replace(epoch=0)
    with pytest.raises(Fenced):
        await commit(subject.store, delta(ADA, 7), tokens=(stale,))


# -- values --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [
        Batch((), (delta(EVE, 1, 2**63),)),
        Batch((), (delta(EVE, 1, -(2**63) - 1),)),
        Batch((), (delta(EVE, 1, name="nul \0"),)),
        Batch((), (delta(EVE, 1, name="half a pair \ud83d"),)),
        Batch((), (delta(ActorId("player", 2**64), 1),)),
        Batch((), (delta(EVE, 1),), entries=(entry(EVE, 1001, 2**63),)),
        Batch((), (delta(EVE, 1),), entries=(entry(EVE, 1001, 1, account="\0"),)),
        Batch((), (delta(EVE, 1),), standings=(standing(EVE, 2**63, 1),)),
        Batch((), (delta(EVE, 1),), notes=(note(EVE, "nul \0", 1),)),
        Batch((), (delta(EVE, 1),), notes=(note(EVE, "beyond", 2**63),)),
        Batch((), (delta(EVE, 1, at_ms=2**62),)),
        Batch((), (delta(EVE, 1, at_ms=-(2**62)),)),
        Batch((), (delta(EVE, 1),), standings=(replace(standing(EVE, 1, 1), reached_at_ms=2**62),)),
        Batch((), (delta(EVE, 1),), notes=(replace(note(EVE, "n", 1), due_at_ms=2**62),)),
    ],
)
async def test_what_no_column_takes_is_rejected_whole(subject: Subject, bad: Batch) -> None:
    with pytest.raises(Rejected):
        await subject.store.commit(replace(bad, deltas=(delta(ADA, 1), *bad.deltas)))
    assert (await load(subject.store, ADA)).deltas == ()
    assert await subject.entries() == []


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63)])
async def test_hazard_24_numbers_of_64_bits_are_kept(subject: Subject, number: int) -> None:
    actor = ActorId("player", number)
    row = delta(actor, 1, number)
    await commit(subject.store, row, entries=(entry(actor, number, number),))
    assert (await load(subject.store, actor)).deltas == (row,)
    assert [posting.amount for posting in await subject.entries()] == [number]


@pytest.mark.parametrize("at_ms", [0, 1, -1, NOW_MS, 253_402_300_799_999])
async def test_times_are_kept_to_the_millisecond(subject: Subject, at_ms: int) -> None:
    await commit(subject.store, delta(ADA, 1, at_ms=at_ms))
    assert (await load(subject.store, ADA)).deltas[0].at_ms == at_ms


# -- snapshots -----------------------------------------------------------------------------------------


async def test_a_snapshot_may_come_with_its_delta_or_after_it(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1), snapshots=(snapshot(ADA, 1),))
    await commit(subject.store, delta(ADA, 2))
    await commit(subject.store, snapshots=(snapshot(ADA, 2),))
    assert [s.seq for s in await subject.snapshots(ADA)] == [1, 2]


async def test_the_newest_two_snapshots_are_kept(subject: Subject) -> None:
    for seq in range(1, 5):
        await commit(subject.store, delta(ADA, seq), snapshots=(snapshot(ADA, seq, b"%d" % seq),))
    assert await subject.snapshots(ADA) == [snapshot(ADA, 3, b"3"), snapshot(ADA, 4, b"4")]


async def test_a_snapshot_without_its_delta_is_stale(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1))
    with pytest.raises(Stale) as refusal:
        await commit(subject.store, delta(BOB, 1), snapshots=(snapshot(ADA, 2), snapshot(BOB, 1)))
    assert refusal.value.actors == {ADA}
    assert await subject.snapshots(BOB) == []


async def test_a_snapshot_taken_again_replaces_the_one_at_its_number(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1), snapshots=(snapshot(ADA, 1, b"damaged"),))
    await commit(subject.store, snapshots=(snapshot(ADA, 1, b"whole"),))
    assert await subject.snapshots(ADA) == [snapshot(ADA, 1, b"whole")]


async def test_numbers_go_on_after_a_tombstone_and_never_restart(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1), delta(ADA, 2), snapshots=(snapshot(ADA, 2),))
    await subject.erase(ADA, 2)
    with pytest.raises(Stale):
        await commit(subject.store, delta(ADA, 1, 70))
    await commit(subject.store, delta(ADA, 3, 70))
    assert [row.seq for row in (await load(subject.store, ADA)).deltas] == [3]


# -- what goes along -----------------------------------------------------------------------------------


async def test_hazard_27_postings_are_committed_with_their_delta_or_not_at_all(subject: Subject) -> None:
    postings = (entry(ADA, 1001, 5), entry(ADA, 1001, -5, account="mint/quest"))
    with pytest.raises(Stale):
        await commit(subject.store, delta(ADA, 2), entries=postings)
    assert await subject.entries() == []
    await commit(subject.store, delta(ADA, 1), entries=postings)
    assert set(await subject.entries()) == set(postings)


async def test_the_standing_with_the_highest_number_wins(subject: Subject) -> None:
    await commit(subject.store, standings=(standing(ADA, 10, 2),))
    await commit(subject.store, standings=(standing(ADA, 30, 3), standing(BOB, 1, 1)))
    await commit(subject.store, standings=(standing(ADA, 20, 1),))
    assert set(await subject.standings()) == {standing(ADA, 30, 3), standing(BOB, 1, 1)}


async def test_a_standing_that_came_to_be_another_by_other_rules_replaces_that_of_the_same_number(
    subject: Subject,
) -> None:
    await commit(subject.store, standings=(standing(ADA, 10, 2),))
    await commit(subject.store, standings=(standing(ADA, 7, 2),))
    assert await subject.standings() == [standing(ADA, 7, 2)]


async def test_one_batch_may_raise_a_standing_twice(subject: Subject) -> None:
    await commit(subject.store, standings=(standing(ADA, 30, 3), standing(ADA, 40, 4), standing(ADA, 20, 2)))
    assert await subject.standings() == [standing(ADA, 40, 4)]


# -- reading -------------------------------------------------------------------------------------------


async def test_actors_are_loaded_in_the_order_asked(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1), delta(BOB, 1))
    asked = [BOB, EVE, ADA, BOB]
    loaded = await subject.store.load([LoadRequest(actor) for actor in asked], 0)
    assert [one.actor for one in loaded] == asked
    assert [len(one.deltas) for one in loaded] == [1, 0, 1, 1]


async def test_an_actor_that_nothing_touched_is_loaded_empty(subject: Subject) -> None:
    loaded = await load(subject.store, ADA)
    assert (loaded.snapshot, loaded.deltas, loaded.recent) == (None, (), ())
    assert (loaded.last_at_ms, loaded.last_settings_version) == (0, 0)


async def test_nothing_asked_is_nothing_found(subject: Subject) -> None:
    assert list(await subject.store.load([], 0)) == []
    assert await subject.store.lookup([]) == {}
    assert await subject.store.tokens([]) == {}
    assert await subject.store.take([], "one") == {}


async def test_the_newest_snapshot_comes_with_the_deltas_after_it(subject: Subject) -> None:
    for seq in range(1, 7):
        snapshots = (snapshot(ADA, seq),) if seq in (2, 4) else ()
        await commit(subject.store, delta(ADA, seq), snapshots=snapshots)
    loaded = await load(subject.store, ADA)
    assert loaded.snapshot == snapshot(ADA, 4)
    assert loaded.deltas == (delta(ADA, 5), delta(ADA, 6))


@pytest.mark.parametrize(("below", "found", "first"), [(5, 4, 5), (4, 2, 3), (2, None, 1)])
async def test_an_older_snapshot_may_be_asked_for(
    subject: Subject, below: int, found: int | None, first: int
) -> None:
    for seq in range(1, 7):
        snapshots = (snapshot(ADA, seq),) if seq in (2, 4) else ()
        await commit(subject.store, delta(ADA, seq), snapshots=snapshots)
    loaded = await load(subject.store, ADA, below=below)
    assert (loaded.snapshot.seq if loaded.snapshot else None) == found
    assert [row.seq for row in loaded.deltas] == list(range(first, 7))


async def test_recent_command_ids_are_told_oldest_first(subject: Subject) -> None:
    rows = [delta(ADA, seq, 100 - seq, at_ms=NOW_MS + seq) for seq in range(1, 6)]
    await commit(subject.store, *rows, snapshots=(snapshot(ADA, 5),))
    assert (await load(subject.store, ADA, since_ms=NOW_MS + 3)).recent == (97, 96, 95)
    assert (await load(subject.store, ADA, since_ms=NOW_MS + 6)).recent == ()


async def test_one_may_look_back_to_any_moment(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1, 40))
    assert (await load(subject.store, ADA, since_ms=-(2**63))).recent == (40,)
    assert (await load(subject.store, ADA, since_ms=2**63 - 1)).recent == ()
    assert list(await subject.store.touched(-(2**63))) == [ADA]
    assert list(await subject.store.touched(2**63 - 1)) == []


async def test_a_command_is_looked_up_by_its_id_and_actor(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1, 40), delta(BOB, 1, 41))
    found = await subject.store.lookup([(40, ADA), (40, BOB), (41, BOB), (42, ADA)])
    assert found == {(40, ADA): delta(ADA, 1, 40), (41, BOB): delta(BOB, 1, 41)}


async def test_actors_that_cannot_be_stored_do_not_keep_others_from_being_read(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1, 40))
    beyond = ActorId("player", 2**63)
    loaded = await subject.store.load([LoadRequest(beyond), LoadRequest(ADA)], 0)
    assert [(one.actor, len(one.deltas)) for one in loaded] == [(beyond, 0), (ADA, 1)]
    found = await subject.store.lookup([(40, beyond), (2**63, ADA), (40, ADA)])
    assert set(found) == {(40, ADA)}


async def test_an_actor_is_loaded_with_its_standings(subject: Subject) -> None:
    honor = replace(standing(ADA, 7, 1), board="honor")
    await commit(subject.store, standings=(standing(ADA, 10, 2), honor, standing(BOB, 1, 1)))
    asked = [LoadRequest(actor) for actor in (BOB, EVE, ADA)]
    loaded = await subject.store.load(asked, 0)
    assert [one.standings for one in loaded] == [(standing(BOB, 1, 1),), (), (honor, standing(ADA, 10, 2))]


async def test_the_actors_that_were_touched_since_a_moment_are_told_once_each(subject: Subject) -> None:
    await commit(
        subject.store,
        delta(ADA, 1, at_ms=NOW_MS - 1),
        delta(BOB, 1, at_ms=NOW_MS - 1),
        delta(BOB, 2, at_ms=NOW_MS),
        delta(BOB, 3, at_ms=NOW_MS + 5),
        delta(EVE, 1, at_ms=NOW_MS + 5),
    )
    assert sorted(await subject.store.touched(NOW_MS)) == [BOB, EVE]
    assert sorted(await subject.store.touched(NOW_MS - 1)) == [ADA, BOB, EVE]
    assert list(await subject.store.touched(NOW_MS + 6)) == []


# -- joint commits -------------------------------------------------------------------------------------


async def test_a_joint_commit_is_judged_like_any_other(subject: Subject) -> None:
    tokens = (await take(subject.store, ADA), await take(subject.store, BOB))
    batch = Batch(tokens, (delta(ADA, 1, 40), delta(BOB, 1, 40)))
    await subject.store.commit(batch, joint=True)
    assert len((await load(subject.store, ADA)).deltas) == 1
    with pytest.raises(Stale):
        await subject.store.commit(batch, joint=True)
    with pytest.raises(Fenced):
        await subject.store.commit(Batch((tokens[0]._replace(epoch=9),)), joint=True)


# -- facts ---------------------------------------------------------------------------------------------


async def test_the_settings_version_is_the_number_of_the_worlds_newest_delta(subject: Subject) -> None:
    world = ActorId("world", 0)
    await commit(subject.store, delta(ADA, 1), delta(ADA, 2))
    assert (await subject.store.probe()).settings_version == 0
    facts = await subject.store.commit(Batch((), (delta(world, 1, 1), delta(world, 2, 2))))
    assert facts.settings_version == 2
    assert (await subject.store.probe()).settings_version == 2


async def test_a_commit_and_a_probe_tell_the_same_identity(subject: Subject) -> None:
    probed = await subject.store.probe()
    committed = await subject.store.commit(Batch((), (delta(ADA, 1),)))
    assert committed.system_identifier == probed.system_identifier
    assert committed.timeline == probed.timeline
    assert committed.at_ms >= probed.at_ms


async def test_a_switch_is_told_by_probes_and_never_goes_back(subject: Subject) -> None:
    assert (await subject.store.probe()).schema_switch == 0
    await subject.store.switch(2)
    await subject.store.switch(1)
    assert (await subject.store.probe()).schema_switch == 2
    await subject.store.switch(10)
    assert (await subject.store.probe()).schema_switch == 10
    assert (await subject.store.commit(Batch((), (delta(ADA, 1),)))).schema_switch == 0
