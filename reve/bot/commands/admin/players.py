"""What operators do to one player: /admin give, take, and /admin player info, reset and erase."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from actors.behavior import Command
from actors.identity import ActorId
from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, OnSlash, Place, Plan, Prompt, Read, Show
from reve.bot.ports import Asker, CatalogueNow, Journal
from reve.bot.upkeep_views import Happened, PlayerLooked
from reve.bot.views import ThingsSuggested
from reve.game import fragment
from reve.game.commands import NAMES, PlayerCommand
from reve.game.vocabulary.operating import Erase, Give, Reset, ShowState, StateShown, Take

_CURRENCIES: Final = ("revies", "erythl")
_MOST: Final = 1_000_000_000
_STARS: Final = 5
_EVENTS: Final = 10
_WITHIN_S: Final = 2.0
_KINDS: Final = ("currency", "esprit", "item", "xp", "fragments")


def feature(catalogue: CatalogueNow, asker: Asker, journal: Journal) -> Feature:
    """Return these commands and their modals."""
    file = _File(asker, journal)
    user = Option("user", "person", required=True)
    gifts = [_slash(verb, kind, catalogue) for verb in ("give", "take") for kind in _KINDS]
    return Feature(
        slashes=(
            *gifts,
            Slash("admin player info", file.opened, (user,)),
            Slash("admin player reset", _prompting("reset"), (user,)),
            Slash("admin player erase", _prompting("erase"), (user,)),
        ),
        presses={"admin.info": file.again, "admin.reset": _reset, "admin.erase": _erase},
    )


def _slash(verb: str, kind: str, catalogue: CatalogueNow) -> Slash:
    typing = _completing(kind, catalogue)
    user, reason = Option("user", "person", required=True), Option("reason", "text", required=True)
    amount = Option("amount", "number", required=True, lowest=1, highest=_MOST)
    what = Option("what", "text", required=True, typing=typing)
    if kind == "currency":
        what = Option(
            "what", "text", required=True, choices=_CURRENCIES, labels={one: one for one in _CURRENCIES}
        )
    stars = Option("stars", "number", lowest=0, highest=_STARS)
    options = [user, *([] if kind == "xp" else [what]), amount, reason]
    if (verb, kind) == ("give", "esprit"):
        options.append(stars)
    return Slash(f"admin {verb} {kind}", _moving(verb, kind), tuple(options))


def _moving(verb: str, kind: str) -> OnSlash:
    def moved(call: Call, options: Options) -> Plan:
        name = kind if kind == "xp" else options.demanded_text("what")
        amount, reason = options.number("amount", 0), options.demanded_text("reason")
        if verb == "take":
            return AskPlayer(Take(kind, name, amount, reason), of=_player(options))
        give = Give(kind, name, amount, reason, options.number("stars", 0))
        return AskPlayer(give, of=_player(options))

    return moved


def _completing(kind: str, catalogue: CatalogueNow) -> Callable[[Call, str], Plan] | None:
    def complete(call: Call, text: str) -> Plan:
        now = catalogue()
        names = {
            "esprit": {one.id: one.name for one in now.species.values()},
            "item": {one.id: one.name for one in now.items.values()},
            "fragments": {name: name for name in fragment.ids(now)},
        }[kind]
        part = text.casefold()
        found = {name: label for name, label in names.items() if part in label.casefold() or part in name}
        return Show("admin.suggest", ThingsSuggested(found))

    return complete if kind in ("esprit", "item", "fragments") else None


@dataclass(frozen=True, slots=True)
class _File:
    """What is kept of a player: the state, and what the journal says last."""

    asker: Asker
    journal: Journal

    def opened(self, call: Call, options: Options) -> Plan:
        return self._read(call, _player(options), Place.PRIVATE)

    def again(self, call: Call, act: Act) -> Plan:
        return self._read(call, _key(act), Place.IN_PLACE)

    def _read(self, call: Call, actor: ActorId, place: Place) -> Plan:
        name = NAMES[ShowState]
        body = PlayerCommand(ShowState(), call.username, call.locale, call.user_id)
        command = Command(call.id, actor, name, body, call.issued_at_ms)

        async def get() -> object:
            reply: object = await self.asker.ask(command, within_s=_WITHIN_S)
            if not isinstance(reply, StateShown):
                return reply
            entries = await self.journal.newest(actor, limit=_EVENTS)
            happened = (
                Happened(entry.at_ms, entry.name, event)
                for entry in entries
                for event in reversed(entry.events)
            )
            return PlayerLooked(reply, tuple(happened)[:_EVENTS])

        return Read(name, get, place)


def _prompting(verb: str) -> OnSlash:
    def prompt(call: Call, options: Options) -> Plan:
        user = str(_player(options).key)
        typed = ("admin.typed.user", "admin.typed.reason")
        act = Act(f"admin.{verb}", (user,))
        return Prompt(f"admin.{verb}.prompt", f"admin.{verb}.title", act, typed, user)

    return prompt


def _reset(call: Call, act: Act) -> Plan:
    return AskPlayer(Reset(act.text(1), act.text(2)), of=_key(act))


def _erase(call: Call, act: Act) -> Plan:
    return AskPlayer(Erase(act.text(1), act.text(2)), of=_key(act))


def _player(options: Options) -> ActorId:
    person = options.person("user")
    if person is None:
        raise BadOption("user", "unknown")
    return ActorId("player", person.id)


def _key(act: Act) -> ActorId:
    key = act.text(0)
    if not key.isdecimal() or len(key) > 19:
        raise BadOption("user", "unknown")
    return ActorId("player", int(key))
