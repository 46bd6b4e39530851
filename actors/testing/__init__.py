"""In-memory twins of the ports, and a small behavior, for tests of the runtime and of what uses it."""

from actors.testing.leases import LeaseTable, MemoryLeases
from actors.testing.link import Ether, MemoryLink
from actors.testing.purse import (
    Change,
    Changed,
    Peek,
    Purse,
    PurseBehavior,
    PurseCodec,
    Remind,
    Send,
    SequenceDice,
    Transfer,
    change,
    purse_standings,
    transfer,
)
from actors.testing.store import MemoryStore

__all__ = [
    "Change",
    "Changed",
    "Ether",
    "LeaseTable",
    "MemoryLeases",
    "MemoryLink",
    "MemoryStore",
    "Peek",
    "Purse",
    "PurseBehavior",
    "PurseCodec",
    "Remind",
    "Send",
    "SequenceDice",
    "Transfer",
    "change",
    "purse_standings",
    "transfer",
]
