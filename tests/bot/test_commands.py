"""What the commands and buttons plan, and what operators are let do."""

import logging
from typing import Any

import pytest
from disnake import OptionType

from actors.identity import ActorId
from actors.inspection import MemberReport
from actors.ports import NEVER_MS, NoteRow
from reve.bot.call import Call, Options, Person
from reve.bot.commands.admin import Operators
from reve.bot.commands.catalogue import all_slashes, routes
from reve.bot.custom_ids import Act, Press, Seals
from reve.bot.plan import AskPlayer, AskWorld, Place, Plan, Read, Show
from reve.bot.registration import invokable
from reve.bot.routing import Routes
from reve.bot.suggestions import offers
from reve.bot.upkeep_views import HealthShown
from reve.bot.views import ActorShown, ActorsShown, ItemsSuggested, ShardsShown
from reve.bot.words.catalogue import Library
from reve.game.commands import NAMES, Action, ShowEsprits, ShowInventory, ShowProfile, UseItem
from reve.game.operating import KINDS
from reve.game.replies import Suggestions
from reve.game.shown import Refused
from reve.game.vocabulary.goals import ShowCollection
from reve.game.vocabulary.world import BanPlayer, SetMultiplier, SwitchSystem, UnbanPlayer
from reve.playground.command_limits import check_all
from tests.bot.samples import ADA, BILAL, CALL, StillHost, a_host, every_feature, report
from tests.bot.stage import shipped
from tests.game.sample import members

SEALS = Seals(b"secret")


def table(host: StillHost | None = None, operators: Operators | None = None) -> Routes:
    return routes(every_feature(host, operators), SEALS)


def slash(path: str, **options: Any) -> Plan:
    return table().slash(CALL, path, Options(options))


def press(act: Act, by: int = ADA, owner: int = ADA, on: Routes | None = None) -> Plan:
    call = Call(id=1, user_id=by, username="x")
    return (on or table()).press(call, SEALS.seal(Press(owner, act)))


def action(plan: Plan) -> Action:
    assert isinstance(plan, AskPlayer)
    return plan.action


def refusal(plan: Plan) -> Refused:
    assert isinstance(plan, Show)
    assert isinstance(plan.value, Refused)
    return plan.value


# -- what is asked ------------------------------------------------------------------------------------


def test_an_item_may_be_named_by_what_it_is_called() -> None:
    name = shipped().items["xp_orb"].name
    assert action(slash("use", item=name.upper(), count=3)) == UseItem("xp_orb", 3)


def test_filters_that_are_left_out_filter_nothing() -> None:
    assert action(slash("esprit index")) == ShowEsprits(None, None, "tier", 1)
    assert action(slash("esprit index", tier=3, page=2)) == ShowEsprits(None, 3, "tier", 2)


def test_ones_own_profile_shows_balances_and_anothers_does_not() -> None:
    own, other = slash("profile", user=Person(ADA, "Ada")), slash("profile", user=Person(BILAL, "Bilal"))
    assert action(own) == ShowProfile()
    assert action(other) == ShowProfile(own=False)
    assert isinstance(other, AskPlayer)
    assert other.of == ActorId("player", BILAL)


def test_a_page_is_turned_in_place() -> None:
    plan = press(Act("inventory.page", ("echoes", "2")))
    assert plan == AskPlayer(ShowInventory("echoes", 2), Place.IN_PLACE)


def test_every_action_has_a_name_in_the_journal() -> None:
    assert set(NAMES) == members(Action)
    assert len(set(NAMES.values())) == len(NAMES)


@pytest.mark.parametrize(
    ("path", "options", "field"),
    [
        ("use", {}, "item"),
        ("use", {"item": 5}, "item"),
        ("use", {"item": "x" * 101}, "item"),
        ("use", {"item": "xp_orb", "count": "3"}, "count"),
        ("use", {"item": "xp_orb", "count": 2**63}, "count"),
        ("use", {"item": "xp_orb", "count": True}, "count"),
        ("profile", {"user": "somebody"}, "user"),
        ("admin actor", {}, "user"),
        ("history", {"kind": "gossip"}, "kind"),
        ("esprit index", {"tier": 1.5}, "tier"),
    ],
)
def test_an_option_of_the_wrong_kind_is_refused_by_its_name(
    path: str, options: dict[str, Any], field: str
) -> None:
    refused = refusal(slash(path, **options))
    assert (refused.code, refused.params["field"]) == ("INVALID_ARGUMENT", field)


