"""Choices for an autocomplete, from the values that answer it."""

from reve.bot.screens import limits
from reve.bot.screens.things import offer_name
from reve.bot.views import ItemsSuggested, OffersSuggested, SetsSuggested, ThingsSuggested
from reve.game.catalogue import Catalogue
from reve.game.replies import Suggestions
from reve.game.vocabulary.preferences import TitlesSuggested
from reve.game.vocabulary.quest import QuestsSuggested


def offers(value: object, catalogue: Catalogue) -> dict[str, str]:
    """Return label and value of each choice; nothing for a refusal."""
    match value:
        case Suggestions(species=ids):
            names = {name: catalogue.species[name].name for name in ids if name in catalogue.species}
        case ItemsSuggested(items=ids):
            names = {name: catalogue.items[name].name for name in ids if name in catalogue.items}
        case SetsSuggested(sets=ids):
            names = {name: sets[name].name for name in ids if name in (sets := catalogue.goals.sets)}
        case OffersSuggested(offers=ids):
            names = {name: offer_name(catalogue, name) for name in ids}
        case TitlesSuggested(titles=ids):
            names = {name: catalogue.titles[name].name for name in ids if name in catalogue.titles}
        case ThingsSuggested(names=found):
            names = found
        case QuestsSuggested(area=area, quests=numbers):
            names = quests(area, numbers, catalogue)
        case _:
            names = {}
    first = list(names.items())[: limits.SUGGESTIONS]
    return {limits.cut(name, limits.OPTION_TEXT): one for one, name in first}


def quests(area: str, numbers: tuple[int, ...], catalogue: Catalogue) -> dict[str, str]:
    """Return number and label of each quest of an area."""
    known = catalogue.adventures.areas.get(area)
    found = known.quests if known else ()
    named = {one.number: one for one in found}
    return {str(n): f"{n} · {named[n].name}{' ⚔️' if named[n].boss else ''}" for n in numbers if n in named}
