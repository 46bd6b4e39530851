"""Every value has a screen that Discord takes, however odd or large what is in it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.identity import ActorId
from actors.inspection import HostReport, MemberReport, ShardReport
from reve.bot import failures, views
from reve.bot.cards.spec import CardSpec, Picture
from reve.bot.custom_ids import Act, Press, Seals
from reve.bot.gateway.report import GatewayReport, GatewayView, State
from reve.bot.names import escaped
from reve.bot.screens import limits
from reve.bot.screens.components import components
from reve.bot.screens.help import TOPICS
from reve.bot.screens.markdown import plain_text
from reve.bot.screens.refusals import refused
from reve.bot.screens.registry import LAYOUTS
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Cards,
    Choice,
    Entry,
    Fields,
    Heading,
    Listing,
    Note,
    Progress,
    Rule,
    Screen,
    Select,
    Text,
)
from reve.bot.upkeep_views import EconomyShown
from reve.game import refusals as rules
from reve.game.shown import PowerShown, ProfileShown, Refused
from reve.game.state import Player
from reve.game.vocabulary.operating import Operated, StateShown
from reve.game.vocabulary.privacy import Erased
from reve.game.vocabulary.quest import AreaStanding, QuestLine, QuestsAdvised, QuestsDone, QuestsShown
from reve.game.vocabulary.world import BanChanged, SystemChanged
from reve.playground.component_limits import check_components, walk
from tests.bot.samples import a_host, context, report
from tests.bot.stage import shipped

SEALS = Seals(b"secret")
PICTURE = Picture(b"", "card.webp", "alt " * 500)


def seal(act: Act) -> str:
    return SEALS.seal(Press(2**63, act))


def drawn(screen: Screen, picture: Picture | None = PICTURE) -> list[dict[str, Any]]:
    """The components of a screen as they would be sent."""
    return [part.to_component_dict() for part in components(screen, seal=seal, picture=picture)]


def read(screen: Screen) -> str:
    """All that can be read on a screen."""
    return "\n".join(part.get("content", "") for part in walk(drawn(screen)))


def buttons_of(screen: Screen) -> dict[str, Button]:
    """The buttons of a screen that Discord takes, by label."""
    assert faults(screen) == []
    rows = (piece for piece in screen.pieces if isinstance(piece, Buttons))
    return {button.label: button for row in rows for button in row.buttons}


def faults(screen: Screen) -> list[object]:
    """What Discord would say against a screen, in components and as plain text."""
    plain = plain_text(screen)
    wrong: list[object] = [] if 0 < len(plain) <= limits.CONTENT else [plain]
    return [*check_components(drawn(screen), v2=True), *wrong]


# -- screens of any shape -------------------------------------------------------------------------

texts = st.text(max_size=30) | st.sampled_from(["x" * 5_000, "line\n" * 900, "", "\n", "**_`"])
areas = st.sampled_from(sorted(shipped().adventures.areas))
standings = st.builds(AreaStanding, area=areas)
POSSIBLE: dict[type[Any], st.SearchStrategy[Any]] = {
    float: st.floats(0, 1e9),
    Operated: st.builds(Operated, action=st.sampled_from(("give", "take", "reset", "erase"))),
    QuestsAdvised: st.builds(QuestsAdvised, goal=st.sampled_from(("revies", "xp", "capture"))),
    QuestsDone: st.builds(QuestsDone, quests=st.lists(st.integers(1, 24), min_size=1).map(tuple)),
    QuestLine: st.builds(
        QuestLine, quest=st.integers(1, 24), state=st.sampled_from(("done", "next", "open", "closed"))
    ),
    QuestsShown: st.builds(QuestsShown, standing=standings),
}
"""What some values are at most, where their types would allow what no rule makes."""

for kind_of_value, strategy in POSSIBLE.items():
    st.register_type_strategy(kind_of_value, strategy)
acts = st.builds(Act, st.sampled_from(["a", "b", "c"]), st.tuples(st.integers(0, 9).map(str)))
buttons = st.builds(Button, texts, acts, disabled=st.booleans())
choices = st.builds(Choice, texts, texts, texts)
pieces = st.one_of(
    st.builds(Heading, texts),
    st.builds(Text, texts),
    st.builds(Note, texts),
    st.builds(Fields, st.lists(st.tuples(texts, texts), max_size=30).map(tuple)),
    st.builds(Progress, texts, st.integers(), st.integers(), texts),
    st.builds(Listing, st.lists(texts, max_size=60).map(tuple), texts),
    st.just(Rule()),
    st.builds(Cards, st.just(())),
    st.builds(Buttons, st.lists(buttons, max_size=40).map(tuple)),
    st.builds(Entry, texts, buttons),
    st.builds(Select, texts, acts, st.lists(choices, max_size=40).map(tuple)),
)


@given(st.builds(Screen, st.lists(pieces, max_size=45).map(tuple)))
@settings(max_examples=150, deadline=None)
def test_whatever_is_on_a_screen_discord_takes_it(screen: Screen) -> None:
    assert faults(screen) == []


def test_texts_that_are_too_long_are_cut_at_the_end_of_a_line() -> None:
    screen = Screen((Heading("Long"), Listing(tuple(f"line {n}" for n in range(2_000)), "")))
    assert read(screen).endswith("\n…")
    assert plain_text(screen).endswith("\n…")


def test_controls_stay_when_there_is_too_much_to_show() -> None:
    many = tuple(Entry(f"entry {n}", Button("go", Act("use", (str(n),)))) for n in range(30))
    screen = Screen((*many, Buttons((Button("next", Act("page", ("2",))),))))
    labels = [part.get("label") for part in walk(drawn(screen))]
    assert "next" in labels


def test_the_same_act_is_offered_only_once_in_a_message() -> None:
    twice = Buttons((Button("one", Act("same")), Button("two", Act("same"))))
    assert [part["label"] for part in walk(drawn(Screen((twice,)))) if part["type"] == 2] == ["one"]


def test_a_picture_says_what_it_shows_to_those_who_cannot_see_it() -> None:
    screen = Screen((Heading("h"), Cards((CardSpec("a", "A", "inferno", 1, 0, 1, 1, 1, 1, False),))))
    (gallery,) = (part for part in walk(drawn(screen)) if part["type"] == 12)
    assert gallery["items"][0]["description"].startswith("alt alt")
    assert gallery["items"][0]["media"]["url"] == "attachment://card.webp"


def test_a_screen_without_a_picture_has_no_place_for_one() -> None:
    screen = Screen((Heading("h"), Cards(())))
    assert [part["type"] for part in walk(drawn(screen, None))] == [17, 10]


# -- the screens of all replies -------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", sorted(LAYOUTS.keys() - {views.HelpShown}, key=repr), ids=lambda kind: kind.__name__
)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_value_can_be_shown(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert faults(LAYOUTS[kind](value, context("<@1> **evil** " * 300))) == []


def test_a_name_of_4000_characters_in_a_profile_is_cut_not_refused() -> None:
    shown = ProfileShown(
        "N" * 4_000, 1, 0, 10, "focused", 0, None, 0, (), PowerShown(1, 1, 1, 1), 0, 0, 0, 0, None
    )
    assert "NNNN" in read(LAYOUTS[ProfileShown](shown, context()))


def test_markdown_in_a_name_stays_literal_on_screen() -> None:
    screen = refused(Refused("ESPRIT_NOT_OWNED", {"name": "**[click](http://x)** <@5>"}), context())
    assert r"\*\*\[click\]" in read(screen)


# -- refusals ---------------------------------------------------------------------------------------


def rule_refusals() -> Iterator[Refused]:
    """The refusals that the rules make, with what they really carry."""
    yield rules.not_registered()
    for field in ("element", "tier", "sort", "section", "class", "count", "item"):
        yield rules.invalid(field, "unknown")
        yield rules.invalid(field, "out_of_range")
    yield rules.insufficient("charges", 5, 2, next_at_ms=1_800_000_000_000)
    yield rules.insufficient("item", 3, 1, item="xp_orb")
    yield rules.insufficient("revies", 3_000_000, 1)
    yield rules.insufficient("erythl", 3, 1)
    yield rules.insufficient("something_new", 3, 1)
    yield rules.not_owned("Nobody")
    yield rules.ambiguous(list(shipped().species)[:5])
    yield rules.not_a_consumable("echo_key")
    yield rules.already_full("energy")
    yield rules.already_full("stamina")
    yield rules.max_level("level")
    yield rules.already_claimed("daily", 1_800_000_000_000)
    yield rules.not_on_offer("xp_orb")
    yield rules.sold_out(2, 1_800_000_000_000)
    yield rules.sold_out(0, None)
    yield from growth_refusals()
    yield failures.not_yours()
    yield failures.operators_only()
    yield failures.forged()
    yield failures.outdated()
    yield failures.unknown_command()
    yield failures.busy()
    yield failures.fault("abcd1234")


def growth_refusals() -> Iterator[Refused]:
    """The refusals of what a collection grows by."""
    for feature in shipped().growing.gates:
        yield rules.locked(feature, 20)
    for role in ("leader", "support", "relic"):
        yield rules.in_use("blazeblob", role)
    yield rules.tier_mismatch(1, 2)
    yield rules.undiscovered(3)
    yield rules.max_tier()
    yield rules.forbidden()
    yield rules.invalid("word", "not_typed")
    yield rules.max_stars("blazeblob")
    yield rules.max_count("building_slots")
    yield rules.stack_limit("esprit")
    yield rules.banned("cheats", None)
    yield rules.banned("cheats", 1_800_000_000_000)
    yield rules.boss_active("area_1_a")
    yield rules.boss_active("a boss of before")
    yield rules.no_boss()
    yield rules.quest_locked(5)
    yield rules.area_locked("area_2", 11, "area_1")
    yield rules.on_cooldown("ultimate", 3)
    yield rules.on_cooldown("dance", 1)
    yield rules.system_disabled("game")
    yield rules.system_disabled("fusion")
    yield rules.invalid("user", "not_banned")
    yield rules.invalid("system", "is_on")
    yield rules.stack_limit("fragments")
    yield rules.slot_empty(1)
    yield rules.slot_locked(3, 2)
    yield rules.duplicate_member("blazeblob", "leader", "support1")
    yield rules.duplicate_member("blazeblob", "leader", "leader")
    yield rules.slot_empty("support1")
    yield rules.max_count("energy")
    yield rules.invalid("relic", "same")
    yield rules.insufficient("relic", 1, 0, relic="iron_sword")
    yield rules.insufficient("skill_points", 2, 1)
    yield rules.insufficient("allocated", 1, 0)
    yield rules.already_claimed("skill_reset", 1_800_000_000_000)
    yield rules.already_full("charm")
    yield rules.invalid("catalyst", "not_needed")
    yield rules.insufficient("copies", 3, 1, species="blazeblob")
    yield rules.insufficient("fragments", 3, 1, fragment="tier:3")


@pytest.mark.parametrize("refusal", list(rule_refusals()), ids=repr)
def test_a_refusal_says_what_to_do_next(refusal: Refused) -> None:
    screen = refused(refusal, context())
    assert faults(screen) == []
    assert any(isinstance(piece, Note) for piece in screen.pieces)
    assert "…" not in read(screen), "a placeholder has no value"


@pytest.mark.parametrize("name", [name for name in vars(rules) if not name.startswith("_")])
def test_every_refusal_of_the_rules_is_among_the_samples(name: str) -> None:
    maker = vars(rules)[name]
    if getattr(maker, "__module__", "") != rules.__name__:
        return
    codes = [const for const in maker.__code__.co_consts if isinstance(const, str) and const.isupper()]
    assert set(codes) <= {refusal.code for refusal in rule_refusals()}


# -- screens of the bot itself ------------------------------------------------------------------------


@pytest.mark.parametrize("note", [None, "unparked", "stale"])
@pytest.mark.parametrize("phase", ["idle", "parked"])
def test_an_actor_can_be_unparked_only_while_it_is_parked(note: str | None, phase: str) -> None:
    shown = views.ActorShown(ActorId("player", 5), "one", report(5, phase=phase), (), note)
    screen = LAYOUTS[views.ActorShown](shown, context())
    assert faults(screen) == []
    labels = [part.get("label") for part in walk(drawn(screen))]
    assert ("Unpark" in labels) is (phase == "parked")


def test_notes_set_aside_are_counted_and_named() -> None:
    names = tuple(f"reward/{n}" for n in range(40))
    shown = views.ActorShown(ActorId("player", 5), "one", None, names)
    screen = LAYOUTS[views.ActorShown](shown, context())
    assert faults(screen) == []
    assert all(words in read(screen) for words in ("Notes set aside · 40", "reward/9", "30 more"))


def many_hosts(count: int) -> tuple[HostReport, ...]:
    """Hosts that share all shards, with long names; every fourth shard moves."""
    names = [f"instance-{'x' * 24}-{n}" for n in range(count)]
    members = tuple(MemberReport(name, "0.1.0+abcdef", 1, name == names[0]) for name in names)
    return tuple(
        a_host(
            *(report(key) for key in range(20)),
            instance=name,
            release="0.1.0+abcdef",
            members=members,
            memory_share=0.41,
            moves_ms=tuple(float(ms) for ms in range(1, 100)),
            shards=tuple(
                ShardReport(s, "draining" if s % 4 == 0 else "active", 5, 9, names[0], 7.5, 3)
                if s % count == n
                else ShardReport(s, "idle", 0, 0, None, 0.0, 0)
                for s in range(256)
            ),
        )
        for n, name in enumerate(names)
    )


@pytest.mark.parametrize("count", [1, 3, 60])
def test_all_instances_fit_on_the_screens_of_operators(count: int) -> None:
    hosts, silent = many_hosts(count), tuple(f"instance-{n}" for n in range(count))
    sessions = tuple(
        GatewayReport(n, 32, State.READY, 12.0, 0.043, n % 2 == 0, "refused: " + "why " * 50)
        for n in range(32)
    )
    live = tuple((hosts[0].instance, report(key, phase="parked")) for key in range(10))
    for shown in (
        views.ActorsShown(hosts, silent, 3, 9, live),
        views.ShardsShown(
            hosts, silent, GatewayView(sessions, {n: f"instance-{n % 60}" for n in range(999)})
        ),
        views.ShardsShown(hosts, (), GatewayView()),
    ):
        assert faults(LAYOUTS[type(shown)](shown, context())) == []


def test_shards_that_nobody_holds_are_counted() -> None:
    hosts = many_hosts(2)
    gateway = GatewayView((), {0: "one", 1: "two", 2: "one"})
    shown = views.ShardsShown(hosts[:1], (hosts[1].instance,), gateway)
    text = read(LAYOUTS[views.ShardsShown](shown, context()))
    assert "128 shards are held by none" in text
    assert "64 active, 64 draining" in text
    assert "99 moves: 50 ms median, 99 ms longest" in text
    assert "`one` · 0, 2" in text
    assert "`two` · 1" in text


def test_an_economy_in_which_nothing_has_moved_says_so_under_each_heading() -> None:
    text = read(LAYOUTS[EconomyShown](EconomyShown(1_750_000_000_000), context()))
    assert text.count("Nothing yet.") == 3
    assert "Nobody pulled." in text


def test_a_ban_and_a_switch_are_confirmed_with_their_reasons() -> None:
    for shown in (
        Operated("give", 5, "lost", "item", "xp_orb", 4, 9, 1),
        Operated("erase", 5, "asked", until_ms=1_800_000_000_000),
        StateShown(Player(5), 3),
        Erased(1_800_000_000_000),
        BanChanged(5, True, "cheats", 1_800_000_000_000),
        BanChanged(5, True, "*" * 100),
        BanChanged(5, False, "did not"),
        SystemChanged("reve", False, "a bug", ("reve", "weather")),
        SystemChanged("weather", True, "gone", ()),
    ):
        screen = LAYOUTS[type(shown)](shown, context())
        assert faults(screen) == []
        assert escaped(getattr(shown, "reason", "")) in read(screen)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_of_the_help_can_be_shown(topic: str) -> None:
    shown = views.HelpShown(topic, TOPICS)
    assert "/" in read(LAYOUTS[views.HelpShown](shown, context()))