def test_an_unknown_command_is_refused() -> None:
    assert refusal(slash("reve destroy")).code == "OUTDATED"


def test_an_unknown_action_of_a_genuine_button_is_outdated() -> None:
    assert refusal(press(Act("gone"))).code == "OUTDATED"


def test_a_button_belongs_to_whom_it_was_made_for() -> None:
    assert refusal(press(Act("pull", ("1",)), by=BILAL)).params == {"reason": "owner"}


def test_a_forged_button_is_refused_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        plan = table().press(CALL, Seals(b"other").seal(Press(ADA, Act("pull", ("5",)))))
    assert refusal(plan).params == {"reason": "forged"}
    assert str(ADA) in caplog.text


# -- operators ------------------------------------------------------------------------------------------


OPERATED = (
    "admin actor",
    "admin actors",
    "admin shards",
    "admin player ban",
    "admin player unban",
    "admin system toggle",
    "admin system multiplier",
    "admin system reload",
    "admin player info",
    "admin tasks",
    "admin health",
    "admin economy",
    "admin cache stats",
    "admin cache drop",
    "admin audit player",
    "admin player reset",
    "admin player erase",
    *(f"admin {verb} {kind}" for verb in ("give", "take") for kind in KINDS),
)
OPTIONS = {
    "user": Person(ADA, "Ada"),
    "reason": "a test",
    "system": "reve",
    "on": False,
    "what": "revies",
    "amount": 1,
}


@pytest.mark.parametrize("path", OPERATED)
def test_hazard_28_commands_of_operators_are_refused_to_everybody_else(path: str) -> None:
    stranger = Call(id=1, user_id=BILAL, username="Bilal", guild_id=1, role_ids=frozenset({2}))
    plan = table().slash(stranger, path, Options(OPTIONS))
    assert refusal(plan).params == {"reason": "operator"}


def test_hazard_28_every_command_of_operators_is_among_those_that_are_tested() -> None:
    slashes = all_slashes(every_feature())
    assert {one.path for one in slashes if one.operators_only} == set(OPERATED)
    assert {one.path for one in slashes if one.path.startswith("admin")} == set(OPERATED)


def test_hazard_28_nothing_but_operators_commands_ever_plans_to_ask_the_world() -> None:
    for one in all_slashes(every_feature()):
        if not one.operators_only:
            plan = table().slash(CALL, one.path, Options(OPTIONS))
            assert not isinstance(plan, AskWorld)


@pytest.mark.parametrize("name", ["actor", "actors", "unpark", "shards"])
def test_hazard_28_buttons_of_operators_are_refused_to_everybody_else(name: str) -> None:
    assert refusal(press(Act(name, ("5",)), by=BILAL, owner=BILAL)).params == {"reason": "operator"}


@pytest.mark.parametrize(
    ("guild", "roles", "included"), [(1, {7}, True), (2, {7}, False), (1, {8}, False), (None, {7}, False)]
)
def test_a_role_counts_in_its_own_guild(guild: int | None, roles: set[int], included: bool) -> None:
    call = Call(id=1, user_id=5, username="x", guild_id=guild, role_ids=frozenset(roles))
    assert Operators(guild=1, role=7).include(call) is included


def test_without_settings_nobody_operates() -> None:
    assert not Operators().include(Call(id=1, user_id=5, username="x", role_ids=frozenset({0})))


@pytest.mark.anyio
async def test_the_parked_and_the_busiest_actors_of_all_instances_come_first() -> None:
    here = (report(1), report(2, mailbox=3), report(5, phase="parked"))
    there = a_host(report(3, oldest_wait_s=2.0), report(4, mailbox=1), instance="two")
    shown = await got(table(StillHost(*here, others=(there,))).slash(CALL, "admin actors", Options()))
    assert isinstance(shown, ActorsShown)
    assert [(where, one.actor.key) for where, one in shown.actors] == [
        ("one", 5),
        ("two", 3),
        ("one", 2),
        ("two", 4),
        ("one", 1),
    ]


