"""Who and what there is: users, guilds, channels and their messages."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from reve.playground.errors import unknown
from reve.playground.feed import Feed
from reve.playground.snowflake import Snowflakes
from reve.playground.store import Store

type Json = dict[str, Any]

TEXT_CHANNEL, DM_CHANNEL, GROUP_CHANNEL = 0, 1, 3
GUILD_CONTEXT, BOT_DM_CONTEXT, PRIVATE_CONTEXT = 0, 1, 2
KEPT_MESSAGES = 500
EVERYTHING = (1 << 53) - 1
_ADMINISTRATOR = 1 << 3
ORDINARY = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 31


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot."""

    id: int
    name: str
    display_name: str
    locale: str = "en-US"
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a guild; the one with the guild's id is everyone's."""

    id: int
    name: str
    permissions: int = 0


@dataclass(frozen=True, slots=True)
class Guild:
    """A guild; every user is a member of every guild, the bot unless only users have installed it."""

    id: int
    name: str
    owner_id: int
    roles: tuple[Role, ...]
    given: tuple[tuple[int, int], ...] = ()
    has_bot: bool = True

    def roles_of(self, user_id: int) -> list[int]:
        """List the roles given to a member, without everyone's."""
        return [role for user, role in self.given if user == user_id]

    def permissions_of(self, user_id: int) -> int:
        """Add up what a member may do."""
        if user_id == self.owner_id:
            return EVERYTHING
        mine = {self.id, *self.roles_of(user_id)}
        allowed = 0
        for role in self.roles:
            allowed |= role.permissions if role.id in mine else 0
        return EVERYTHING if allowed & _ADMINISTRATOR else allowed


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel of a guild, the direct messages of one user and the bot, or without the bot."""

    id: int
    name: str
    guild_id: int | None = None
    user_id: int | None = None
    private: bool = False

    @property
    def kind(self) -> int:
        """Discord's number for this kind of channel."""
        return TEXT_CHANNEL if self.guild_id else GROUP_CHANNEL if self.private else DM_CHANNEL

    @property
    def context(self) -> int:
        """Discord's number for what is done here."""
        return GUILD_CONTEXT if self.guild_id else PRIVATE_CONTEXT if self.private else BOT_DM_CONTEXT


@dataclass(frozen=True, slots=True)
class Message:
    """A message as Discord sends it, and who alone may see it (if ephemeral)."""

    id: int
    channel_id: int
    body: Json
    only_for: int | None = None

    def visible_to(self, user_id: int) -> bool:
        """Tell whether a user sees it, given that they see the channel."""
        return self.only_for in (None, user_id)


@dataclass(frozen=True, slots=True)
class Application:
    """The bot's application and the token it logs in with."""

    id: int
    token: str


