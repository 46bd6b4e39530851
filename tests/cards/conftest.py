"""The shipped pack's looks, and one press for all tests: layers are slow to draw and never change."""

import pytest

from reve.bot.cards.card import CardPress
from reve.bot.cards.icons import Icons
from reve.bot.cards.layers import Layers
from reve.bot.cards.lettering import Lettering
from reve.bot.cards.palette import Palette
from reve.bot.cards.spec import CardSpec, Labels
from reve.bot.cards.studio import BACKDROP, Cards
from reve.content.icons import species_icons
from reve.content.loading import load_catalogue
from reve.game.catalogue import Catalogue

LABELS = Labels(attack="ATK", defense="DEF", hp="HP", new="NEW", foe="Boss")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def palette(catalogue: Catalogue) -> Palette:
    return Palette.of(catalogue, species_icons())


@pytest.fixture(scope="session")
def specs(catalogue: Catalogue) -> dict[tuple[str, int], CardSpec]:
    """A card of the first species of each element and tier."""
    found: dict[tuple[str, int], CardSpec] = {}
    for one in catalogue.species.values():
        found.setdefault(
            (one.element, one.tier),
            CardSpec(
                species_id=one.id,
                name=one.name,
                element=one.element,
                tier=one.tier,
                stars=one.tier % 6,
                attack=one.attack,
                defense=one.defense,
                hp=one.health,
                quantity=999_999,
                new=True,
            ),
        )
    return found


@pytest.fixture(scope="session")
def press(palette: Palette) -> CardPress:
    layers = Layers(palette, Icons.shipped(), backdrop=BACKDROP, max_bytes=64 << 20)
    return CardPress(palette, layers, Lettering(), LABELS)


@pytest.fixture(scope="session")
def cards(palette: Palette) -> Cards:
    return Cards(palette, labels=LABELS, describe=lambda spec: f"{spec.name} in words")
