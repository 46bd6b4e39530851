"""The one way from an interaction to its answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import anyio
import pytest

from actors.behavior import Command
from actors.errors import Busy, Unavailable
from reve.bot.cards.spec import CardSpec, Picture
from reve.bot.custom_ids import Act, Seals
from reve.bot.deadlines import deadlines
from reve.bot.message import Message
from reve.bot.pipeline import Pipeline
from reve.bot.plan import AskPlayer, Place, Plan, Read, Show
from reve.bot.rendering import LayOut, Renderer, last_resort
from reve.bot.screens.registry import LAYOUTS
from reve.bot.screens.screen import Button, Buttons, Cards, Screen, Text
from reve.bot.views import HelpShown
from reve.bot.words.catalogue import Library
from reve.game.commands import ClaimDaily, Pull, ShowProfile
from reve.game.shown import Refused
from tests.bot.samples import CALL
from tests.bot.stage import Heard, SmallCards, shipped_world

pytestmark = pytest.mark.anyio

HELP = Show("help", HelpShown("start", ("start",)))


@dataclass
class Written:
    """The place of an answer, on paper."""

    defers_slowly_s: float = 0.0
    deferred: list[Place] = field(default_factory=list)
    given: list[Message] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    async def defer(self, place: Place) -> None:
        self.steps.append("deferring")
        await anyio.sleep(self.defers_slowly_s)
        self.deferred.append(place)
        self.steps.append("deferred")

    async def give(self, message: Message, place: Place) -> None:
        self.given.append(message)
        self.steps.append("given")


@dataclass
class Oracle:
    """Answers every command alike, after a while."""

    reply: object = None
    after_s: float = 0.0
    failure: Exception | None = None
    heard: list[tuple[Command[Any], float]] = field(default_factory=list)

    async def ask(self, command: Command[Any], *, within_s: float) -> Any:
        self.heard.append((command, within_s))
        await anyio.sleep(self.after_s)
        if self.failure is not None:
            raise self.failure
        return self.reply


def renderer(cards: SmallCards | None = None, layouts: dict[type[Any], LayOut] | None = None) -> Renderer:
    known = dict(LAYOUTS) if layouts is None else layouts
    return Renderer(Library.read(), shipped_world, known, cards or SmallCards(), Seals(b"secret"))


def pipeline(oracle: Oracle | None = None, observed: Heard | None = None) -> Pipeline:
    return Pipeline(asker=oracle or Oracle(), renderer=renderer(), observed=observed or Heard())


async def served(plan: Plan | Callable[[], Plan], oracle: Oracle | None = None) -> Message:
    """Serve a plan and return the one message that was given."""
    answer = Written()
    choose = plan if callable(plan) else lambda: plan
    await pipeline(oracle).serve(CALL, choose, answer)
    (message,) = answer.given
    return message


# -- deferral ---------------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defer after a moment instead of a second and a half."""

    def soon(**facts: Any) -> Any:
        found = deadlines(**facts)
        return type(found)(facts["received_at"] + 0.02, found.answer_by, found.suggest_by)

    monkeypatch.setattr("reve.bot.pipeline.deadlines", soon)


async def test_a_prompt_answer_is_never_deferred() -> None:
    answer = Written()
    await pipeline().serve(CALL, lambda: HELP, answer)
    assert answer.steps == ["given"]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("place", Place)
async def test_a_slow_answer_is_deferred_to_where_it_will_go(place: Place) -> None:
    answer = Written()
    plan = AskPlayer(ShowProfile(), place)
    await pipeline(Oracle(Refused("NOT_REGISTERED"), after_s=0.1)).serve(CALL, lambda: plan, answer)
    assert (answer.deferred, answer.steps[-1]) == ([place], "given")


@pytest.mark.usefixtures("impatient")
async def test_a_deferral_under_way_ends_before_the_answer_is_given() -> None:
    answer = Written(defers_slowly_s=0.2)
    plan = AskPlayer(ShowProfile())
    await pipeline(Oracle(Refused("NOT_REGISTERED"), after_s=0.05)).serve(CALL, lambda: plan, answer)
    assert answer.steps == ["deferring", "deferred", "given"]


# -- commands and what comes of them ------------------------------------------------------------------


async def test_a_command_is_named_by_the_interaction_and_dated_by_its_snowflake() -> None:
    oracle = Oracle(Refused("NOT_REGISTERED"))
    await served(AskPlayer(Pull(3), Place.PUBLIC), oracle)
    ((command, within_s),) = oracle.heard
    assert (command.id, command.issued_at_ms) == (CALL.id, CALL.issued_at_ms)
    assert (str(command.actor), command.name) == (f"player/{CALL.user_id}", "reve.pull")
    assert 11.0 < within_s <= 12.0