@pytest.mark.anyio
async def test_an_instance_that_does_not_answer_is_named() -> None:
    host = StillHost()
    members = (MemberReport("one", "test", 1, False), MemberReport("two", "test", 1, False))
    host.hosts = (a_host(members=members),)
    for path in ("admin actors", "admin shards", "admin health"):
        shown = await got(table(host).slash(CALL, path, Options()))
        assert isinstance(shown, ActorsShown | ShardsShown | HealthShown)
        assert shown.silent == ("two",)


@pytest.mark.anyio
async def test_health_tells_what_the_checks_of_each_instance_find() -> None:
    host = StillHost(others=(a_host(instance="two", store_age_s=99.0),))
    shown = await got(table(host).slash(CALL, "admin health", Options()))
    assert isinstance(shown, HealthShown)
    failing = [(one.instance, check.name) for one in shown.instances for check in one.checks if not check.ok]
    assert failing == [("two", "store")]


@pytest.mark.anyio
async def test_an_actor_is_found_wherever_it_lives_with_the_notes_set_aside() -> None:
    host = StillHost(others=(a_host(report(5), instance="two"),))
    host.aside = (NoteRow(ActorId("player", 5), "reward/9", 1, NEVER_MS, -1, b"", 3),)
    shown = await got(table(host).slash(CALL, "admin actor", Options({"user": Person(5, "Eve")})))
    assert isinstance(shown, ActorShown)
    assert (shown.instance, shown.report, shown.aside) == ("two", report(5), ("reward/9",))


def test_a_ban_of_days_ends_so_many_days_after_its_command() -> None:
    user = Person(BILAL, "Bilal")
    assert slash("admin player ban", user=user, reason="cheats", days=2) == AskWorld(
        BanPlayer(BILAL, "cheats", CALL.issued_at_ms + 2 * 86_400_000)
    )
    assert slash("admin player ban", user=user, reason="cheats") == AskWorld(BanPlayer(BILAL, "cheats"))
    assert slash("admin player unban", user=user, reason="no") == AskWorld(UnbanPlayer(BILAL, "no"))


def test_a_switch_names_its_system() -> None:
    plan = slash("admin system toggle", system="reve", on=True, reason="mended")
    assert plan == AskWorld(SwitchSystem("reve", True, "mended"))


MAY_MS = 1_777_593_600_000  # 2026-05-01 00:00 UTC


@pytest.mark.parametrize(
    ("written", "moment_ms"),
    [
        ("now", CALL.issued_at_ms),
        ("2026-05-01", MAY_MS),
        (" 2026-05-01 18:30 ", MAY_MS + 18 * 3_600_000 + 30 * 60_000),
        ("2026-05-01T02:00+02:00", MAY_MS),
    ],
)
def test_a_festival_begins_and_ends_at_moments_in_utc(written: str, moment_ms: int) -> None:
    given = {"key": "xp", "bp": 20_000, "from": written, "to": "2026-06-01", "reason": "spring"}
    plan = slash("admin system multiplier", **given)
    assert plan == AskWorld(SetMultiplier("xp", 20_000, moment_ms, MAY_MS + 31 * 86_400_000, "spring"))


@pytest.mark.parametrize("written", ["tomorrow", "", "2026-13-01", "99999-01-01", "x" * 90])
def test_a_festival_cannot_end_at_what_is_no_moment(written: str) -> None:
    given = {"key": "xp", "bp": 20_000, "from": "now", "to": written, "reason": "spring"}
    assert refusal(slash("admin system multiplier", **given)).params == {"field": "to", "reason": "moment"}


@pytest.mark.parametrize(
    ("path", "left_out"), [("admin player ban", "reason"), ("admin player unban", "user")]
)
def test_no_change_of_the_world_goes_without_a_reason_and_an_object(path: str, left_out: str) -> None:
    refused = refusal(slash(path, **{name: OPTIONS[name] for name in OPTIONS if name != left_out}))
    assert refused.params["field"] == left_out


