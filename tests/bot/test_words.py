"""The message catalogue has every text that is asked for, and no others."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

import reve
from actors import errors
from reve.bot import failures
from reve.bot.call import BadOption
from reve.bot.commands.catalogue import all_slashes
from reve.bot.commands.slash import Slash
from reve.bot.registration import choice_key
from reve.bot.screens import help as help_screens
from reve.bot.screens import rates as rates_screens
from reve.bot.screens.registry import LAYOUTS
from reve.bot.words.catalogue import Library, UnknownText
from reve.game import sources
from reve.game.esprit_views import SORTS
from reve.game.history import KINDS
from reve.game.inventory import SECTIONS
from reve.game.metrics import METRICS
from reve.game.replies import REPLIES, Suggestions
from reve.game.shown import Refused
from reve.game.statistics import RATES
from reve.game.vocabulary.preferences import TitlesSuggested
from reve.game.vocabulary.privacy import Known
from reve.game.vocabulary.quest import QuestsSuggested
from tests.bot.samples import every_feature
from tests.bot.stage import shipped

WORDS = Library.read().words()
ROOT = Path(reve.__file__).parent

KEYS_BY_PREFIX = (
    "privacy.delete.",
    "admin.operated.",
    "admin.typed.",
    "admin.reset.",
    "admin.erase.",
    "refusal",
    "stopped",
    "feature.",
    "esprit.role.",
    "source.",
    "slot.",
    "team.warning.",
    "power.",
    "class.bonus.",
    "field.",
    "thing.",
    "bonus.",
    "reason.",
    "counter.",
    "mastery.",
    "balance.",
    "source.",
    "buildings.done.",
    "notice.kind.",
    "notice.text.",
    "hint.",
    "shop.about.",
    "shop.per.",
    "why.part.",
    "why.step.",
    "why.bound.",
    "history.event",
    "item.stopped",
    "command.",
    "option.",
    "choice.",
    "help.",
    "section.",
    "sort.",
    "system.",
    "admin.note.",
    "admin.job.",
    "fight.action.",
    "festival.of.",
)
"""Keys that code puts together; other tests see to it that none of them lacks."""


def called_keys() -> frozenset[str]:
    """Every key that is written out in a call, as Babel's extraction finds it."""
    found: set[str] = set()
    for path in (ROOT / "bot").rglob("*.py"):
        texts = extract("python", BytesIO(path.read_bytes()), {"words": None, "many": None})
        found.update(key if isinstance(key, str) else key[0] for _, key, _, _ in texts)
    return frozenset(found)


