"""The things of the world in the shapes that Discord gives them."""

from datetime import UTC, datetime
from typing import Any

from reve.playground.snowflake import born_ms
from reve.playground.world import EVERYTHING, Channel, Guild, Role, User, World

type Json = dict[str, Any]

_JOINED = "2026-01-01T00:00:00.000000+00:00"


def timestamp(id_: int | None = None) -> str:
    """Write the time of an id, or now, as Discord does."""
    when = datetime.now(UTC) if id_ is None else datetime.fromtimestamp(born_ms(id_) / 1000, UTC)
    return when.isoformat(timespec="microseconds")


def user(of: User) -> Json:
    """Shape a user."""
    return {
        "id": str(of.id),
        "username": of.name,
        "global_name": of.display_name,
        "discriminator": "0",
        "avatar": None,
        "bot": of.bot,
        "public_flags": 0,
    }


def own_user(of: User) -> Json:
    """Shape the user that the bot itself is."""
    return {**user(of), "verified": True, "mfa_enabled": False, "flags": 0, "locale": "en-US"}


def member(of: User, guild: Guild) -> Json:
    """Shape a member of a guild."""
    return {
        "user": user(of),
        "nick": None,
        "avatar": None,
        "roles": [str(role) for role in guild.roles_of(of.id)],
        "joined_at": _JOINED,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": str(guild.permissions_of(of.id)),
    }


def role(of: Role, position: int) -> Json:
    """Shape a role."""
    return {
        "id": str(of.id),
        "name": of.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": position,
        "permissions": str(of.permissions),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(of: Channel, world: World) -> Json:
    """Shape a channel."""
    shaped: Json = {"id": str(of.id), "type": of.kind, "flags": 0, "last_message_id": None}
    if of.user_id is not None:
        return shaped | {"recipients": [user(world.user(of.user_id))]}
    return shaped | {
        "guild_id": str(of.guild_id),
        "name": of.name,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "topic": None,
        "parent_id": None,
        "rate_limit_per_user": 0,
        "permissions": str(EVERYTHING),
    }


def guild(of: Guild, world: World) -> Json:
    """Shape a guild without what only its creation tells."""
    return {
        "id": str(of.id),
        "name": of.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "description": None,
        "banner": None,
        "owner_id": str(of.owner_id),
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "roles": [role(each, at) for at, each in enumerate(of.roles)],
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "nsfw_level": 0,
        "stickers": [],
        "max_members": 500_000,
    }


def new_guild(of: Guild, world: World) -> Json:
    """Shape a guild as GUILD_CREATE tells it."""
    return guild(of, world) | {
        "joined_at": _JOINED,
        "large": False,
        "unavailable": False,
        "member_count": len(world.users) + 1,
        "voice_states": [],
        "members": [member(world.bot, of)],
        "channels": [channel(each, world) for each in world.channels_of(of.id)],
        "threads": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application(world: World) -> Json:
    """Shape the bot's application."""
    owner = next(iter(world.users.values()))
    return {
        "id": str(world.application.id),
        "name": world.bot.display_name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user(owner),
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "bot": user(world.bot),
        "integration_types_config": {"0": {}},
    }
