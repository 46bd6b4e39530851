"""Cells of the bag: the inventory, using items, the shop, the reve and echoes."""

from reve.game import fragment
from reve.game.deals import of_day
from reve.game.state import Bought, Gauge, Luck, Wallet
from tests.bot.stage import shipped
from tests.matrix.cell import Cell, cell
from tests.matrix.people import at_level, beginner, having, veteran
from tests.matrix.person import TODAY

DEAL = next(one.id for one in of_day(shipped(), TODAY) if one in of_day(shipped(), TODAY + 1))
"""A deal that is still there if the day ends meanwhile."""

_FULL = Gauge(10**6, beginner().person.created_at_ms)

CELLS: tuple[Cell, ...] = (
    cell("/inventory"),
    cell("inventory"),
    cell("inventory.page", "ok", "keys", "2"),
    cell("inventory.section", "ok", "keys"),
    cell("/inventory", "INVALID_ARGUMENT section", section="attic"),
    cell("/use", item="xp_orb", count=3),
    cell("use", "ok", "xp_orb", "1"),
    cell("/use", item="fragment_bundle_small"),
    cell("/use", item="building_slot", given=veteran),
    cell("/use", item="capture_charm"),
    cell("/use", "INVALID_ARGUMENT count", item="xp_orb", count=0),
    cell("/use", "INVALID_ARGUMENT count", item="xp_orb", count=-1),
    cell("/use", "INVALID_ARGUMENT item", item="philosopher's stone"),
    cell("/use", "NOT_A_CONSUMABLE", item="echo_key"),
    cell("/use", "INSUFFICIENT item", item="xp_orb", given=having(items={})),
    cell("/use", "ALREADY_FULL", item="energy_potion", given=having(energy=_FULL)),
    cell("/use", "MAX_LEVEL", item="xp_orb", given=at_level(200)),
    cell("/use", "MAX_COUNT", item="building_slot", given=having(building_slots=10)),
    cell(
        "/use",
        "STACK_LIMIT",
        item="fragment_bundle_small",
        given=having(fragments=dict.fromkeys(fragment.ids(shipped()), 10**9)),
    ),
    cell("/reve info"),
    cell("/reve pull", count=5),
    cell("pull", "ok", "1"),
    cell("/reve pull", "INVALID_ARGUMENT count", count=6),
    cell("/reve pull", "INVALID_ARGUMENT count", count=-1),
    cell(
        "pull",
        "INSUFFICIENT charges",
        "5",
        given=having(luck=Luck(Gauge(0, beginner().person.created_at_ms + 86_400_000))),
    ),
    cell("/shop view"),
    cell("shop", "ok", "premium"),
    cell("shop.open", "ok", "bundles"),
    cell("/shop view", "INVALID_ARGUMENT shelf", shelf="cellar"),
    cell("/shop buy", item="fusion_catalyst"),
    cell("shop.buy", "ok", "fusion_catalyst", "30"),
    cell("/shop buy", "INVALID_ARGUMENT item", item="the moon"),
    cell("/shop buy", "ALREADY_CLAIMED", item="fusion_catalyst", count=6),
    cell("/shop buy", "INVALID_ARGUMENT count", item="fusion_catalyst", count=-3),
    cell("/shop buy", "INSUFFICIENT revies", item=DEAL, given=having(wallet=Wallet())),
    cell("/shop buy", "INSUFFICIENT erythl", item="fusion_catalyst", given=having(wallet=Wallet())),
    cell(
        "/shop buy",
        "ALREADY_CLAIMED",
        item="builder_bundle",
        given=having(shop={"builder_bundle": Bought(0, 3)}),
    ),
    cell(
        "/shop buy", "STACK_LIMIT", item="fusion_catalyst", given=having(items={"fusion_catalyst": 999_999})
    ),
    cell("/echo list"),
    cell("echoes"),
    cell("/echo open", type="vivid", count=10),
    cell("/echo open", type="vivid", count=2, use_key=True),
    cell("echo", "ok", "elemental", "1", "0", "inferno"),
    cell("echo.call", "ok", "elemental", "umbral"),
    cell("/echo open", "INVALID_ARGUMENT type", type="silent"),
    cell("/echo open", "INVALID_ARGUMENT count", type="vivid", count=11),
    cell("/echo open", "INVALID_ARGUMENT count", type="vivid", count=-1),
    cell("/echo open", "INVALID_ARGUMENT element", type="vivid", element="umbral"),
    cell("echo.call", "INVALID_ARGUMENT element", "elemental", "plasma"),
    cell("/echo open", "INVALID_ARGUMENT use_key", type="cosmic", use_key=True),
    cell("/echo open", "LOCKED", type="cosmic", given=at_level(1)),
    cell("/echo open", "INSUFFICIENT item", type="vivid", given=having(items={})),
    cell(
        "/echo open", "INSUFFICIENT item", type="vivid", use_key=True, given=having(items={"vivid_echo": 1})
    ),
)
