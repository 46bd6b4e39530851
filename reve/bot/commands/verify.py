"""The command of verifiable luck: /verify."""

from actors.identity import ActorId
from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import Place, Plan, Read
from reve.bot.ports import Journal, JournalEntry, PackReader
from reve.bot.views import LuckShown, PullListed, PullVerified
from reve.game.days import day_of
from reve.game.events import RevePulled
from reve.game.proof import day_proof, prove
from reve.game.shown import Refused

_LOOKED_AT = 200  # deltas
_LISTED = 25


def feature(journal: Journal, packs: PackReader, secret: bytes) -> Feature:
    """Return this command and its menu; `secret` is the one that all dice come from."""

    async def days(call: Call) -> LuckShown:
        actor, now_ms = ActorId("player", call.user_id), call.issued_at_ms
        today = day_of(now_ms)
        proofs = tuple(day_proof(secret, actor, day, now_ms) for day in (today - 1, today, today + 1))
        entries = await journal.newest(actor, limit=_LOOKED_AT)
        pulls = tuple(
            PullListed(entry.seq, entry.at_ms, tuple(one.species for one in pulled.results))
            for entry in entries
            if (pulled := _pull_of(entry)) is not None
        )
        return LuckShown(proofs, pulls[:_LISTED])

    async def pull(call: Call, seq: int) -> object:
        actor = ActorId("player", call.user_id)
        for entry in await journal.newest(actor, limit=1, below=seq + 1):
            pulled = _pull_of(entry)
            if pulled is not None and entry.seq == seq:
                day, now_ms = day_of(entry.at_ms), call.issued_at_ms
                then = await packs.catalogue_of(pulled.receipt.pack_version)
                proof = prove(secret, actor, pulled, then, day=day, now_ms=now_ms)
                results = tuple(one.species for one in pulled.results)
                return PullVerified(proof, entry.at_ms, results, pulled.receipt.words)
        return Refused("INVALID_ARGUMENT", {"field": "pull", "reason": "unknown"})

    def asked(call: Call, options: Options) -> Plan:
        seq = options.number("pull", 0)
        return Read("verify", (lambda: pull(call, seq)) if seq else (lambda: days(call)))

    def chosen(call: Call, act: Act) -> Plan:
        seq = act.number(0)
        return Read("verify", lambda: pull(call, seq), Place.IN_PLACE)

    number = Option("pull", "number", lowest=1, highest=2**53 - 1)
    return Feature((Slash("verify", asked, (number,)),), {"verify.pull": chosen})


def _pull_of(entry: JournalEntry) -> RevePulled | None:
    return next((event for event in entry.events if isinstance(event, RevePulled)), None)
