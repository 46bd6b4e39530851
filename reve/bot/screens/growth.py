"""Which screen shows which reply of the systems by which collections grow."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot.rendering import LayOut
from reve.bot.screens import awakening, crafting, echoes, fusion, release, showcase
from reve.game.vocabulary import awakening as awakening_words
from reve.game.vocabulary import crafting as crafting_words
from reve.game.vocabulary import echo as echo_words
from reve.game.vocabulary import esprit as esprit_words
from reve.game.vocabulary import fusion as fusion_words

LAYOUTS: Final[Mapping[type[Any], LayOut]] = {
    fusion_words.FusionShown: fusion.shown,
    fusion_words.Fused: fusion.done,
    awakening_words.AwakeningShown: awakening.shown,
    awakening_words.Awakened: awakening.done,
    awakening_words.AwakeningsShown: awakening.listing,
    echo_words.EchoesOpened: echoes.opened,
    echo_words.EchoesShown: echoes.listing,
    crafting_words.FragmentsShown: crafting.shown,
    crafting_words.Crafted: crafting.done,
    esprit_words.ReleaseShown: release.shown,
    esprit_words.Released: release.done,
    esprit_words.Showcased: showcase.shown,
}
