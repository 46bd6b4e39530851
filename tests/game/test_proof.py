"""Proof of luck: commitments, secrets of days that are over, and pulls drawn again."""

import json
import runpy
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from actors.identity import ActorId
from reve.game import commands, events
from reve.game.days import day_of
from reve.game.events import RevePulled
from reve.game.proof import REVEALED_AFTER_MS, PullProof, day_proof, prove
from reve.game.state import Gauge, Luck
from tests.game.sample import DAY_MS, NOON_MS, SECRET, catalogue, of_type, started

ADA = ActorId("player", 7)
TODAY = day_of(NOON_MS)
MIDNIGHT_MS = (TODAY + 1) * DAY_MS
SCRIPT = Path(__file__).parents[2] / "docs" / "verify_pull.py"


def pulled(count: int = 5, luck: Luck | None = None) -> RevePulled:
    play = started()
    play.have(luck=luck or play.state.luck)
    play.do(commands.Pull(count))
    (event,) = of_type(play.events, events.RevePulled)
    return event


def proved(event: RevePulled, *, now_ms: int = NOON_MS + 2 * DAY_MS, **world: Any) -> PullProof:
    return prove(SECRET, ADA, event, replace(catalogue(), **world), day=TODAY, now_ms=now_ms)


def test_a_secret_has_the_fingerprint_that_was_promised() -> None:
    before = day_proof(SECRET, ADA, TODAY, NOON_MS - DAY_MS)
    after = day_proof(SECRET, ADA, TODAY, NOON_MS + 2 * DAY_MS)
    assert before.commitment == after.commitment
    assert after.secret is not None
    assert sha256(bytes.fromhex(after.secret)).hexdigest() == before.commitment
    assert after.date == "2026-01-01"


@pytest.mark.parametrize(
    ("now_ms", "shown"),
    [
        (NOON_MS, False),
        (MIDNIGHT_MS - 1, False),
        (MIDNIGHT_MS, False),
        (MIDNIGHT_MS + REVEALED_AFTER_MS - 1, False),
        (MIDNIGHT_MS + REVEALED_AFTER_MS, True),
    ],
)
def test_a_secret_is_shown_only_when_its_day_is_over_for_everyone(now_ms: int, shown: bool) -> None:
    assert (day_proof(SECRET, ADA, TODAY, now_ms).secret is not None) == shown
    assert (proved(pulled(), now_ms=now_ms).receipt is not None) == shown


def test_every_player_and_every_day_have_another_secret() -> None:
    proofs = {
        day_proof(SECRET, ActorId("player", key), TODAY + day, NOON_MS + 99 * DAY_MS).secret
        for key in range(5)
        for day in range(5)
    }
    assert len(proofs) == 25


@pytest.mark.parametrize("luck", [None, Luck(Gauge(5, NOON_MS), 37, 10), Luck(Gauge(5, NOON_MS), 10, 247)])
def test_a_pull_comes_out_the_same_when_it_is_drawn_again(luck: Luck | None) -> None:
    proof = proved(pulled(luck=luck))
    assert (proof.words, proof.results) == (True, True)


def test_a_changed_word_result_or_pity_is_found() -> None:
    event = pulled()
    other = replace(event.results[0], species="umbral_t9", tier=9)
    assert proved(replace(event, results=(other, *event.results[1:]))).results is False
    assert proved(replace(event, since_bright=event.since_bright + 1)).results is False
    words = ("0" * 16, *event.receipt.words[1:])
    assert proved(replace(event, receipt=replace(event.receipt, words=words))).words is False
    late = replace(event.receipt, date="2026-01-02")
    assert proved(replace(event, receipt=late)).words is False


def test_the_words_of_another_packs_pull_are_checked_all_the_same() -> None:
    proof = proved(pulled(), version=2)
    assert (proof.words, proof.results, proof.receipt) == (True, None, None)


# -- the stand-alone script ----------------------------------------------------------------------------


def test_the_script_needs_nothing_and_is_short() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    imported = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("luck", [None, Luck(Gauge(5, NOON_MS), 37, 10), Luck(Gauge(5, NOON_MS), 10, 247)])
def test_the_script_agrees_with_the_bot(tmp_path: Path, luck: Luck | None) -> None:
    receipt = tmp_path / "receipt.json"
    receipt.write_text(json.dumps(proved(pulled(luck=luck)).receipt), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(receipt)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing else" in done.stdout


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"secret": "00" * 32}, "promised"),
        ({"seq": 99}, "does not follow"),
        ({"weights": [1, 1, 1, 1, 1, 1, 1, 1, 99_992]}, "does not follow"),
        ({"words": ["0" * 16]}, "words"),
    ],
)
def test_the_script_finds_what_was_changed(changes: dict[str, object], fault: str) -> None:
    receipt = proved(pulled()).receipt
    assert receipt is not None
    check = runpy.run_path(str(SCRIPT))["check"]
    assert check(receipt) is None
    assert fault in check({**receipt, **changes})
