"""The studio answers with pictures, keeps a bounded number, and fails in ways a caller can name."""

from dataclasses import replace
from io import BytesIO

import anyio
import pytest
from PIL import Image

from reve.bot.cards.errors import CardError, Crowded, DrawingFailed, UnknownArt, WrongCount
from reve.bot.cards.icons import Icons
from reve.bot.cards.palette import Palette
from reve.bot.cards.spec import CardSpec, Picture
from reve.bot.cards.studio import MAX_WAITING, Cards
from tests.cards.conftest import LABELS

pytestmark = pytest.mark.anyio

type Specs = dict[tuple[str, int], CardSpec]

LARGEST = 120_000  # bytes; Discord takes 10 MiB, a phone on the road should not have to


def words(spec: CardSpec) -> str:
    return f"{spec.name} in words"


def studio(palette: Palette, *, layers: int = 48 << 20, pictures: int = 8 << 20) -> Cards:
    return Cards(palette, labels=LABELS, describe=words, max_layer_bytes=layers, max_picture_bytes=pictures)


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.data))


def five(specs: Specs) -> tuple[CardSpec, ...]:
    return tuple(specs[element, 12] for element in ("inferno", "verdant", "abyssal", "umbral", "radiant"))


async def test_a_card_is_an_opaque_webp_of_moderate_size(cards: Cards, specs: Specs) -> None:
    picture = await cards.esprit_card(specs["inferno", 16])
    image = opened(picture)
    assert (image.format, image.mode, image.size) == ("WEBP", "RGB", (720, 400))
    assert len(picture.data) <= LARGEST


@pytest.mark.parametrize(
    ("count", "size"),
    [(1, (720, 400)), (2, (498, 356)), (3, (740, 356)), (4, (982, 356)), (5, (740, 698))],
)
async def test_one_to_five_esprits_share_a_picture(
    cards: Cards, specs: Specs, count: int, size: tuple[int, int]
) -> None:
    picture = await cards.pull_card(five(specs)[:count])
    assert opened(picture).size == size
    assert len(picture.data) <= LARGEST


async def test_equal_specs_make_equal_bytes_in_any_studio(palette: Palette, specs: Specs) -> None:
    first = await studio(palette).pull_card(five(specs))
    second = await studio(palette).pull_card(five(specs))
    assert first == second


async def test_the_alternative_text_describes_each_esprit_in_order(cards: Cards, specs: Specs) -> None:
    shown = five(specs)
    picture = await cards.pull_card(shown)
    assert picture.alt == "; ".join(f"{spec.name} in words" for spec in shown)


async def test_the_file_name_tells_kind_and_content(cards: Cards, specs: Specs) -> None:
    one = await cards.esprit_card(specs["tempest", 2])
    other = await cards.esprit_card(specs["tempest", 3])
    pull = await cards.pull_card((specs["tempest", 2],))
    assert one.filename.startswith("esprit-")
    assert one.filename.endswith(".webp")
    assert one.filename != other.filename
    assert pull.filename == one.filename.replace("esprit-", "pull-")


async def test_a_picture_is_drawn_once_and_then_kept(palette: Palette, specs: Specs) -> None:
    cards = studio(palette)
    first = await cards.esprit_card(specs["umbral", 5])
    assert (await cards.esprit_card(specs["umbral", 5])).data is first.data


async def test_kept_pictures_never_exceed_their_bound(palette: Palette, specs: Specs) -> None:
    cards = studio(palette, pictures=40_000)
    for quantity in range(1, 6):
        await cards.esprit_card(replace(specs["umbral", 5], quantity=quantity))
        assert 0 < cards.kept_bytes <= 40_000


async def test_kept_layers_never_exceed_their_bound(palette: Palette, specs: Specs) -> None:
    cards = studio(palette, layers=1 << 20)
    for spec in five(specs):
        await cards.esprit_card(spec)
        assert 0 < cards.layer_bytes <= 1 << 20


async def test_a_studio_without_room_for_layers_draws_the_same(palette: Palette, specs: Specs) -> None:
    cramped = studio(palette, layers=0, pictures=0)
    roomy = studio(palette)
    spec = specs["abyssal", 8]
    assert await cramped.esprit_card(spec) == await roomy.esprit_card(spec)


async def test_warming_up_draws_what_cards_are_made_of(palette: Palette) -> None:
    few = Palette(
        elements={"umbral": palette.element("umbral")}, tiers={4: palette.tier(4)}, icons=palette.icons
    )
    cards = studio(few)
    await cards.warm()
    assert cards.layer_bytes > 0


@pytest.mark.parametrize("count", [0, 6])
async def test_other_counts_are_refused(cards: Cards, specs: Specs, count: int) -> None:
    with pytest.raises(WrongCount) as caught:
        await cards.pull_card((specs["inferno", 1],) * count)
    assert caught.value.count == count


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"species_id": "nobody"}, "species"),
        ({"element": "plasma"}, "element"),
        ({"tier": 19}, "tier"),
    ],
)
async def test_what_content_does_not_know_is_unknown_art(
    cards: Cards, specs: Specs, change: dict[str, str | int], kind: str
) -> None:
    with pytest.raises(UnknownArt) as caught:
        await cards.esprit_card(replace(specs["inferno", 1], **change))  # type: ignore[arg-type]
    assert caught.value.kind == kind


async def test_an_icon_that_is_no_svg_is_a_failed_drawing(palette: Palette, specs: Specs) -> None:
    spoilt = Icons(dict.fromkeys(Icons.shipped().bodies, "<path d="))
    cards = Cards(palette, labels=LABELS, describe=words, icons=spoilt)
    with pytest.raises(DrawingFailed):
        await cards.esprit_card(specs["inferno", 1])


async def test_a_crowd_is_turned_away_and_those_who_wait_are_served(palette: Palette, specs: Specs) -> None:
    cards = studio(palette)
    served: list[Picture] = []
    refused: list[CardError] = []

    async def ask(quantity: int) -> None:
        try:
            served.append(await cards.esprit_card(replace(specs["verdant", 2], quantity=quantity)))
        except Crowded as error:
            refused.append(error)

    async with anyio.create_task_group() as tasks:
        for quantity in range(MAX_WAITING + 3):
            tasks.start_soon(ask, quantity)
    assert (len(served), len(refused)) == (MAX_WAITING, 3)
    assert await cards.esprit_card(specs["verdant", 2])


async def test_who_gives_up_leaves_the_place_to_others(palette: Palette, specs: Specs) -> None:
    cards = studio(palette)
    for _ in range(MAX_WAITING + 1):
        with anyio.CancelScope() as scope:
            scope.cancel()
            await cards.esprit_card(specs["radiant", 6])
    assert (await cards.esprit_card(specs["radiant", 6])).data