@dataclass(slots=True)
class World:
    """All there is; every change is stored and told to the feed.

    A channel keeps its newest 500 messages; older ones are gone, as are their files.
    """

    store: Store
    feed: Feed
    base_url: str
    ids: Snowflakes = field(default_factory=Snowflakes)
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    messages: dict[int, dict[int, Message]] = field(default_factory=dict)
    application: Application = field(init=False)
    closed: set[int] = field(default_factory=set)
    """Users who take no direct messages from the bot."""
    _dms: dict[int, Channel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        apps = [Application(**orjson.loads(body)) for _, body in self.store.load("application")]
        self.application = apps[0] if apps else self._new_application()
        for _, body in self.store.load("user"):
            self._keep_user(User(**orjson.loads(body)))
        for _, body in self.store.load("guild"):
            self._keep_guild(_guild_from(orjson.loads(body)))
        for _, body in self.store.load("channel"):
            self._keep_channel(Channel(**orjson.loads(body)))
        self._load_messages()

    def _load_messages(self) -> None:
        url = self.base_url.encode()
        former = next((body for _, body in self.store.load("url")), url)
        self.store.put("url", 0, url)
        for _, body in self.store.load("message"):
            message = Message(**orjson.loads(body.replace(former + b"/", url + b"/")))
            self.messages[message.channel_id][message.id] = message

    def _new_application(self) -> Application:
        app = Application(self.ids.next(), f"local.{secrets.token_urlsafe(32)}")
        self.store.put("application", app.id, orjson.dumps(app))
        return app

    @property
    def bot(self) -> User:
        """The bot's own user, whose id is the application's."""
        return User(self.application.id, "reve", "REVE", bot=True)

    def add_user(self, name: str, display_name: str | None = None, *, locale: str = "en-US") -> User:
        """Let a person join; they are a member of every guild."""
        user = User(self.ids.next(), name, display_name or name, locale)
        self.store.put("user", user.id, orjson.dumps(user))
        self._keep_user(user)
        self._put_channel(Channel(self.ids.next(), "REVE", user_id=user.id))
        return user

    def add_private(self, user_id: int) -> Channel:
        """Open a channel of a user and others in which the bot is not."""
        return self._put_channel(
            Channel(self.ids.next(), "friends", user_id=self.user(user_id).id, private=True)
        )

    def has_bot(self, channel: Channel) -> bool:
        """Tell whether the bot is in the channel's guild, if it has one."""
        return channel.guild_id is None or self.guild(channel.guild_id).has_bot

    def add_guild(self, name: str, owner_id: int, *, has_bot: bool = True) -> Guild:
        """Found a guild with everyone's role and one text channel."""
        id_ = self.ids.next()
        guild = Guild(id_, name, owner_id, (Role(id_, "@everyone", ORDINARY),), has_bot=has_bot)
        self._put_guild(guild)
        self.add_channel(id_, "play")
        return guild

    def add_channel(self, guild_id: int, name: str) -> Channel:
        """Open a text channel."""
        return self._put_channel(Channel(self.ids.next(), name, guild_id=self.guild(guild_id).id))

    def add_role(self, guild_id: int, name: str, permissions: int = 0) -> Role:
        """Make a role that nobody has yet."""
        role = Role(self.ids.next(), name, permissions)
        guild = self.guild(guild_id)
        self._put_guild(replace(guild, roles=(*guild.roles, role)))
        return role

    def give_role(self, guild_id: int, user_id: int, role_id: int) -> None:
        """Give a member a role."""
        guild = self.guild(guild_id)
        given = dict.fromkeys((*guild.given, (self.user(user_id).id, role_id)))
        self._put_guild(replace(guild, given=tuple(given)))

    def user(self, id_: int) -> User:
        """Find a user. :raises Refused: there is none."""
        if id_ == self.application.id:
            return self.bot
        if id_ not in self.users:
            raise unknown("User", 10013)
        return self.users[id_]

    def guild(self, id_: int) -> Guild:
        """Find a guild. :raises Refused: there is none."""
        if id_ not in self.guilds:
            raise unknown("Guild", 10004)
        return self.guilds[id_]

    def channel(self, id_: int) -> Channel:
        """Find a channel. :raises Refused: there is none."""
        if id_ not in self.channels:
            raise unknown("Channel", 10003)
        return self.channels[id_]

    def message(self, id_: int) -> Message:
        """Find a message in any channel. :raises Refused: there is none."""
        for kept in self.messages.values():
            if id_ in kept:
                return kept[id_]
        raise unknown("Message", 10008)

    def channels_of(self, guild_id: int) -> list[Channel]:
        """List the channels of a guild."""
        return [channel for channel in self.channels.values() if channel.guild_id == guild_id]

    def dm_of(self, user_id: int) -> Channel:
        """Find the direct messages between a user and the bot. :raises Refused: there are none."""
        if user_id not in self._dms:
            raise unknown("User", 10013)
        return self._dms[user_id]

    def may_see(self, user_id: int, channel: Channel) -> bool:
        """Tell whether a user sees a channel."""
        return channel.user_id in (None, user_id)

    def seen(self, user_id: int, channel_id: int) -> Iterator[Message]:
        """List the messages of a channel that a user sees, oldest first."""
        if self.may_see(user_id, self.channel(channel_id)):
            for message in self.messages[channel_id].values():
                if message.visible_to(user_id):
                    yield message

    def put_message(self, message: Message) -> None:
        """Post a message, or put an edited one in place of the old."""
        kept = self.messages[message.channel_id]
        event = "message_update" if message.id in kept else "message_create"
        kept[message.id] = message
        self.store.put("message", message.id, orjson.dumps(message))
        if len(kept) > KEPT_MESSAGES:
            self._forget(kept.pop(next(iter(kept))))
        self.feed.tell(event, message.body, self._sees(message))

    def delete_message(self, message: Message) -> None:
        """Take a message away."""
        del self.messages[message.channel_id][message.id]
        self._forget(message)
        told = {"id": str(message.id), "channel_id": str(message.channel_id)}
        self.feed.tell("message_delete", told, self._sees(message))

    def _sees(self, message: Message) -> int | None:
        return message.only_for or self.channels[message.channel_id].user_id

    def _forget(self, message: Message) -> None:
        self.store.delete("message", message.id)
        for attachment in message.body["attachments"]:
            self.store.delete("", int(attachment["id"]))

    def _put_channel(self, channel: Channel) -> Channel:
        self.store.put("channel", channel.id, orjson.dumps(channel))
        self._keep_channel(channel)
        return channel

    def _put_guild(self, guild: Guild) -> None:
        self.store.put("guild", guild.id, orjson.dumps(guild))
        self._keep_guild(guild)

    def _keep_user(self, user: User) -> None:
        self.users[user.id] = user

    def _keep_guild(self, guild: Guild) -> None:
        self.guilds[guild.id] = guild

    def _keep_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        self.messages.setdefault(channel.id, {})
        if channel.user_id is not None and not channel.private:
            self._dms[channel.user_id] = channel


def _guild_from(body: Json) -> Guild:
    roles = tuple(Role(**role) for role in body.pop("roles"))
    given = tuple((user, role) for user, role in body.pop("given"))
    return Guild(**body, roles=roles, given=given)
