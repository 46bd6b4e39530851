"""What players send that they should not: each gets a clear answer, nothing is stored, play goes on."""

from typing import Any

import pytest

from reve.bot.custom_ids import Act, Press, Seals
from reve.playground.seen import Message
from tests.end_to_end.person import Person
from tests.end_to_end.site import SECRET, Site, words

pytestmark = pytest.mark.anyio

PAST_64_BITS = 2**70
NAMES = {
    "long": "x" * 4_000,
    "nul": "A\x00da\x00",
    "only controls": "\x00\x01\u202e\u200f",
    "emoji": "👩‍🚀🌊 Ada",
    "right to left": "\u202eעדה\u202c ملك",
    "markdown": "**Ada** `x` [y](http://z) @everyone <@1> ~~|| # > -",
    "braces": "{name} {0} %s {}",
    "newlines": "Ada\n\n\n# heading",
}


async def still_plays(person: Person) -> bool:
    """Whether the next command is answered and stored as ever."""
    before = len(await person.deltas())
    claimed = await person.slash("daily")
    return words()("daily.title") in claimed.text and len(await person.deltas()) == before + 1


def refused(answer: Message, *codes: str) -> bool:
    """Whether an answer is a private no of one of these kinds, up to what it calls the thing."""
    texts = [words()(f"refusal.{code}").partition("…")[0] for code in codes]
    return answer.ephemeral and any(text in answer.text for text in texts)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("inventory", {"section": "nowhere"}),
        ("inventory", {"page": "two"}),
        ("inventory", {"page": PAST_64_BITS}),
        ("inventory", {"section": "x" * 5_000}),
        ("use", {"item": 7}),
        ("use", {}),
        ("use", {"item": "xp_orb", "count": 0}),
        ("use", {"item": "xp_orb", "count": -1}),
        ("use", {"item": "xp_orb", "count": PAST_64_BITS}),
        ("use", {"item": "xp_orb", "count": True}),
        ("use", {"item": "xp_orb", "count": 1.5}),
        ("use", {"item": "\x00"}),
        ("reve pull", {"count": 6}),
        ("reve pull", {"count": -(2**63) - 1}),
        ("esprit index", {"element": "cheese"}),
        ("esprit index", {"sort": "backwards"}),
        ("esprit index", {"tier": 19}),
        ("history", {"kind": "secrets"}),
        ("rates", {"topic": "lottery"}),
        ("help", {"topic": "'; DROP TABLE delta; --"}),
    ],
)
async def test_a_value_that_no_option_has_is_refused_in_words(
    site: Site, command: str, options: dict[str, Any]
) -> None:
    player = await site.player()
    before = await player.stored()

    answer = await player.forge(command, **options)

    assert refused(answer, "INVALID_ARGUMENT.unknown", "INVALID_ARGUMENT.out_of_range"), answer.text
    assert await player.stored() == before
    assert await still_plays(player)


@pytest.mark.parametrize("name", ["\x00", "' OR 1=1 --", "%", "_", "x" * 100, "\u202e", "{0}"])
async def test_an_esprit_name_that_is_no_name_finds_nothing(site: Site, name: str) -> None:
    player = await site.player()
    before = await player.stored()

    answer = await player.forge("esprit view", name=name)

    assert refused(answer, "ESPRIT_NOT_OWNED"), answer.text
    assert await player.stored() == before
    assert await still_plays(player)


async def test_options_that_no_command_has_are_ignored(site: Site) -> None:
    player = await site.player()

    answer = await player.forge("profile", free_erythl=1_000_000, user=None)

    assert words()("profile.level", level="1") in answer.text
    assert await still_plays(player)


async def test_a_button_of_somebody_else_is_refused_to_who_presses_it(site: Site) -> None:
    owner, other = await site.player(), await site.player()
    pulled = await owner.slash("reve pull")
    before = [await person.stored() for person in (owner, other)]

    answer = await other.press(pulled, words()("button.pull"))

    assert refused(answer, "FORBIDDEN.owner")
    assert [await person.stored() for person in (owner, other)] == before
    assert await still_plays(other)
    assert await still_plays(owner)


def custom_ids(person: Person) -> dict[str, tuple[str, str]]:
    """Custom ids that no message of today has, and what is said to each."""
    seals = Seals(SECRET.encode())
    genuine = seals.seal(Press(person.id, Act("pull", ("1",))))
    elsewhere = Seals(b"the secret of somebody else").seal(Press(person.id, Act("pull", ("1",))))
    return {
        "another format": ("0" + genuine[1:], "OUTDATED"),
        "an action of another release": (seals.seal(Press(person.id, Act("dance"))), "OUTDATED"),
        "no arguments": (seals.seal(Press(person.id, Act("pull"))), "INVALID_ARGUMENT.unknown"),
        "words for numbers": (
            seals.seal(Press(person.id, Act("pull", ("ten",)))),
            "INVALID_ARGUMENT.out_of_range",
        ),
        "too many": (seals.seal(Press(person.id, Act("pull", ("6",)))), "INVALID_ARGUMENT.out_of_range"),
        "a number past 64 bits": (
            seals.seal(Press(person.id, Act("use", ("xp_orb", str(PAST_64_BITS))))),
            "INVALID_ARGUMENT.out_of_range",
        ),
        "an item that never was": (
            seals.seal(Press(person.id, Act("use", ("gold_bar", "1")))),
            "INVALID_ARGUMENT.unknown",
        ),
        "a changed argument": (genuine.replace("~1~", "~5~"), "FORBIDDEN.forged"),
        "another key": (elsewhere, "FORBIDDEN.forged"),
        "nothing but the format": ("1~", "FORBIDDEN.forged"),
        "no form at all": ("pull", "OUTDATED"),
        "no signature": (genuine.rpartition("~")[0], "FORBIDDEN.forged"),
        "signs of other scripts": ("1~ж~\u202e~👩‍🚀", "FORBIDDEN.forged"),
    }


async def test_a_component_that_we_did_not_write_or_no_longer_know_is_refused(site: Site) -> None:
    player = await site.player()
    message = await player.slash("profile")
    before = await player.stored()

    for what, (custom_id, code) in custom_ids(player).items():
        answer = await player.press(message, custom_id, forged=True)
        assert refused(answer, code), (what, answer.text)

    assert await player.stored() == before
    assert await still_plays(player)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
async def test_a_name_of_any_kind_is_made_harmless_and_played_under(site: Site, name: str) -> None:
    newcomer = await site.newcomer(name)

    scene = await newcomer.slash("start")
    begun = await newcomer.press(scene, scene.buttons[0].label)
    profile = await newcomer.slash("profile")

    assert words()("start.done.title", class_name="").strip() in begun.text
    kept = (await newcomer.state()).person.username
    assert 0 < len(kept) <= 32
    assert kept.isprintable() or "\u200d" in kept
    assert words()("profile.level", level="1") in profile.text
    assert "](http" not in profile.text.replace("\\", "\0")
    assert await still_plays(newcomer)
