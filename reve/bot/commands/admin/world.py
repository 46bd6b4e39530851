"""What operators settle for the whole game: /admin player ban, unban and /admin system toggle, multiplier."""

from datetime import UTC, datetime
from typing import Final

from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.plan import AskWorld, Plan
from reve.game.festival import KEYS
from reve.game.systems import SYSTEMS
from reve.game.vocabulary.world import BanPlayer, SetMultiplier, SwitchSystem, UnbanPlayer

_DAY_MS: Final = 24 * 60 * 60 * 1000
_MOST_DAYS: Final = 3_650


def feature() -> Feature:
    """Return these commands."""
    user, reason = Option("user", "person", required=True), Option("reason", "text", required=True)
    days = Option("days", "number", lowest=1, highest=_MOST_DAYS)
    labels = {system: system for system in SYSTEMS}
    system = Option("system", "text", required=True, choices=SYSTEMS, labels=labels)
    on = Option("on", "flag", required=True)
    return Feature(
        slashes=(
            Slash("admin player ban", _ban, (user, reason, days)),
            Slash("admin player unban", _unban, (user, reason)),
            Slash("admin system toggle", _toggle, (system, on, reason)),
            Slash("admin system multiplier", _multiplier, (*_festival_options(), reason)),
        )
    )


def _festival_options() -> tuple[Option, ...]:
    key = Option("key", "text", required=True, choices=KEYS)
    bp = Option("bp", "number", required=True, lowest=5_000, highest=30_000)
    return key, bp, Option("from", "text", required=True), Option("to", "text", required=True)


def _multiplier(call: Call, options: Options) -> Plan:
    """Plan a festival; its moments are dates, with or without a time, in UTC, or `now`."""
    key, reason = options.demanded_text("key"), options.demanded_text("reason")
    from_ms, until_ms = _moment(call, options, "from"), _moment(call, options, "to")
    return AskWorld(SetMultiplier(key, options.number("bp", 0), from_ms, until_ms, reason))


def _moment(call: Call, options: Options, name: str) -> int:
    text = options.demanded_text(name).strip()
    if text.casefold() == "now":
        return call.issued_at_ms
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return int(moment.timestamp()) * 1000
    except (ValueError, OverflowError) as error:
        raise BadOption(name, "moment") from error


def _ban(call: Call, options: Options) -> Plan:
    return AskWorld(BanPlayer(_user(options), options.demanded_text("reason"), _until_ms(call, options)))


def _unban(call: Call, options: Options) -> Plan:
    return AskWorld(UnbanPlayer(_user(options), options.demanded_text("reason")))


def _toggle(call: Call, options: Options) -> Plan:
    system, reason = options.demanded_text("system"), options.demanded_text("reason")
    return AskWorld(SwitchSystem(system, options.flag("on"), reason))


def _user(options: Options) -> int:
    person = options.person("user")
    if person is None:
        raise BadOption("user", "unknown")
    return person.id


def _until_ms(call: Call, options: Options) -> int | None:
    """Return when a ban ends: so many days after the command was made, whenever it is judged."""
    if "days" not in options.values:
        return None
    days = options.number("days", 0)
    if not 1 <= days <= _MOST_DAYS:
        raise BadOption("days", "out_of_range")
    return call.issued_at_ms + days * _DAY_MS
