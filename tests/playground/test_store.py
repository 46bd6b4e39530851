"""Records and files: what was put is there at once, and after the file is opened again."""

import sqlite3
from pathlib import Path

import pytest

from reve.playground.feed import Feed
from reve.playground.forms import Form, Upload
from reve.playground.posts import Posts
from reve.playground.store import Store
from reve.playground.world import World


def filled_world(store: Store, messages: int) -> World:
    """Make a world with one guild and so many messages in it."""
    world = World(store, Feed(), "http://127.0.0.1:1")
    guild = world.add_guild("Harbour", world.add_user("ada").id)
    channel = world.channels_of(guild.id)[0]
    for number in range(messages):
        Posts(world).create(channel.id, Form({"content": str(number)}), extra={})
    return world


def test_what_was_put_is_read_before_and_after_it_is_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put_file(1, b"one")
    assert store.file(1) == b"one"
    store.put("user", 7, b"{}")
    assert list(store.load("user")) == [(7, b"{}")]
    assert store.file(1) == b"one"
    store.delete("user", 7)
    store.delete("", 1)
    store.put("user", 8, b"[]")
    store.close()
    again = Store(tmp_path)
    assert list(again.load("user")) == [(8, b"[]")]
    assert again.file(1) is None
    again.close()


def test_a_batch_that_could_not_be_written_is_written_later(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with sqlite3.connect(tmp_path / "discord.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        store.put("user", 1, b"{}")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            store.flush()
        other.execute("ROLLBACK")
    other.close()
    store.flush()
    assert list(store.load("user")) == [(1, b"{}")]
    store.close()


def test_the_file_of_a_deleted_message_is_gone() -> None:
    store = Store(None)
    world = filled_world(store, 0)
    channel = next(iter(world.channels.values()))
    form = Form({}, {0: Upload("a.txt", "text/plain", b"text")})
    message = Posts(world).create(channel.id, form, extra={})
    id_ = int(message.body["attachments"][0]["id"])
    assert store.file(id_) == b"text"
    world.delete_message(message)
    assert store.file(id_) is None
    store.close()
