"""Players' commands travel between instances as bytes, and wait as bytes in inboxes."""

from collections.abc import Mapping
from typing import Any, TypeAliasType, get_args, get_type_hints

import hypothesis.strategies as st
import pytest
from hypothesis import given

from actors.errors import Unreadable
from reve.game import commands
from reve.game.commands import COMMANDS, PlayerCommand
from reve.stored import player_codec

CODEC = player_codec()
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
INT64 = st.integers(-(2**63), 2**63 - 1)
BY_TYPE: Mapping[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    str: TEXT,
    int: INT64,
    str | None: st.none() | TEXT,
    int | None: st.none() | INT64,
    tuple[str, ...]: st.lists(TEXT, max_size=3).map(tuple),
    tuple[int, ...]: st.lists(INT64, max_size=3).map(tuple),
}

# What was sent once, before the author of a command had a field and since.
STORED: Mapping[bytes, PlayerCommand] = {
    b"\x92\x01\x92\xa6player\x93\x92\xa5start\x91\xa7focused\xa3Ada\xc0": PlayerCommand(
        commands.Start("focused"), "Ada"
    ),
    b"\x92\x01\x92\xa6player\x93\x92\xa8item.use\x92\xa6xp_orb\x03\xa3Ada\xa2de": PlayerCommand(
        commands.UseItem("xp_orb", 3), "Ada", "de"
    ),
    b"\x92\x01\x92\xa6player\x94\x92\xacprofile.show\x91\xc2\xa3Ada\xc0\x05": PlayerCommand(
        commands.ShowProfile(own=False), "Ada", by=5
    ),
}


@pytest.mark.parametrize("tag", COMMANDS)
@given(data=st.data())
def test_every_action_arrives_as_it_was_sent(tag: str, data: st.DataObject) -> None:
    hints = get_type_hints(COMMANDS[tag])
    fields = {name: data.draw(BY_TYPE[hint]) for name, hint in hints.items()}
    action = COMMANDS[tag](**fields)
    author = data.draw(st.none() | INT64)
    command = PlayerCommand(action, data.draw(TEXT), data.draw(st.none() | TEXT), author)
    assert CODEC.decode_command(CODEC.encode_command(command)) == command


def test_every_action_has_a_name() -> None:
    assert set(COMMANDS.values()) == members(commands.Action)


@pytest.mark.parametrize(("sent", "command"), STORED.items(), ids=lambda value: "")
def test_what_was_sent_once_is_read_for_ever(sent: bytes, command: PlayerCommand) -> None:
    assert CODEC.decode_command(sent) == command


def test_what_is_sent_now_is_sent_for_as_long_as_this_form_is_in_force() -> None:
    newest = list(STORED)[-1]
    assert CODEC.encode_command(STORED[newest]) == newest


def test_an_unknown_action_is_unreadable() -> None:
    sent = CODEC.encode_command(PlayerCommand(commands.Start(), "Ada"))
    with pytest.raises(Unreadable):
        CODEC.decode_command(sent.replace(b"start", b"fly??"))


def members(hint: Any) -> set[type]:
    """Return the classes of a union of unions."""
    if isinstance(hint, TypeAliasType):
        hint = hint.__value__
    return {hint} if isinstance(hint, type) else {cls for part in get_args(hint) for cls in members(part)}