def refusal_codes() -> Iterator[tuple[str, str]]:
    """Every code that a refusal is made with in the source, and where."""
    for path in (*(ROOT / "game").rglob("*.py"), *(ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield str(code.value), f"{path.name}:{node.lineno}"


def test_every_key_that_code_asks_for_has_a_text() -> None:
    assert called_keys() - WORDS.keys() == set()


def test_every_text_is_asked_for() -> None:
    spare = {key for key in WORDS.keys() - called_keys() if not key.startswith(KEYS_BY_PREFIX)}
    assert spare == set()


def test_every_refusal_says_what_is_wrong_and_what_to_do_next() -> None:
    codes = dict(refusal_codes())
    assert {"NOT_REGISTERED", "INSUFFICIENT", "INVALID_ARGUMENT", "ALREADY_CLAIMED"} <= codes.keys()
    wanting = [
        f"{code} ({where})"
        for code, where in codes.items()
        if not (WORDS.has(f"refusal.{code}") and WORDS.has(f"refusal.{code}.next"))
    ]
    assert wanting == []


@pytest.mark.parametrize(
    "error",
    [
        errors.Busy(2.0),
        errors.RateLimited("view", 1.2),
        errors.TooLate(),
        errors.Parked(),
        errors.Newer(),
        errors.Internal("abc123"),
        errors.NotOwner(3, "two"),
        errors.Closed(),
        errors.Unavailable(),
        errors.NotApplied(),
        errors.OutcomeUnknown(),
        errors.CommitUnknown(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_error_of_the_runtime_is_worded_for_players(error: errors.ActorError) -> None:
    refused = failures.refusal_of(error)
    texts = [WORDS(f"refusal.{refused.code}{suffix}", **refused.params) for suffix in ("", ".next")]
    assert all(texts)


def test_only_an_unknown_outcome_sends_the_player_to_the_history() -> None:
    assert failures.refusal_of(errors.OutcomeUnknown()).code == "UNKNOWN"
    assert "/history" in WORDS("refusal.UNKNOWN.next")


@pytest.mark.parametrize(
    "refused",
    [
        failures.not_yours(),
        failures.operators_only(),
        failures.forged(),
        failures.outdated(),
        failures.unknown_command(),
        failures.fault("abc"),
        failures.busy(),
        failures.bad_option(BadOption("count", "out_of_range")),
    ],
    ids=lambda refused: f"{refused.code}-{'-'.join(map(str, refused.params.values()))}",
)
def test_every_refusal_of_the_bot_itself_has_a_text(refused: Refused) -> None:
    assert WORDS.has(f"refusal.{refused.code}")
    for variant in ("reason", "what"):
        if variant in refused.params:
            key = f"refusal.{refused.code}.{refused.params[variant]}"
            assert WORDS.has(key)
            assert WORDS.has(f"{key}.next")


def test_every_reply_has_a_screen() -> None:
    assert set(REPLIES.values()) - {Suggestions, QuestsSuggested, TitlesSuggested, Known} <= set(LAYOUTS)


@pytest.mark.parametrize("slash", all_slashes(every_feature()), ids=lambda slash: slash.path)
def test_every_command_option_and_choice_is_described(slash: Slash) -> None:
    words = slash.words
    described = [f"command.{'.'.join(words[:length])}" for length in range(1, len(words) + 1)]
    for option in slash.options:
        described.append(f"option.{slash.key}.{option.name}")
        described += [choice_key(slash, option, one) for one in option.choices if one not in option.labels]
    assert [key for key in described if not WORDS.has(key)] == []
    assert all(0 < len(WORDS(key)) <= 100 for key in described)


def kinds_of_sources() -> set[str]:
    return {source.kind for one in shipped().species.values() for source in sources.of(shipped(), one)}


def test_every_topic_kind_section_and_sort_has_a_text() -> None:
    collection = shipped().goals.collection
    keys = [f"help.{topic}" for topic in help_screens.TOPICS]
    keys += [f"choice.help.topic.{topic}" for topic in help_screens.TOPICS]
    keys += [f"choice.rates.topic.{topic}" for topic in rates_screens.TOPICS]
    keys += [f"choice.history.kind.{kind}" for kind in KINDS]
    keys += [f"section.{section}" for section in ("all", *SECTIONS)]
    keys += [f"sort.{sort}" for sort in SORTS]
    keys += [f"counter.{name}" for name in (*METRICS, *RATES)]
    keys += [f"balance.{label}" for label, _ in collection.balance] + ["balance.specialised"]
    keys += [f"mastery.{rank}" for rank, _ in collection.mastery]
    keys += [f"source.{kind}" for kind in ("none", *kinds_of_sources())]
    assert [key for key in keys if not WORDS.has(key)] == []


def test_every_command_of_players_stands_in_the_help() -> None:
    told = " ".join(WORDS(f"help.{topic}") for topic in help_screens.TOPICS)
    roots = {
        slash.path.partition(" ")[0] for slash in all_slashes(every_feature()) if not slash.operators_only
    }
    assert [root for root in sorted(roots) if f"/{root}" not in told] == []


def test_all_placeholders_are_named() -> None:
    unnamed = [key for key, text in raw_texts() if any(not name.isidentifier() for name in names_in(text))]
    assert unnamed == []


def raw_texts() -> Iterator[tuple[str, str]]:
    """Every form of every text, with its placeholders in it."""
    for path in sorted((ROOT / "bot" / "words").glob("en*.po")):
        with path.open("rb") as source:
            messages = list(read_po(source))
        for message in messages:
            if message.id:
                forms = (message.string,) if isinstance(message.string, str) else message.string
                yield from ((str(message.id), str(form)) for form in forms or ())


def names_in(text: str) -> set[str]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_an_unknown_key_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownText, match=r"no\.such"):
        WORDS("no.such")


def test_plurals_follow_the_number() -> None:
    assert WORDS.many("profile.days", 1, count="1") == "1 day"
    assert WORDS.many("profile.days", 5, count="5") == "5 days"


def test_a_language_without_texts_falls_back_to_english() -> None:
    assert Library.read().words("xx-YY")("help.topics") == WORDS("help.topics")
