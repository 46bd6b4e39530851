"""The parts of a host: each is made from those that it needs, when it is first needed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from actors.behavior import Kind
from actors.clock import StoreClock
from actors.directory import Directory
from actors.exchange import Exchange
from actors.handover import HandOver
from actors.identity import SHARD_COUNT, ActorId
from actors.identity_watch import IdentityWatch
from actors.inbox import Inbox
from actors.intake import Intake
from actors.joint import Coordinator
from actors.joint_commit import JointCommit
from actors.loans import Loans
from actors.moment import DiceMaker
from actors.options import HostOptions
from actors.ownership import Ownership
from actors.passivation import Passivation
from actors.ports import Facts, Leases, Link, Member, NoteRow, Store
from actors.pulse import Pulse
from actors.requests import Admission, Requests
from actors.roster import Roster
from actors.router import Router
from actors.schema_switch import SchemaSwitch
from actors.settings import Settings, WorldSettings
from actors.settlement import Settlement
from actors.shard import Shard
from actors.standings import Standings
from actors.steward import Steward
from actors.turns import Judge


@dataclass(frozen=True, kw_only=True)
class Assembly:
    """What a host is given, and what it consists of."""

    instance: str
    release: str
    kinds: Mapping[str, Kind[Any, Any, Any, Any]]
    store: Store
    leases: Leases
    link: Link
    dice: DiceMaker
    settings: Settings
    switch: SchemaSwitch
    options: HostOptions
    memory_used: Callable[[], float]
    monotonic_s: Callable[[], float]
    spawn: Callable[..., None]

    def hear(self, facts: Facts) -> None:
        """Let all who follow the store know what an answer of it says."""
        self.clock.learn(facts)
        self.switch.hear(facts)
        self.identity.hear(facts)
        if isinstance(self.settings, WorldSettings):
            self.settings.hear(facts.settings_version)

    @cached_property
    def clock(self) -> StoreClock:
        """The store's time."""
        return StoreClock(self.monotonic_s)

    @cached_property
    def shards(self) -> tuple[Shard, ...]:
        """All shards, held or not."""
        return tuple(Shard(number) for number in range(SHARD_COUNT))

    @cached_property
    def directory(self) -> Directory:
        """Who owns what."""
        return Directory()

    @cached_property
    def judge(self) -> Judge:
        """What takes turns."""
        return Judge(
            kinds=self.kinds, clock=self.clock, dice=self.dice, settings=self.settings, release=self.release
        )

    @cached_property
    def roster(self) -> Roster:
        """Who is in memory."""
        return Roster(
            store=self.store,
            judge=self.judge,
            clock=self.clock,
            spawn=self.spawn,
            lanes=self.options.lanes,
            commit_timeout_s=self.options.commit_timeout_s,
            set_back=self._set_back,
        )

    @cached_property
    def ownership(self) -> Ownership:
        """What is held."""
        return Ownership(
            self.shards,
            self.store,
            self.leases,
            instance=self.instance,
            monotonic_s=self.monotonic_s,
            watcher=self.roster,
        )

    @cached_property
    def settlement(self) -> Settlement:
        """What becomes of turns; the lanes are opened with it."""
        return self.roster.open_lanes(self.ownership, self.hear, self._sent)

    @cached_property
    def identity(self) -> IdentityWatch:
        """Which store this is."""
        self.exchange.listen("set back", lambda sender, body: self._distrust())
        return IdentityWatch(self._distrust)

    @cached_property
    def exchange(self) -> Exchange:
        """What goes to other instances and comes from them."""
        return Exchange(self.instance, self.link, self.clock, self.spawn)

    @cached_property
    def hand_over(self) -> HandOver:
        """What passes shards on."""
        return HandOver(
            ownership=self.ownership,
            population=self.roster,
            directory=self.directory,
            exchange=self.exchange,
            is_concerned=self.standings.is_concerned,
            budget_s=min(self.options.drain_s, self.leases.ttl_s * 0.8),
            monotonic_s=self.monotonic_s,
        )

    @cached_property
    def steward(self) -> Steward:
        """This instance among others."""
        return Steward(
            me=Member(self.instance, self.release, self.switch.newest),
            store=self.store,
            ownership=self.ownership,
            leases=self.leases,
            clock=self.clock,
            exchange=self.exchange,
            directory=self.directory,
            hand_over=self.hand_over,
            switch=self.switch,
            taken=self._taken,
        )

    @cached_property
    def intake(self) -> Intake:
        """The door to the mailboxes."""
        return Intake(
            shards=self.shards,
            kinds=self.kinds,
            roster=self.roster,
            clock=self.clock,
            expects=self.steward.expects,
            heard_owner=self.directory.owner,
        )

    @cached_property
    def inbox(self) -> Inbox:
        """Notes that are due."""
        inbox = Inbox(store=self.store, clock=self.clock, intake=self.intake, shards=self.shards)
        self.exchange.listen("notes", lambda sender, body: inbox.nudge())
        return inbox

    @cached_property
    def router(self) -> Router:
        """The way to owners."""
        return Router(
            exchange=self.exchange,
            directory=self.directory,
            leases=self.leases,
            clock=self.clock,
            has=self.intake.has,
            expects=self.intake.is_for_us,
        )

    @cached_property
    def loans(self) -> Loans:
        """Actors lent to others."""
        return Loans(self.intake, self.roster, self.exchange, self.clock)

    @cached_property
    def joint_commit(self) -> JointCommit:
        """The commits of joint commands."""
        return JointCommit(
            self.store, self.ownership, self.settlement, timeout_s=self.options.commit_timeout_s
        )

    @cached_property
    def coordinator(self) -> Coordinator:
        """Joint commands."""
        return Coordinator(
            kinds=self.kinds,
            store=self.store,
            judge=self.judge,
            clock=self.clock,
            roster=self.roster,
            intake=self.intake,
            router=self.router,
            exchange=self.exchange,
            commit=self.joint_commit,
        )

    @cached_property
    def admission(self) -> Admission:
        """How many may wait."""
        return Admission(self.options.max_waiting)

    @cached_property
    def requests(self) -> Requests:
        """Both sides of a hop."""
        return Requests(
            kinds=self.kinds,
            intake=self.intake,
            coordinator=self.coordinator,
            router=self.router,
            exchange=self.exchange,
            admission=self.admission,
        )

    @cached_property
    def standings(self) -> Standings:
        """Places on boards."""
        return Standings(
            kinds=self.kinds, store=self.store, clock=self.clock, roster=self.roster, shards=self.shards
        )

    @cached_property
    def passivation(self) -> Passivation:
        """Letting go."""
        return Passivation(
            self.roster,
            idle_s=self.options.idle_s,
            max_active=self.options.max_active,
            memory_used=self.memory_used,
            monotonic_s=self.monotonic_s,
        )

    @cached_property
    def pulse(self) -> Pulse:
        """The event loop's lag."""
        return Pulse(self.ownership.suspend, self.leases.ttl_s)

    def _sent(self, notes: Sequence[NoteRow]) -> None:
        """Nudge those who own the targets of notes that are due soon; all others poll."""
        soon_ms = self.clock.now_ms() + 1000
        shards = {note.shard for note in notes if note.due_at_ms <= soon_ms}
        for owner in {self.directory.owner(number) for number in sorted(shards)}:
            if owner == self.instance or owner is None:
                self.inbox.nudge()
            else:
                self.spawn(self.exchange.notify, owner, "notes", {})

    def _taken(self, shards: Sequence[Shard], graceful: bool) -> None:
        self.inbox.nudge()
        if not graceful:
            self.standings.inherited(shards)

    def _set_back(self, actor: ActorId, had: int, has: int) -> None:
        """Drop what is held, here and elsewhere: others may lack something too, and not notice."""
        self.spawn(self.exchange.announce, "set back", {})
        self.identity.lacks(actor, had, has)

    def _distrust(self) -> None:
        """Drop all that was learned from a store that is another one now."""
        self.ownership.lose_all()
        if isinstance(self.settings, WorldSettings):
            self.settings.distrust()
        self.steward.wake()
