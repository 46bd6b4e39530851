"""The player: the name that Discord tells, titles, and the profile."""

from dataclasses import replace

from reve.game import currency, experience, leadership, player_class, power, resource, reve, reward
from reve.game.commands import ShowProfile
from reve.game.days import day_of
from reve.game.draft import Draft
from reve.game.events import PlayerRenamed, TitleGained
from reve.game.replies import Reply
from reve.game.shown import BalanceShown, ProfileShown
from reve.game.state import Player


def profile(draft: Draft, action: ShowProfile) -> Reply:
    """Show the profile, with balances only to the player."""
    return profile_of(draft, own=action.own)


def profile_of(draft: Draft, *, own: bool) -> ProfileShown:
    """Return the profile as of now."""
    player, catalogue = draft.state, draft.catalogue
    growth, rules = player.growth, catalogue.experience
    owned = [stack.quantity for stack in player.stacks.values() if stack.quantity]
    return ProfileShown(
        username=player.person.username,
        level=growth.level,
        xp=growth.xp,
        xp_need=None if experience.is_last(rules, growth.level) else experience.need(rules, growth.level),
        class_id=player.person.class_id,
        class_bonus_bp=player_class.bonus_bp(player, catalogue),
        leader=player.leader,
        leader_stars=leadership.stars_of(player),
        titles=player.person.titles,
        power=power.raised(player, catalogue, power.sums(draft)),
        unique=len(owned),
        copies=sum(owned),
        daily_streak=player.claims.daily_streak,
        created_at_ms=player.person.created_at_ms,
        own=_balances(draft) if own else None,
        title=player.person.title,
        favorite=player.person.favorite,
    )


def keep_name(draft: Draft) -> None:
    """Let a changed name ride along with a write."""
    if draft.events and draft.state.person.username != draft.username:
        draft.emit(PlayerRenamed(draft.state.person.username, draft.username))


def renamed(player: Player, event: PlayerRenamed) -> Player:
    return replace(player, person=replace(player.person, username=event.new))


def title_gained(player: Player, event: TitleGained) -> Player:
    titles = (*player.person.titles, event.title)
    return replace(player, person=replace(player.person, titles=titles))


def _balances(draft: Draft) -> BalanceShown:
    player, catalogue, now_ms = draft.state, draft.catalogue, draft.now_ms
    return BalanceShown(
        revies=currency.balance(player, currency.REVIES),
        erythl=currency.balance(player, currency.ERYTHL),
        energy=resource.read(player, catalogue, "energy", now_ms),
        stamina=resource.read(player, catalogue, "stamina", now_ms),
        skill_points=player.growth.skill_points,
        can_pull=reve.charges(draft).value > 0,
        can_claim=reward.can_claim(player.claims, day_of(now_ms)),
    )
