"""Finds what an interaction asks for. Chooses only: nothing is awaited and nothing is sent."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from reve.bot import failures
from reve.bot.call import BadOption, Call, Options
from reve.bot.custom_ids import Forged, Outdated, Seals
from reve.bot.plan import OnPress, OnSlash, Plan, Show
from reve.game.shown import Refused

log = logging.getLogger(__name__)

type OnTyping = Callable[[Call, str], Plan]


@dataclass(frozen=True, slots=True)
class Routes:
    """The handlers: of slash commands by path, of presses by action, of typing by path and option."""

    slashes: Mapping[str, OnSlash]
    presses: Mapping[str, OnPress]
    typing: Mapping[tuple[str, str], OnTyping]
    seals: Seals

    def slash(self, call: Call, path: str, options: Options) -> Plan:
        """Return the plan for a slash command such as `reve pull`."""
        handler = self.slashes.get(path)
        if handler is None:
            return _no(failures.unknown_command())
        try:
            return handler(call, options)
        except BadOption as error:
            return _no(failures.bad_option(error))

    def press(self, call: Call, custom_id: str, values: tuple[str, ...] = ()) -> Plan:
        """Return the plan for a button, select or modal; what was chosen follows its arguments."""
        try:
            press = self.seals.open(custom_id)
        except Outdated:
            return _no(failures.outdated())
        except Forged:
            log.warning("user %d sent a custom id that is not ours: %r", call.user_id, custom_id[:100])
            return _no(failures.forged())
        if press.owner != call.user_id:
            return _no(failures.not_yours())
        handler = self.presses.get(press.act.action)
        if handler is None:
            return _no(failures.outdated())
        try:
            return handler(call, replace(press.act, args=press.act.args + values))
        except BadOption as error:
            return _no(failures.bad_option(error))

    def suggestions(self, call: Call, path: str, option: str, text: str) -> Plan | None:
        """Return the plan for what is typed into an option, None if nothing completes it."""
        handler = self.typing.get((path, option))
        return None if handler is None else handler(call, text[:100])


def _no(refused: Refused) -> Show:
    return Show("refused", refused)
