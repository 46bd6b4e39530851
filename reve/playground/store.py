"""What persists: records and files in one SQLite file, written behind in batches."""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS record (
    kind TEXT NOT NULL, id INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
"""
_PUT = "INSERT INTO record VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body"
_WRITE_BEHIND_S = 0.1
_RETRY_S = 2.0

log = logging.getLogger(__name__)

type Key = tuple[str, int]


class Store:
    """Records by (kind, id) and files by id.

    Writes are kept in `_pending` until the next batch; `_writing` is the batch that a thread is
    writing, `_lock` lets one thread write at a time. Reads look at both first, so that what was put
    is there at once. A batch that cannot be written (a full disk) is tried again with the next one.
    """

    def __init__(self, folder: Path | None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        path = ":memory:" if folder is None else str(folder / "discord.sqlite3")
        self._db = sqlite3.connect(path, timeout=1.0, check_same_thread=False, isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._pending: dict[Key, bytes | None] = {}
        self._writing: dict[Key, bytes | None] = {}
        self._lock = threading.Lock()

    def put(self, kind: str, id_: int, body: bytes) -> None:
        """Remember a record; the last one of a key wins."""
        self._pending[kind, id_] = body

    def delete(self, kind: str, id_: int) -> None:
        """Forget a record."""
        self._pending[kind, id_] = None

    def put_file(self, id_: int, body: bytes) -> None:
        """Remember a file."""
        self.put("", id_, body)

    def file(self, id_: int) -> bytes | None:
        """Read a file."""
        for batch in (self._pending, self._writing):
            if ("", id_) in batch:
                return batch["", id_]
        row: tuple[bytes] | None = self._db.execute("SELECT body FROM file WHERE id = ?", (id_,)).fetchone()
        return row[0] if row else None

    def load(self, kind: str) -> Iterator[tuple[int, bytes]]:
        """Read all records of a kind, oldest id first."""
        self.flush()
        return iter(
            self._db.execute("SELECT id, body FROM record WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        )

    def flush(self) -> None:
        """Write what is pending now.

        :raises sqlite3.Error: it could not be written; it stays pending.
        """
        batch = self._take()
        try:
            self._write(batch)
        except sqlite3.Error:
            self._pending = batch | self._pending
            raise

    async def write_behind(self) -> None:
        """Write what is pending, batch after batch, until cancelled."""
        while True:
            await asyncio.sleep(_WRITE_BEHIND_S)
            if not self._pending:
                continue
            batch = self._take()
            try:
                await asyncio.to_thread(self._write, batch)
            except sqlite3.Error:
                log.exception("the local Discord could not store what happened; trying again")
                self._pending = batch | self._pending
                await asyncio.sleep(_RETRY_S)

    def close(self) -> None:
        """Write the rest and let go of the file. :raises sqlite3.Error: it cannot be written."""
        try:
            self._pending = self._writing | self._pending
            self.flush()
        finally:
            self._db.close()

    def _take(self) -> dict[Key, bytes | None]:
        self._writing, self._pending = self._pending, {}
        return self._writing

    def _write(self, batch: dict[Key, bytes | None]) -> None:
        files = [(id_, body) for (kind, id_), body in batch.items() if not kind and body is not None]
        no_files = [(id_,) for (kind, id_), body in batch.items() if not kind and body is None]
        records = [(*key, body) for key, body in batch.items() if key[0] and body is not None]
        no_records = [key for key, body in batch.items() if key[0] and body is None]
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", files)
            self._db.executemany("DELETE FROM file WHERE id = ?", no_files)
            self._db.executemany(_PUT, records)
            self._db.executemany("DELETE FROM record WHERE kind = ? AND id = ?", no_records)
