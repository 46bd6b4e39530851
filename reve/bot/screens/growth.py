"""Which screen shows which reply of the systems by which collections grow."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot import growth_views
from reve.bot.rendering import LayOut
from reve.bot.screens import (
    awakening,
    crafting,
    echoes,
    fusion,
    growth_rates,
    release,
    relics,
    showcase,
    skills,
    team,
)
from reve.game.vocabulary import awakening as awakening_words
from reve.game.vocabulary import crafting as crafting_words
from reve.game.vocabulary import echo as echo_words
from reve.game.vocabulary import esprit as esprit_words
from reve.game.vocabulary import fusion as fusion_words
from reve.game.vocabulary import relic as relic_words
from reve.game.vocabulary import skill as skill_words
from reve.game.vocabulary import team as team_words

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
    team_words.TeamShown: team.shown,
    team_words.PowerDetails: team.power,
    skill_words.SkillsShown: skills.skills,
    skill_words.ClassShown: skills.classes,
    relic_words.RelicsShown: relics.listing,
    relic_words.RelicWorn: relics.worn,
    relic_words.RelicSalvaged: relics.salvaged,
    growth_views.EchoRatesShown: growth_rates.echo,
    growth_views.FusionRatesShown: growth_rates.fusion,
    growth_views.AwakeningRatesShown: growth_rates.awakening,
}
