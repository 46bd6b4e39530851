"""The screen of shards for operators: who holds which, for how long yet, and how moves went."""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from actors.identity import SHARD_COUNT
from actors.inspection import HostReport, ShardReport
from reve.bot.custom_ids import Act
from reve.bot.gateway.report import GatewayReport, GatewayView
from reve.bot.names import escaped, literal
from reve.bot.screens.admin import INSTANCES_SHOWN, first_lines, silence
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Heading, Listing, Piece, Screen, Text, Tone
from reve.bot.views import ShardsShown
from reve.bot.words import numbers

_AT_REST: Final = ("idle", "active")
_MOVING_SHOWN: Final = 12
_GATEWAY_SHOWN: Final = 16


def shards(shown: ShardsShown, context: Context) -> Screen:
    """Show the shards by instance, those on the move by number, and who holds which gateway shards."""
    free = SHARD_COUNT - len({shard.shard for host in shown.hosts for shard in _held(host)})
    return Screen(tuple(_pieces(shown, free, context)), Tone.WARNING if free or shown.silent else Tone.INFO)


def _pieces(shown: ShardsShown, free: int, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("admin.shards.title"))
    yield from first_lines([_host(host, context) for host in shown.hosts], INSTANCES_SHOWN, context)
    yield from silence(shown.silent, context)
    if free:
        yield Text(words("admin.shards.free", count=numbers.whole(free)))
    moving = [(host, shard) for host in shown.hosts for shard in host.shards if shard.phase not in _AT_REST]
    if moving:
        yield Heading(words("admin.shards.moving"))
        yield from first_lines([_moving(*one, context) for one in moving], _MOVING_SHOWN, context)
    yield from _gateway(shown.gateway, context)
    yield Buttons((Button(words("button.refresh"), Act("shards")),))


def _held(host: HostReport) -> Sequence[ShardReport]:
    return [shard for shard in host.shards if shard.epoch]


def _host(host: HostReport, context: Context) -> str:
    words, held = context.words, _held(host)
    phases = Counter(shard.phase for shard in held)
    facts = [", ".join(f"{count} {escaped(phase)}" for phase, count in sorted(phases.items()))]
    if held:
        first, last = min(shard.epoch for shard in held), max(shard.epoch for shard in held)
        facts.append(words("admin.shards.epochs", epochs=f"{first}" if first == last else f"{first}–{last}"))
        left_s = min(shard.serves_for_s for shard in held)
        facts.append(words("admin.shards.deadline", left=numbers.span(left_s)))
    else:
        facts = [words("admin.shards.none")]
    if host.moves_ms:
        middle, longest = (f"{ms:.0f} ms" for ms in (median(host.moves_ms), max(host.moves_ms)))
        count = numbers.whole(len(host.moves_ms))
        facts.append(words("admin.shards.moves", count=count, middle=middle, longest=longest))
    return " · ".join((literal(host.instance), *facts))


def _moving(host: HostReport, shard: ShardReport, context: Context) -> str:
    facts = [f"#{shard.shard}", escaped(shard.phase), literal(host.instance)]
    if shard.owner is not None and shard.owner != host.instance:
        facts.append(f"→ {literal(shard.owner)}")
    facts.append(context.words("admin.shards.deadline", left=numbers.span(shard.serves_for_s)))
    return " · ".join(facts)


def _gateway(shown: GatewayView, context: Context) -> Iterator[Piece]:
    """Show this instance's sessions, and a line for each other instance that has some."""
    words = context.words
    yield Heading(words("admin.gateway.title"))
    if shown.sessions:
        yield from first_lines([_session(one, context) for one in shown.sessions], _GATEWAY_SHOWN, context)
    else:
        yield Listing((), words("admin.gateway.empty"))
    others = sorted(set(shown.elsewhere.values()))
    if others:
        yield Heading(words("admin.gateway.others"))
        yield from first_lines([_held_by(one, shown) for one in others], INSTANCES_SHOWN, context)


def _held_by(instance: str, shown: GatewayView) -> str:
    held = [str(number) for number, holder in sorted(shown.elsewhere.items()) if holder == instance]
    if len(held) > _GATEWAY_SHOWN:
        held[_GATEWAY_SHOWN:] = ["…"]
    return f"{literal(instance)} · {', '.join(held)}"


def _session(report: GatewayReport, context: Context) -> str:
    facts = [f"{report.shard} / {report.shards}", f"{report.state.value} {numbers.span(report.for_s)}"]
    if report.latency_s is not None:
        facts.append(f"{report.latency_s * 1000:.0f} ms")
    if not report.held:
        facts.append(context.words("admin.gateway.taking_over"))
    if report.fault is not None:
        facts.append(escaped(report.fault))
    return " · ".join(facts)
