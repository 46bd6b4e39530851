"""A figure that is changed in the pack changes the game, and nothing has to be told about it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reve.content.files import shipped
from reve.content.loading import load_catalogue
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from reve.game.commands import ClaimDaily
from reve.game.growth_rates import fusions
from reve.game.rates import rates
from reve.game.vocabulary.fusion import PreviewFusion
from reve.game.vocabulary.shop import ShowShop
from tests.game.sample import Play, started


def preview(play: Play) -> Any:
    leader = play.state.leader or ""
    play.own({leader: 5})
    return play.do(PreviewFusion(leader, leader))


def price(play: Play, offer: str) -> int:
    shown: Any = play.do(ShowShop("premium"))
    return next(line.price for line in shown.lines if line.id == offer)


def daily(play: Play) -> Bundle:
    claimed: Any = play.do(ClaimDaily())
    bundle: Bundle = claimed.granted
    return bundle


CHANGES: tuple[tuple[str, str, str, Callable[[Play], object], object], ...] = (
    ("tiers.yaml", "cost: 1_000,", "cost: 1_001,", lambda play: preview(play).cost, 1_001),
    ("tiers.yaml", "fusion_bp: 8_500", "fusion_bp: 8_400", lambda play: preview(play).chance.total_bp, 8_400),
    (
        "shop.yaml",
        "fusion_catalyst: {price: 30,",
        "fusion_catalyst: {price: 31,",
        lambda play: price(play, "fusion_catalyst"),
        31,
    ),
    (
        "reve.yaml",
        "[45_000, 25_000,",
        "[44_000, 26_000,",
        lambda play: [one.weight for one in rates(play.world).columns[:2]],
        [44_000, 26_000],
    ),
    (
        "tiers.yaml",
        "fusion_bp: 8_200",
        "fusion_bp: 8_100",
        lambda play: fusions(play.world)[1].chance_bp,
        8_100,
    ),
    ("daily.yaml", "revies: 5_000", "revies: 5_001", lambda play: daily(play).revies, 5_001),
    ("starter.yaml", "revies: 2_500", "revies: 2_600", lambda play: play.balance("revies"), 2_600),
)


@pytest.fixture
def changed(tmp_path: Path, request: pytest.FixtureRequest) -> Catalogue:
    """The shipped pack with one change."""
    file, old, new = request.param
    pack = tmp_path / "pack"
    shutil.copytree(str(shipped()), pack)
    text = (pack / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (pack / file).write_text(text.replace(old, new), encoding="utf-8")
    return load_catalogue(pack)


@pytest.mark.parametrize(
    ("changed", "seen", "figure"),
    [((file, old, new), seen, figure) for file, old, new, seen, figure in CHANGES],
    ids=[f"{file} {new}" for file, _, new, _, _ in CHANGES],
    indirect=["changed"],
)
def test_a_changed_figure_changes_the_game(
    changed: Catalogue, seen: Callable[[Play], object], figure: object
) -> None:
    assert seen(started(world=load_catalogue())) != figure
    assert seen(started(world=changed)) == figure