async def test_an_error_of_the_runtime_becomes_words() -> None:
    message = await served(AskPlayer(ClaimDaily()), Oracle(failure=Busy(3.2)))
    assert "4 s" in message.plain
    assert message.private


async def test_an_error_never_takes_the_place_of_an_earlier_answer() -> None:
    assert not (await served(AskPlayer(ClaimDaily()), Oracle(failure=Busy()))).certain
    assert (await served(AskPlayer(ClaimDaily()), Oracle(Refused("ALREADY_CLAIMED")))).certain


async def test_a_fault_says_that_nothing_is_known() -> None:
    message = await served(AskPlayer(ClaimDaily()), Oracle(failure=KeyError("secret")))
    assert "/history" in message.plain
    assert "secret" not in message.plain


async def test_a_handler_that_fails_is_answered_too() -> None:
    def choose() -> Plan:
        raise KeyError("a bug in a handler")

    assert "went wrong" in (await served(choose)).plain


async def test_a_journal_that_cannot_be_read_is_worded_as_busy() -> None:
    async def get() -> object:
        raise Unavailable("no database")

    assert "Much is going on" in (await served(Read("history", get))).plain


async def test_what_is_read_has_a_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reve.bot.deadlines.ANSWER_WITHIN_S", 0.05)
    message = await served(Read("history", anyio.sleep_forever))
    assert "Much is going on" in message.plain


async def test_outcomes_are_observed_by_name() -> None:
    heard = Heard()
    await pipeline(Oracle(failure=Busy()), heard).serve(CALL, lambda: AskPlayer(Pull(1)), Written())
    await pipeline(observed=heard).serve(CALL, lambda: HELP, Written())
    assert heard.outcomes == [("reve.pull", "busy"), ("help", "ok")]


async def test_closing_waits_for_answers_under_way() -> None:
    finish, served = anyio.Event(), pipeline()

    async def get() -> object:
        await finish.wait()
        return Refused("NOT_REGISTERED")

    async with anyio.create_task_group() as group:
        group.start_soon(served.serve, CALL, lambda: Read("history", get), Written())
        await anyio.wait_all_tasks_blocked()
        assert not await served.drained(0.0)
        finish.set()
        assert await served.drained(30.0)


# -- rendering never fails ----------------------------------------------------------------------------

CARD = CardSpec("a", "A", "inferno", 1, 0, 1, 1, 1, 1, False)


@dataclass(frozen=True)
class Odd:
    """A value that only these tests show."""

    charges_left: int = 3


def broken(value: Odd, context: object) -> Screen:
    raise ZeroDivisionError


class Unsayable:
    """A value that cannot even be written down."""

    def __str__(self) -> str:
        raise RecursionError

    __repr__ = __str__


async def test_hazard_7_a_value_whose_screen_fails_is_told_in_plain_words() -> None:
    message = await renderer(layouts={Odd: broken}).render(Odd(), CALL)
    assert message.rich == ()
    assert message.plain == "Odd\ncharges left: 3"


async def test_hazard_7_a_value_without_a_screen_is_told_in_plain_words() -> None:
    message = await renderer(layouts={}).render(Odd(5), CALL)
    assert "charges left: 5" in message.plain


def test_hazard_7_even_what_cannot_be_written_has_an_answer() -> None:
    assert "/history" in last_resort(Unsayable())
    assert "/history" in last_resort(Odd(Unsayable()))  # type: ignore[arg-type]


def test_a_plain_text_is_never_longer_than_a_message() -> None:
    assert len(last_resort("x" * 10_000)) <= 2_000


UNBUILDABLE = Screen((Text("all is well"), Buttons((Button("b", Act("a"), "no such style"),))))  # type: ignore[arg-type]


async def test_hazard_7_a_screen_whose_components_fail_goes_out_as_its_text() -> None:
    lay_out: LayOut = lambda value, context: UNBUILDABLE  # noqa: E731
    message = await renderer(layouts={Odd: lay_out}).render(Odd(), CALL)
    assert (message.rich, message.plain) == ((), "all is well")


async def test_a_picture_that_takes_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reve.bot.rendering._PICTURE_WITHIN_S", 0.01)

    class Slow(SmallCards):
        async def pull_card(self, results: tuple[CardSpec, ...]) -> Picture | None:
            await anyio.sleep_forever()
            raise AssertionError

    lay_out: LayOut = lambda value, context: Screen((Text("hello"), Cards((CARD,))))  # noqa: E731
    message = await renderer(Slow(), {Odd: lay_out}).render(Odd(), CALL)
    assert message.rich
    assert message.picture is None