@pytest.mark.parametrize("days", [0, -1, 3_651, "2"])
def test_days_that_no_ban_can_have_are_refused(days: Any) -> None:
    assert refusal(slash("admin player ban", **OPTIONS, days=days)).params["field"] == "days"


@pytest.mark.anyio
async def test_an_actor_that_is_still_parked_is_let_go() -> None:
    host = StillHost(report(5, phase="parked", seq=7))
    shown = await pressed_unpark(host, seq=7)
    assert (host.unparked, shown.note) == ([ActorId("player", 5)], "unparked")


@pytest.mark.anyio
@pytest.mark.parametrize(
    "reports", [(), (report(5, phase="idle", seq=7),), (report(5, phase="parked", seq=8),)]
)
async def test_hazard_37_an_old_button_shows_how_things_are_instead_of_acting(reports: Any) -> None:
    host = StillHost(*reports)
    shown = await pressed_unpark(host, seq=7)
    assert (host.unparked, shown.note) == ([], "stale")


async def pressed_unpark(host: StillHost, *, seq: int) -> ActorShown:
    shown = await got(press(Act("unpark", ("5",), seq), on=table(host)))
    assert isinstance(shown, ActorShown)
    return shown


async def got(plan: Plan) -> object:
    """Return what a plan reads."""
    assert isinstance(plan, Read)
    return await plan.get()


# -- what Discord is told ---------------------------------------------------------------------------------


def registered(guild: int | None = None) -> list[Any]:
    words = Library.read().words()
    return list(invokable(all_slashes(every_feature()), words, operators_guild=guild))


def test_discord_takes_all_commands() -> None:
    assert list(check_all([command.body.to_dict() for command in registered()])) == []


def test_commands_of_operators_are_offered_only_to_administrators_and_never_in_direct_messages() -> None:
    (admin,) = (command for command in registered(9) if command.name == "admin")
    assert admin.guild_ids == (9,)
    assert admin.body.default_member_permissions.administrator
    assert not admin.body.contexts.bot_dm


def test_a_path_of_three_words_is_a_subcommand_in_a_group() -> None:
    (admin,) = (command for command in registered(9) if command.name == "admin")
    groups = {
        option.name: {inner.name: len(inner.options) for inner in option.options}
        for option in admin.options
        if option.type is OptionType.sub_command_group
    }
    moved = {"currency": 4, "esprit": 4, "item": 4, "xp": 3, "fragments": 4}
    assert groups == {
        "player": {"ban": 3, "unban": 2, "info": 1, "reset": 1, "erase": 1},
        "system": {"toggle": 3, "multiplier": 5, "reload": 1},
        "give": moved | {"esprit": 5},
        "take": moved,
        "cache": {"stats": 0, "drop": 0},
        "audit": {"player": 1},
    }


def test_players_commands_are_global() -> None:
    assert all(command.guild_ids is None for command in registered(9) if command.name != "admin")


# -- suggestions --------------------------------------------------------------------------------------------


def test_suggestions_are_few_known_and_short() -> None:
    ids = ("gone", *shipped().species)
    found = offers(Suggestions(ids), shipped())
    assert len(found) == 25
    assert "gone" not in found.values()
    assert all(len(label) <= 100 for label in found)


def test_items_are_suggested_by_name() -> None:
    assert offers(ItemsSuggested(("xp_orb", "gone")), shipped()) == {shipped().items["xp_orb"].name: "xp_orb"}


def test_sets_are_suggested_by_name() -> None:
    plan = table().suggestions(CALL, "codex", "set", "flight")
    assert isinstance(plan, Show)
    assert offers(plan.value, shipped()) == {"Second Flight": "second_flight"}


def test_what_is_filtered_shows_what_is_missing() -> None:
    assert action(slash("collection", tier=3)) == ShowCollection("missing", None, 3)
    assert action(slash("collection")) == ShowCollection("overview")


def test_a_refusal_suggests_nothing() -> None:
    assert offers(Refused("NOT_REGISTERED"), shipped()) == {}
