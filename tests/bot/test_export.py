"""/privacy export through the real client library: one file with everything, and its schema."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema_rs import Draft202012Validator

import reve
from actors.identity import ActorId
from reve.bot.views import Exported
from reve.export import write
from reve.game.vocabulary.privacy import Known
from reve.stored import player_codec
from tests.bot.stage import Stage, StoredRows
from tests.game.sample import started

pytestmark = pytest.mark.anyio

SCHEMA = Draft202012Validator(
    orjson.loads((Path(reve.__file__).parent.parent / "docs" / "privacy-export.schema.json").read_bytes())
)


async def exported(stage: Stage, **options: Any) -> dict[str, Any]:
    """Use the command, and read the file that comes."""
    reply = await stage.slash("privacy export", **options)
    (attached,) = reply.attachments
    assert reply.ephemeral
    assert attached.filename.endswith(".json")
    file = orjson.loads(await stage.client.download(attached.url))
    assert isinstance(file, dict)
    SCHEMA.validate(file)
    return file


async def test_an_export_tells_all_that_the_store_has_of_a_player(stage: Stage) -> None:
    await stage.begin()
    await stage.slash("daily")
    await stage.slash("reve pull")
    file = await exported(stage)
    actor = ActorId("player", stage.ada)
    rows = stage.store.journal(actor)
    entries = [row for row in stage.store.entries if row.actor == actor]
    assert (file["user_id"], file["as_of_seq"], file["complete"]) == (str(stage.ada), len(rows), True)
    assert [one["seq"] for one in file["journal"]] == [row.seq for row in reversed(rows)]
    assert len(file["ledger"]) == len(entries)
    assert len(file["reminders"]) == sum(target == actor for target, _ in stage.store.inbox)
    assert file["state"]["person"]["username"] == "Ada"
    wallet = {one["currency"]: one["total"] for one in file["balances"] if one["account"] == "wallet"}
    assert wallet["revies"] == file["state"]["wallet"]["balances"]["revies"]


async def test_an_older_part_holds_what_came_before(stage: Stage) -> None:
    await stage.begin()
    await stage.slash("daily")
    file = await exported(stage, before=2)
    assert [one["seq"] for one in file["journal"]] == [1]
    assert file["complete"]


async def test_what_does_not_fit_is_left_out_and_said(stage: Stage) -> None:
    await stage.begin()
    await stage.slash("daily")
    await stage.slash("reve pull")
    rows, seen = StoredRows(stage.store), []
    known = Known(
        replace(started().state, key=stage.ada), len(stage.store.journal(ActorId("player", stage.ada)))
    )
    before = 0
    while True:
        part: Exported = await write(
            rows, player_codec(), Known(known.player, known.seq, before), most_bytes=1
        )
        file = orjson.loads(part.data)
        SCHEMA.validate(file)
        seen += [one["seq"] for one in file["journal"]]
        assert file["older_before"] == part.older
        if part.older is None:
            break
        before = part.older
    assert seen == list(range(known.seq, 0, -1))


async def test_who_was_never_here_has_nothing_to_be_told(stage: Stage) -> None:
    reply = await stage.slash("privacy export")
    assert "/start" in reply.text
    assert not reply.attachments


async def test_who_was_erased_is_told_of_the_tombstone_alone(stage: Stage) -> None:
    await stage.begin()
    form = await stage.begun("privacy delete")
    await form.outcome()
    await (await form.submit({"0": "delete"})).reply()
    file = await exported(stage)
    assert [one["name"] for one in file["journal"]] == ["privacy.delete"]
    assert file["tombstone"]["seq"] == file["as_of_seq"]
    assert file["state"]["person"]["username"] == ""
    assert file["standings"] == file["reminders"] == file["ledger"] == []


async def test_the_file_names_no_operator(stage: Stage) -> None:
    await stage.begin(stage.bilal)
    gift = {"user": str(stage.bilal), "what": "revies", "amount": 77, "reason": "a lost parcel"}
    await stage.slash("admin give currency", **gift)
    reply = await stage.slash("privacy export", stage.bilal)
    data = await stage.client.download(reply.attachments[0].url)
    assert b"a lost parcel" in data
    assert str(stage.ada).encode() not in data


async def test_exports_are_few_an_hour(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    await stage.begin()
    for _ in range(3):
        await exported(stage)
    reply = await stage.slash("privacy export")
    assert not reply.attachments
