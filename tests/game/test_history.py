"""History: what the journal tells."""

import pytest

from reve.game import commands, events
from reve.game.history import KINDS, HistoryLine, lines
from tests.game.sample import Play, started


def told(play: Play, action: commands.Action, kind: str) -> tuple[HistoryLine, ...]:
    return lines("a command", play.decide(action).events, kind)


def test_currency_lines_are_the_moves_of_the_ledger() -> None:
    assert told(started(), commands.ClaimDaily(), "currency") == (
        HistoryLine("currency", "currency.changed", "revies", 5_000, 7_500, "mint/daily"),
    )


def test_item_lines_tell_items_and_fragments() -> None:
    subjects = [line.subject for line in told(Play(), commands.Start("focused"), "items")]
    assert subjects[:2] == ["energy_potion", "xp_orb"]
    assert subjects[-3:] == ["tier:1", "tier:2", "tier:3"]


def test_pull_lines_tell_each_result() -> None:
    found = told(started(), commands.Pull(4), "pulls")
    assert [line.kind for line in found] == ["pulls"] * 4


def test_a_forced_result_says_so() -> None:
    result = events.ReveResult("droozle", 5, 5, True)
    play = started()
    (event,) = (one for one in play.decide(commands.Pull(1)).events if isinstance(one, events.RevePulled))
    forced = events.RevePulled((result,), 4, 0, 0, 1, event.receipt)
    (line,) = lines("reve pull", [forced], "pulls")
    assert line.reason == "pity"


def test_a_pull_is_told_once() -> None:
    play = started()
    assert [line.event for line in told(play, commands.Pull(1), "all") if "esprit" in line.event] == []
    assert len(told(play, commands.Pull(2), "pulls")) == 2


def test_all_holds_what_each_kind_holds() -> None:
    play = Play()
    everything = told(play, commands.Start("focused"), "all")
    for kind in KINDS[1:]:
        assert set(told(play, commands.Start("focused"), kind)) <= set(everything)
    assert {line.event for line in everything} >= {"player.registered", "esprit.gained"}


def test_a_kind_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="no history"):
        lines("a command", [], "pvp")
