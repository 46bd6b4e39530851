"""From a bundle as a pack writes it to one that the rules grant."""

from reve.content.anatomy import Pack
from reve.content.grants import ALL
from reve.content.models import ElementsFile
from reve.content.rule_models import BundleModel
from reve.game.bundle import Bundle


def bundle(one: BundleModel, pack: Pack) -> Bundle:
    """Return the bundle, with `all` written out as every element."""
    given = one.model_dump()
    for_all = given["element_fragments"].pop(ALL, 0)
    if for_all:
        named = given["element_fragments"]
        given["element_fragments"] = {id_: named.get(id_, 0) + for_all for id_ in pack[ElementsFile].elements}
    return Bundle(**given)
