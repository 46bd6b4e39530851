"""Everything is told to who asks; then they are forgotten, and the books are right all the same."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema_rs import Draft202012Validator

import reve
from reve.game.erasure import WORD
from tests.end_to_end.person import Person
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

SCHEMA = Path(reve.__file__).parent.parent / "docs" / "privacy-export.schema.json"
LEFT = """
    SELECT (SELECT count(*) FROM delta WHERE key = $1) AS deltas,
        (SELECT count(*) FROM snapshot WHERE key = $1) AS snapshots,
        (SELECT count(*) FROM entry WHERE key = $1 AND account <> 'erased') AS entries,
        (SELECT count(*) FROM standing WHERE key = $1) AS standings,
        (SELECT count(*) FROM inbox WHERE key = $1) AS notes
"""


async def exported(person: Person) -> dict[str, Any]:
    """Ask for everything, and open the file."""
    answer = await person.slash("privacy export")
    (attached,) = answer.attachments
    file: dict[str, Any] = orjson.loads(await person.site.client.download(attached.url))
    Draft202012Validator(orjson.loads(SCHEMA.read_bytes())).validate(file)
    return file


async def forgotten(person: Person) -> str:
    """Ask to be forgotten, and type the word."""
    asked = await person.send("privacy delete")
    form = await asked.modal()
    (field,) = (label["component"]["custom_id"] for label in form.raw["components"])
    return (await (await asked.submit({field: WORD})).reply()).text


async def audited(site: Site, person: Person) -> str:
    return (await site.operator.slash("admin audit player", user=str(person.id))).text


async def test_who_has_everything_told_and_is_forgotten_leaves_right_books(site: Site) -> None:
    player = await site.player()
    for command in ("daily", "reve pull", "quest go"):
        await player.slash(command)
    deltas, wallet = await player.deltas(), await player.wallet()

    file = await exported(player)
    told = await forgotten(player)
    (left,) = await site.rows(LEFT, player.id)

    assert [one["seq"] for one in file["journal"]] == [row["seq"] for row in reversed(deltas)]
    assert file["state"]["wallet"]["balances"] == wallet
    assert words()("privacy.erased.title") in told
    assert dict(left) == {"deltas": 1, "snapshots": 1, "entries": 0, "standings": 0, "notes": 0}
    assert words()("admin.audit.right") in await audited(site, player)

    await player.begin()
    assert (await player.wallet()).get("erythl", 0) == 0
    assert words()("admin.audit.right") in await audited(site, player)
