"""What persists: records and files in one SQLite file, written behind in batches."""

import asyncio
import sqlite3
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

type Key = tuple[str, int]


class Store:
    """Records by (kind, id) and files by id.

    Writes are kept in `_pending` until the next batch; `_writing` is the batch that a thread is
    writing. Reads look at both first, so that what was put is there at once.
    """

    def __init__(self, folder: Path | None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        path = ":memory:" if folder is None else str(folder / "discord.sqlite3")
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._pending: dict[Key, bytes | None] = {}
        self._writing: dict[Key, bytes | None] = {}

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
        self._write(self._take())
        return iter(
            self._db.execute("SELECT id, body FROM record WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        )

    async def write_behind(self) -> None:
        """Write what is pending, batch after batch, until cancelled."""
        while True:
            await asyncio.sleep(_WRITE_BEHIND_S)
            if self._pending:
                await asyncio.to_thread(self._write, self._take())

    def close(self) -> None:
        """Write the rest and let go of the file."""
        self._write(self._writing | self._take())
        self._db.close()

    def _take(self) -> dict[Key, bytes | None]:
        self._writing, self._pending = self._pending, {}
        return self._writing

    def _write(self, batch: dict[Key, bytes | None]) -> None:
        files = [(id_, body) for (kind, id_), body in batch.items() if not kind and body is not None]
        no_files = [(id_,) for (kind, id_), body in batch.items() if not kind and body is None]
        records = [(*key, body) for key, body in batch.items() if key[0] and body is not None]
        no_records = [key for key, body in batch.items() if key[0] and body is None]
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", files)
        self._db.executemany("DELETE FROM file WHERE id = ?", no_files)
        self._db.executemany(_PUT, records)
        self._db.executemany("DELETE FROM record WHERE kind = ? AND id = ?", no_records)
        self._db.execute("COMMIT")
