"""Armies that are kept: their sums are those that would be reckoned, whatever was asked before."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import commands, power
from reve.game.catalogue import Catalogue
from reve.game.commands import PlayerCommand
from reve.game.state import Player, Stack
from reve.launch.host import kinds
from reve.powers import Powers
from tests.bot.stage import Heard
from tests.game.sample import catalogue, moment, started

OTHER_RULES = replace(
    catalogue(),
    species={name: replace(one, attack=one.attack + 1) for name, one in catalogue().species.items()},
)
stacks = st.builds(
    Stack,
    st.integers(0, 999_999),
    st.integers(0, 5),
    st.just(0),
    st.just(0),
    st.just(0),
    st.lists(st.sampled_from([None, *catalogue().growing.relics]), max_size=4).map(tuple),
)
armies = st.dictionaries(st.sampled_from(sorted(catalogue().species)), stacks, max_size=8)
questions = st.tuples(st.integers(1, 3), armies, st.sampled_from([catalogue(), OTHER_RULES]))


@dataclass
class Scene:
    heard: Heard = field(default_factory=Heard)

    def powers(self, most: int = 10) -> Powers:
        return Powers(self.heard, most=most)

    @property
    def hits(self) -> list[bool]:
        return [hit for _, hit in self.heard.looks]


def owner(key: int, owned: dict[str, Stack]) -> Player:
    return Player(key, registered=True, stacks=owned)


@given(st.lists(questions, max_size=12))
@settings(max_examples=100, deadline=None)
def test_what_is_kept_is_what_would_be_reckoned(asked: list[tuple[int, dict[str, Stack], Catalogue]]) -> None:
    powers = Powers(most=2)
    for key, owned, rules in asked:
        player = owner(key, owned)
        assert powers.sums(player, rules) == power.base(player, rules)
        assert powers.sums(player, rules) == power.base(player, rules)


@given(armies, st.lists(st.tuples(st.sampled_from(sorted(catalogue().species)), stacks), max_size=8))
@settings(max_examples=100, deadline=None)
def test_an_army_that_changes_stack_by_stack_is_carried_on(
    owned: dict[str, Stack], changes: list[tuple[str, Stack]]
) -> None:
    powers = Powers()
    for name, stack in changes:
        powers.sums(owner(7, owned), catalogue())
        owned = {**owned, name: stack}
        assert powers.sums(owner(7, owned), catalogue()) == power.base(owner(7, owned), catalogue())


def test_an_unchanged_army_is_reckoned_once_whatever_else_changes() -> None:
    scene, player = Scene(), owner(7, {"inferno_t4": Stack(3, 0, 0, 0, 0)})
    powers = scene.powers()
    powers.sums(player, catalogue())
    powers.sums(replace(player, leader="inferno_t4"), catalogue())
    assert (scene.hits, scene.heard.fills) == ([False, True], [("power", True)])


def test_a_reloaded_pack_is_reckoned_by_its_own_figures() -> None:
    scene, player = Scene(), owner(7, {"inferno_t4": Stack(3, 0, 0, 0, 0)})
    powers = scene.powers()
    before = powers.sums(player, catalogue())
    after = powers.sums(player, OTHER_RULES)
    assert (after.attack - before.attack, scene.hits) == (3, [False, False])


def test_the_army_not_asked_for_longest_is_let_go() -> None:
    scene = Scene()
    powers = scene.powers(most=2)
    one, two, three = (owner(key, {}) for key in (1, 2, 3))
    for player in (one, two, one, three, one, two):
        powers.sums(player, catalogue())
    assert scene.hits == [False, False, True, False, True, False]


def test_a_profile_shown_again_and_its_places_find_what_is_kept() -> None:
    scene, play = Scene(), started()
    player, _ = kinds(catalogue, observed=scene.heard)
    command = PlayerCommand(commands.ShowProfile(own=True), "Ada", "en")
    for _ in range(2):
        player.behavior.decide(play.state, command, moment(play.seq + 1, world=catalogue()))
    assert player.standings_of is not None
    player.standings_of(play.state)
    assert scene.hits == [False, True, True]
