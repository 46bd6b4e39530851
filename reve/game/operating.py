"""Operating: what operators give, take, clear and erase; who it was and why goes into the journal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from reve.game import currency, erasure, esprit, experience, fragment, inventory, refusals, settling
from reve.game.draft import Draft
from reve.game.shown import Refused
from reve.game.state import Player, revised
from reve.game.text import plain
from reve.game.vocabulary.operating import (
    AdminActed,
    Erase,
    Give,
    Operated,
    PlayerReset,
    Reset,
    ShowState,
    StarsSet,
    StateShown,
    Take,
    XpTaken,
)
from reve.game.vocabulary.privacy import PlayerErased

SOURCE: Final = "admin"
KINDS: Final = ("currency", "esprit", "item", "xp", "fragments")
_XP: Final = "xp"


def give(draft: Draft, action: Give) -> Refused | Operated:
    """Give; what passes a cap is discarded."""
    if no := _wrong(draft, action, action.stars):
        return no
    settling.before_change(draft)
    _acted(
        draft, "give", _args(action) | ({"stars": str(action.stars)} if action.stars else {}), action.reason
    )
    discarded = _GIVERS[action.what](draft, action.id, action.amount)
    if action.stars:
        _raise_stars(draft, action.id, action.stars)
    return _operated(draft, "give", action, discarded)


def take(draft: Draft, action: Take) -> Refused | Operated:
    """Take all that is asked, or refuse: nothing falls below 0."""
    if no := _wrong(draft, action, 0):
        return no
    if no := _lacking(draft.state, action):
        return _about_player(no)
    _acted(draft, "take", _args(action), action.reason)
    _TAKERS[action.what](draft, action.id, action.amount)
    return _operated(draft, "take", action, 0)


def reset(draft: Draft, action: Reset) -> Refused | Operated:
    """Clear a player; the journal keeps all that there was, and the ledger burns the balances."""
    if no := _unexplained(draft, action.reason) or _mistyped(draft, action.typed):
        return no
    if not draft.state.registered:
        return _about_player(refusals.not_registered())
    archive = draft.state
    _acted(draft, "reset", {}, action.reason)
    for name, balance in archive.wallet.balances.items():
        if balance:
            currency.debit(draft, _CURRENCIES[name], balance, f"burn/{SOURCE}", "reset")
    draft.emit(PlayerReset(archive, draft.now_ms))
    return Operated("reset", draft.state.key, plain(action.reason))


def erase(draft: Draft, action: Erase) -> Refused | Operated:
    """Erase a player on request."""
    if no := _unexplained(draft, action.reason) or _mistyped(draft, action.typed):
        return no
    if erasure.nothing_kept(draft):
        return _about_player(refusals.not_registered())
    _acted(draft, "erase", {}, action.reason)
    draft.emit(PlayerErased(draft.now_ms))
    until_ms = erasure.again_at_ms(draft, draft.now_ms)
    return Operated("erase", draft.state.key, plain(action.reason), until_ms=until_ms)


def show(draft: Draft, action: ShowState) -> StateShown:
    """Show everything."""
    return StateShown(draft.state, draft.at.seq - 1)


def was_reset(player: Player, event: PlayerReset) -> Player:
    return Player(player.key, erased_at_ms=player.erased_at_ms)


def xp_taken(player: Player, event: XpTaken) -> Player:
    return revised(player, growth=replace(player.growth, xp=event.after))


def stars_set(player: Player, event: StarsSet) -> Player:
    stack = replace(player.stacks[event.species], stars=event.stars, star_failures=0)
    return revised(player, stacks={**player.stacks, event.species: stack})


def known(draft: Draft, what: str, name: str) -> bool:
    """Tell whether there is such a thing."""
    catalogue = draft.catalogue
    match what:
        case "currency":
            return name in _CURRENCIES
        case "esprit":
            return name in catalogue.species
        case "item":
            return name in catalogue.items
        case "xp":
            return name == _XP
        case _:
            return name in fragment.ids(catalogue)


def held(player: Player, what: str, name: str) -> int:
    """Return how much a player has of a thing; of xp, within the level."""
    match what:
        case "currency":
            return currency.balance(player, _CURRENCIES[name])
        case "esprit":
            return esprit.quantity(player, name)
        case "item":
            return inventory.quantity(player, name)
        case "xp":
            return player.growth.xp
        case _:
            return fragment.quantity(player, name)


def _wrong(draft: Draft, action: Give | Take, stars: int) -> Refused | None:
    if no := _unexplained(draft, action.reason):
        return no
    if not draft.state.registered:
        return _about_player(refusals.not_registered())
    if action.what not in KINDS or not known(draft, action.what, action.id):
        return refusals.invalid("what", "unknown")
    if not 1 <= action.amount <= draft.catalogue.operating.most[action.what]:
        return refusals.invalid("amount", "out_of_range")
    most_stars = len(draft.catalogue.growing.awakening.success_bp) if action.what == "esprit" else 0
    return None if 0 <= stars <= most_stars else refusals.invalid("stars", "out_of_range")


def _unexplained(draft: Draft, reason: str) -> Refused | None:
    """Refuse what nobody answers for, or gives no reason for."""
    if draft.by is None:
        return refusals.forbidden()
    return None if plain(reason).strip() else refusals.invalid("reason", "unknown")


def _mistyped(draft: Draft, typed: str) -> Refused | None:
    return None if typed.strip() == str(draft.state.key) else refusals.invalid("user", "not_typed")


def _lacking(player: Player, action: Take) -> Refused | None:
    if action.what == "esprit":
        return esprit.lacking(player, action.id, action.amount)
    if action.what == "fragments":
        return fragment.lacking(player, action.id, action.amount)
    have = held(player, action.what, action.id)
    if have >= action.amount:
        return None
    kind = action.id if action.what == "currency" else action.what
    facts = {"item": action.id} if action.what == "item" else {}
    return refusals.insufficient(kind, action.amount, have, **facts)


def _about_player(no: Refused) -> Refused:
    """Say of a refusal that it is about the player, not about the operator who reads it."""
    return replace(no, params={**no.params, "what": "player"})


def _acted(draft: Draft, name: str, args: dict[str, str], reason: str) -> None:
    assert draft.by is not None
    draft.emit(AdminActed(draft.by, name, draft.state.key, args, plain(reason).strip()))


def _args(action: Give | Take) -> dict[str, str]:
    return {"what": action.what, "id": action.id, "amount": str(action.amount)}


def _operated(draft: Draft, name: str, action: Give | Take, discarded: int) -> Operated:
    after = held(draft.state, action.what, action.id)
    reason = plain(action.reason).strip()
    key = draft.state.key
    return Operated(name, key, reason, action.what, action.id, action.amount, after, discarded)


def _raise_stars(draft: Draft, species: str, stars: int) -> None:
    if draft.state.stacks[species].stars < stars:
        draft.emit(StarsSet(species, stars))


def _give_xp(draft: Draft, name: str, amount: int) -> int:
    before = len(draft.events)
    experience.gain(draft, amount, SOURCE)
    return sum(getattr(event, "discarded", 0) for event in draft.events[before : before + 1])


def _take_xp(draft: Draft, name: str, amount: int) -> None:
    draft.emit(XpTaken(-amount, draft.state.growth.xp - amount, SOURCE))


_CURRENCIES: Final[Mapping[str, currency.Currency]] = {"revies": "revies", "erythl": "erythl"}
_GIVERS: Final[Mapping[str, Callable[[Draft, str, int], int]]] = {
    "currency": lambda draft, name, n: currency.credit(draft, _CURRENCIES[name], n, f"mint/{SOURCE}", SOURCE),
    "esprit": lambda draft, name, n: esprit.gain(draft, name, n, SOURCE),
    "item": lambda draft, name, n: inventory.gain(draft, name, n, SOURCE),
    "xp": _give_xp,
    "fragments": lambda draft, name, n: fragment.gain(draft, name, n, SOURCE),
}
_TAKERS: Final[Mapping[str, Callable[[Draft, str, int], object]]] = {
    "currency": lambda draft, name, n: currency.debit(draft, _CURRENCIES[name], n, f"burn/{SOURCE}", SOURCE),
    "esprit": lambda draft, name, n: esprit.consume(draft, name, n, SOURCE),
    "item": lambda draft, name, n: inventory.take(draft, name, n, SOURCE),
    "xp": _take_xp,
    "fragments": lambda draft, name, n: fragment.take(draft, name, n, SOURCE),
}
