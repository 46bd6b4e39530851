"""The commands of a player's person: /start, /profile, /daily."""

from actors.identity import ActorId
from reve.bot.call import Call, Options
from reve.bot.commands.rankings import of_other
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.game.commands import ClaimDaily, ShowProfile, Start


def feature() -> Feature:
    """Return these commands and their buttons."""
    return Feature(
        slashes=(
            Slash("start", lambda call, options: AskPlayer(Start())),
            Slash("profile", _profile, (Option("user", "person"),)),
            Slash("daily", lambda call, options: AskPlayer(ClaimDaily())),
        ),
        presses={
            "begin": lambda call, act: AskPlayer(Start(), Place.IN_PLACE),
            "start": _start_as,
            "profile": lambda call, act: AskPlayer(ShowProfile()),
            "daily": lambda call, act: AskPlayer(ClaimDaily()),
        },
    )


def _profile(call: Call, options: Options) -> Plan:
    person = options.person("user")
    if person is None or person.id == call.user_id:
        return AskPlayer(ShowProfile())
    return AskPlayer(ShowProfile(own=False), of=ActorId("player", person.id), about=of_other(person.name))


def _start_as(call: Call, act: Act) -> Plan:
    return AskPlayer(Start(act.text(0)))
