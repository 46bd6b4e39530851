"""Cells of what operators do to one player, here to themselves, and of a player who wants to be forgotten."""

from reve.bot.call import Person
from reve.game.state import Growth, Wallet
from tests.matrix.cell import Cell, cell
from tests.matrix.people import LEADER, OTHER, having, owning
from tests.matrix.stage import OPERATOR

SELF = Person(OPERATOR, "Ada")
TYPED = (str(OPERATOR), str(OPERATOR))
_POOR = having(wallet=Wallet(), items={}, fragments={})
_MOST = 1_000_000_000
_VERBS = ("give", "take")


def _moved(verb: str, kind: str, outcome: str = "ok", **options: object) -> Cell:
    """Write a cell of a gift or a taking, which has a reason unless told."""
    given = options.pop("given", having())
    options = {"user": SELF, "amount": 1, "reason": "a lost prize", **options}
    return cell(f"/admin {verb} {kind}", outcome, given=given, **options)  # type: ignore[arg-type]


CELLS: tuple[Cell, ...] = (
    *(_moved(verb, "currency", what=what) for verb in _VERBS for what in ("revies", "erythl")),
    _moved("give", "esprit", what=OTHER, stars=2),
    _moved("take", "esprit", what=OTHER),
    *(_moved(verb, "item", what="energy_potion") for verb in _VERBS),
    _moved("give", "xp"),
    _moved("take", "xp", given=having(growth=Growth(level=60, xp=9))),
    _moved("take", "xp", "INSUFFICIENT xp", amount=_MOST),
    *(_moved(verb, "fragments", what="tier:1") for verb in _VERBS),
    *(_moved(verb, "currency", "INVALID_ARGUMENT reason", what="revies", reason=" ") for verb in _VERBS),
    *(_moved(verb, "esprit", "INVALID_ARGUMENT what", what="nobody") for verb in _VERBS),
    *(_moved(verb, "xp", "INVALID_ARGUMENT amount", amount=_MOST + 1) for verb in _VERBS),
    *(_moved(verb, "item", "INVALID_ARGUMENT amount", what="energy_potion", amount=0) for verb in _VERBS),
    _moved("give", "esprit", "INVALID_ARGUMENT stars", what=OTHER, stars=6),
    *(
        _moved("take", "currency", f"INSUFFICIENT {one}", what=one, given=_POOR)
        for one in ("revies", "erythl")
    ),
    _moved("take", "item", "INSUFFICIENT item", what="energy_potion", given=_POOR),
    _moved("take", "fragments", "INSUFFICIENT fragments", what="tier:1", given=_POOR),
    _moved("take", "esprit", "INSUFFICIENT copies", what=OTHER, amount=1_000),
    _moved("take", "esprit", "ESPRIT_IN_USE", what=LEADER, given=owning(**{LEADER: 1})),
    cell("/admin player info", user=SELF),
    cell("admin.info", "ok", str(OPERATOR)),
    cell("/admin player reset", user=SELF),
    cell("admin.reset", "ok", *TYPED, "a wish"),
    cell("admin.reset", "INVALID_ARGUMENT user", str(OPERATOR), "7", "a wish"),
    cell("admin.reset", "INVALID_ARGUMENT reason", *TYPED, ""),
    cell("/admin player erase", user=SELF),
    cell("admin.erase", "ok", *TYPED, "a wish", after=(cell("daily"),)),
    cell("admin.erase", "INVALID_ARGUMENT user", str(OPERATOR), "7", "a wish"),
    cell("admin.erase", "INVALID_ARGUMENT reason", *TYPED, ""),
    cell("/privacy delete"),
    cell("privacy.typed", "ok", "DELETE", after=(cell("daily"),)),
    cell("privacy.typed", "INVALID_ARGUMENT word", "please"),
)
