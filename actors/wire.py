"""Commands, replies, errors and reports as messages between instances."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from actors.behavior import Command, JointCommand, Kind
from actors.errors import (
    Busy,
    Closed,
    Internal,
    Newer,
    NotApplied,
    NotOwner,
    OutcomeUnknown,
    Parked,
    RateLimited,
    TooLate,
)
from actors.identity import ActorId
from actors.ports import Message

PLAIN: Final[Mapping[str, type[NotApplied]]] = {e.__name__: e for e in (TooLate, Parked, Newer, Closed)}
"""Errors that carry no facts."""


def command_message(kind: Kind[Any, Any, Any, Any], command: Command[Any]) -> Message:
    """Return a command as a message."""
    return {
        "id": command.id,
        "kind": command.actor.kind,
        "key": command.actor.key,
        "name": command.name,
        "command": kind.codec.encode_command(command.body),
        "issued_at_ms": command.issued_at_ms,
    }


def command_of(kinds: Mapping[str, Kind[Any, Any, Any, Any]], message: Message) -> Command[Any]:
    """Return the command of a message. Raises KeyError, or what decoding raises."""
    actor = ActorId(message["kind"], message["key"])
    body = kinds[actor.kind].codec.decode_command(message["command"])
    return Command(message["id"], actor, message["name"], body, message["issued_at_ms"])


def joint_message(kind: Kind[Any, Any, Any, Any], joint: JointCommand[Any]) -> Message:
    """Return a joint command, whose first participant is of `kind`, as a message."""
    return {
        "id": joint.id,
        "actors": tuple(tuple(actor) for actor in joint.actors),
        "name": joint.name,
        "command": kind.codec.encode_command(joint.body),
        "issued_at_ms": joint.issued_at_ms,
    }


def joint_of(kinds: Mapping[str, Kind[Any, Any, Any, Any]], message: Message) -> JointCommand[Any]:
    """Return the joint command of a message. Raises KeyError, ValueError, or what decoding raises."""
    actors = tuple(ActorId(*actor) for actor in message["actors"])
    body = kinds[actors[0].kind].codec.decode_command(message["command"])
    return JointCommand(message["id"], actors, message["name"], body, message["issued_at_ms"])


def reply_message(kind: Kind[Any, Any, Any, Any], reply: Any) -> Message:
    """Return a reply as a message."""
    return {"schema": kind.codec.schema, "reply": kind.codec.encode_reply(reply)}


def error_message(error: NotApplied | OutcomeUnknown) -> Message:
    """Return an error as a message."""
    match error:
        case Busy(retry_after_s=retry_after_s):
            return {"error": "Busy", "retry_after_s": retry_after_s}
        case RateLimited(group=group, retry_after_s=retry_after_s):
            return {"error": "RateLimited", "group": group, "retry_after_s": retry_after_s}
        case Internal(ref=ref):
            return {"error": "Internal", "ref": ref}
        case NotOwner(shard=shard, owner=owner):
            return {"error": "NotOwner", "shard": shard, "owner": owner}
        case _:
            return {"error": type(error).__name__}


def result_of(kind: Kind[Any, Any, Any, Any], message: Message) -> Any:
    """Return the reply of an answer, or raise the error that it tells.

    An error of a later release is `OutcomeUnknown`; what decoding raises is let through.
    """
    name = message.get("error")
    if name is None:
        return kind.codec.decode_reply(message["schema"], message["reply"])
    match name:
        case "Busy":
            raise Busy(message["retry_after_s"])
        case "RateLimited":
            raise RateLimited(message["group"], message["retry_after_s"])
        case "Internal":
            raise Internal(message["ref"])
        case "NotOwner":
            raise NotOwner(message["shard"], message["owner"])
        case _:
            raise PLAIN.get(name, OutcomeUnknown)()


def plain(value: Any) -> Any:
    """Return a report (a dataclass of dataclasses, tuples and plain values) as plain values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return tuple(plain(one) for one in value)
    return value


def revived[T](made: type[T], value: Any) -> T:
    """Return the report that plain values stand for; fields of a later release are left out.

    Raises KeyError or TypeError for values of another shape.
    """
    if is_dataclass(made):
        hints = get_type_hints(made)
        known = {f.name: _revived(hints[f.name], value[f.name]) for f in fields(made) if f.name in value}
        return made(**known)
    return made(*value)  # a named tuple


def _revived(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [each for each in get_args(hint) if each is not types.NoneType]
        return None if value is None else _revived(inner[0], value)
    if origin is tuple:
        return tuple(_revived(get_args(hint)[0], one) for one in value)
    if is_dataclass(hint) or hasattr(hint, "_fields"):
        return revived(hint, value)
    return value
