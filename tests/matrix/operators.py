"""Cells of operators: live actors, shards, bans and switches."""

from reve.bot.call import Person
from tests.matrix.cell import Cell, cell

SOMEBODY = Person(30_000_000_000_000_001, "Chen")
NOBODY = Person(0, "Nobody")
BAN = cell("/admin player ban", user=SOMEBODY, reason="spam", days=3_650)
SWITCH = cell("/admin system toggle", system="shop", on=False, reason="repair")
_FESTIVAL = {"key": "xp", "bp": 20_000, "from": "now", "to": "2090-01-01", "reason": "a feast"}

RELOAD = cell("/admin system reload", reason="balance")

CELLS: tuple[Cell, ...] = (
    cell("/admin actor", user=SOMEBODY),
    cell("actor", "ok", "77"),
    cell("actor", "INVALID_ARGUMENT user", "me"),
    cell("unpark", "ok", "77"),
    cell("/admin actors"),
    cell("actors", "ok", "1"),
    cell("/admin shards"),
    cell("shards"),
    cell("/admin tasks"),
    cell("admin.tasks"),
    cell("/admin health"),
    cell("admin.health"),
    cell("/admin economy"),
    cell("admin.economy"),
    cell("/admin cache stats"),
    cell("/admin cache drop"),
    cell("/admin audit player", user=SOMEBODY),
    cell("/admin audit player", "INVALID_ARGUMENT user"),
    cell("/admin player info", "INVALID_ARGUMENT user"),
    cell("admin.info", "INVALID_ARGUMENT user", "me"),
    BAN,
    cell("/admin player ban", "INVALID_ARGUMENT reason", user=SOMEBODY, reason=" "),
    cell("/admin player ban", "INVALID_ARGUMENT user", user=NOBODY, reason="spam"),
    cell("/admin player ban", "INVALID_ARGUMENT days", user=SOMEBODY, reason="spam", days=-1),
    cell("/admin player unban", user=SOMEBODY, reason="spam", after=(BAN,)),
    cell("/admin player unban", "INVALID_ARGUMENT user", user=NOBODY, reason="spam"),
    cell("/admin player unban", "INVALID_ARGUMENT reason", user=SOMEBODY, reason=""),
    SWITCH,
    cell("/admin system toggle", system="shop", on=True, reason="repaired", after=(SWITCH,)),
    cell("/admin system toggle", "INVALID_ARGUMENT system", system="gravity", on=False, reason="repair"),
    cell("/admin system toggle", "INVALID_ARGUMENT reason", system="shop", on=False, reason=""),
    cell("/admin system multiplier", **_FESTIVAL),
    cell("/admin system multiplier", "INVALID_ARGUMENT key", **{**_FESTIVAL, "key": "rain"}),
    cell("/admin system multiplier", "INVALID_ARGUMENT bp", **{**_FESTIVAL, "bp": 1}),
    cell("/admin system multiplier", "INVALID_ARGUMENT to", **{**_FESTIVAL, "to": "2001-01-01"}),
    cell("/admin system multiplier", "INVALID_ARGUMENT reason", **{**_FESTIVAL, "reason": ""}),
    RELOAD,
    cell("/admin system reload", "INVALID_ARGUMENT reason", reason=""),
)
