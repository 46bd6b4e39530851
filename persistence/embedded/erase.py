"""Removing the servers' data for good."""

import shutil
from pathlib import Path

from persistence.embedded.account import settled
from persistence.embedded.folder import far_sockets, mapped_errors
from persistence.embedded.postgres import PostgresServer
from persistence.embedded.sharing import Server, unused
from persistence.embedded.valkey import ValkeyServer


def erase(data_dir: Path) -> None:
    """Stop the servers of a data folder and remove all that they kept, wherever it is.

    :raises ServersError: they are in use, or the folder is not ours to change.
    """
    folder = data_dir.expanduser().resolve()
    _erase(folder / "postgres", PostgresServer(folder / "postgres", lambda _: None))
    _erase(folder / "valkey", ValkeyServer(folder / "valkey"))


def _erase(home: Path, server: Server) -> None:
    if not home.is_dir():
        return
    with mapped_errors(home), unused(home, server):
        base = settled(home)
        for folder in {base, far_sockets(base)} - {home}:
            if folder.is_dir():
                shutil.rmtree(folder)
        for kept in home.iterdir():
            if kept.is_dir():
                shutil.rmtree(kept)
            elif kept.suffix != ".lock":  # those are held
                kept.unlink()
