"""Messages of the Postgres protocol are found in the bytes, however these arrive."""

import struct

import pytest

from reve.chaos.framing import Framing, Message, Statements


def message(kind: bytes, body: bytes) -> bytes:
    """Return the bytes of one message."""
    return kind + struct.pack(">I", len(body) + 4) + body


PARSE = message(b"P", b"s1\0SELECT * FROM commit_v2($1)\0\0\0")
BIND = message(b"B", b"\0s1\0values")
OTHER = message(b"B", b"\0s2\0values")
GREETING = message(b"", b"\0\3\0\0user\0reve\0\0")


@pytest.mark.parametrize("piece", [1, 3, 7, 1000])
def test_messages_are_the_same_in_whatever_pieces_they_come(piece: int) -> None:
    data = GREETING + PARSE + BIND
    framing = Framing(greets=True)
    pieces = [data[at : at + piece] for at in range(0, len(data), piece)]

    found = [one for part in pieces for one in framing.feed(part)]

    assert found == [Message(b"", GREETING), Message(b"P", PARSE), Message(b"B", BIND)]


def test_a_commit_is_known_by_the_statement_that_it_binds() -> None:
    statements = Statements()

    told = [statements.is_commit(Message(raw[:1], raw)) for raw in (PARSE, OTHER, BIND)]

    assert told == [False, False, True]


def test_a_statement_that_takes_the_name_of_another_is_no_commit() -> None:
    statements = Statements()
    statements.is_commit(Message(b"P", PARSE))
    again = message(b"P", b"s1\0SELECT 1\0\0\0")
    statements.is_commit(Message(b"P", again))

    assert not statements.is_commit(Message(b"B", BIND))
