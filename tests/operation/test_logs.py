"""What is logged, in which form, and what never is."""

import io
import json
import logging
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from reve.operation.logs import configure_logs
from reve.operation.redaction import Redactor
from reve.settings import Settings

TOKEN = "MTk4NjIyNDgzNDcx.token\"with'quotes\\and/ünicode"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def configure(stream: io.StringIO, **changed: Any) -> None:
    options: dict[str, Any] = {"log_format": "auto", "log_level": "info", "instance": "reve-1"}
    # Constructed, not read: the environment of whoever runs this has no say.
    configure_logs(Settings.model_construct(**(options | changed)), stream)


def events(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_away_from_a_terminal_each_event_is_one_line_of_json(stream: io.StringIO) -> None:
    configure(stream)

    structlog.get_logger("reve.bot").info("answered", command="pull", took_ms=12)
    structlog.get_logger("reve.bot").warning("a name with\na line end", name="x\ny")

    first, second = events(stream)
    assert (first["event"], first["command"], first["took_ms"]) == ("answered", "pull", 12)
    assert (first["level"], first["logger"], first["instance"]) == ("info", "reve.bot", "reve-1")
    assert first["timestamp"].endswith("Z")
    assert second["name"] == "x\ny"


def test_on_a_terminal_a_line_is_for_people() -> None:
    terminal = Terminal()
    configure(terminal)

    structlog.get_logger().info("answered", command="pull")

    assert "answered" in terminal.getvalue()
    assert not terminal.getvalue().startswith("{")


def test_the_form_can_be_chosen(stream: io.StringIO) -> None:
    terminal = Terminal()
    configure(terminal, log_format="json")
    structlog.get_logger().info("one")
    configure(stream, log_format="pretty")
    structlog.get_logger().info("two")

    assert events(terminal)[0]["event"] == "one"
    assert "two" in stream.getvalue()
    assert "\x1b[" not in stream.getvalue()


def test_a_value_cannot_pretend_to_be_a_line_of_the_log() -> None:
    terminal = Terminal()
    configure(terminal, log_format="pretty")

    structlog.get_logger().info("renamed", name="x\n2099-01-01 all is well \x1b[31m")

    assert len(terminal.getvalue().splitlines()) == 1
    assert "\x1b[31m" not in terminal.getvalue()


def test_the_standard_library_goes_the_same_way(stream: io.StringIO) -> None:
    configure(stream)

    logging.getLogger("actors.host").info("%d shards taken", 256, extra={"epoch": 3})

    (event,) = events(stream)
    assert (event["event"], event["epoch"]) == ("256 shards taken", 3)
    assert (event["logger"], event["instance"]) == ("actors.host", "reve-1")


def test_warnings_of_python_are_logged(stream: io.StringIO) -> None:
    configure(stream)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn("this will go away", DeprecationWarning, stacklevel=1)

    assert "this will go away" in events(stream)[0]["event"]


@pytest.mark.parametrize("library", ["disnake.gateway", "asyncpg", "alembic.runtime", "aiohttp.server"])
def test_libraries_are_heard_from_warnings_on(library: str, stream: io.StringIO) -> None:
    configure(stream, log_level="debug")

    logging.getLogger(library).info("chatter")
    logging.getLogger(library).warning("trouble")

    assert [event["event"] for event in events(stream)] == ["trouble"]


def test_what_is_below_the_level_is_not_logged(stream: io.StringIO) -> None:
    configure(stream, log_level="error")

    structlog.get_logger().warning("no")
    logging.getLogger("disnake").warning("no")
    structlog.get_logger().error("yes")

    assert [event["event"] for event in events(stream)] == ["yes"]


def test_configuring_twice_does_not_log_twice(stream: io.StringIO) -> None:
    configure(stream)
    configure(stream)

    logging.getLogger("actors").warning("once")

    assert len(events(stream)) == 1


def say(secret: str) -> None:
    structlog.get_logger().info(f"connecting with {secret}")


def bind(secret: str) -> None:
    structlog.get_logger().bind(token=secret, nested={"deep": [secret]}).info("connecting")


def foreign(secret: str) -> None:
    logging.getLogger("disnake.http").warning("refused: %r", secret)


def raised(secret: str) -> None:
    try:
        raise ValueError(secret)
    except ValueError:
        logging.getLogger("actors").exception("it broke")


def local(secret: str) -> None:
    found = secret + "!"
    try:
        raise ValueError(len(found))
    except ValueError:
        structlog.get_logger().exception("it broke")


@pytest.mark.parametrize("log_format", ["json", "pretty"])
@pytest.mark.parametrize("way", [say, bind, foreign, raised, local])
def test_no_secret_reaches_the_log(way: Callable[[str], None], log_format: str) -> None:
    terminal = Terminal()
    configure(terminal, log_format=log_format, log_level="debug", discord_token=SecretStr(TOKEN))

    way(TOKEN)

    assert terminal.getvalue()
    assert "MTk4NjIyNDgzNDcx" not in terminal.getvalue()
    assert "with'quotes" not in terminal.getvalue()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("to postgresql://reve:pw@db/reve failed", "to postgresql://reve:***@db/reve failed"),
        ("redis://:pw@cache", "redis://:***@cache"),
        (
            "POST https://discord.com/api/v10/webhooks/12/aW50ZXJh-_.x/messages",
            "POST https://discord.com/api/v10/webhooks/12/***/messages",
        ),
        ("POST /interactions/99/aW50ZXJhY3Rpb24/callback", "POST /interactions/99/***/callback"),
        ("Authorization: Bot MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ", "Authorization: Bot ***"),
        ("at http://127.0.0.1:8123/a@b", "at http://127.0.0.1:8123/a@b"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_what_looks_like_a_secret_is_blotted_out(line: str, left: str) -> None:
    assert Redactor([])(line) == left


def test_a_short_password_does_not_blot_out_every_word_like_it() -> None:
    assert Redactor(["reve"])("reve is up") == "reve is up"
