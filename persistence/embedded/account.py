"""The account that PostgreSQL runs under: it refuses to be root.

Root in a container is the normal case: there the server runs in a user namespace, in which root's own id
has another name, so that files need no new owner. Where namespaces are forbidden, an account without
rights runs it, and its data must lie where that account can go.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from persistence.embedded.binaries import PostgresPrograms
from persistence.embedded.errors import NoAccount
from persistence.embedded.folder import mapped_errors, write_private

if sys.platform != "win32":
    from persistence.embedded import posix

_MOVED: Final = "moved-to"


class Account(Protocol):
    """Who runs the server."""

    def wrap(self, command: Sequence[str]) -> list[str]:
        """Return the command line that runs a command under this account."""

    def settle(self, home: Path) -> Path:
        """Return the folder for the server's files: `home`, or where the account can go."""

    def give(self, base: Path) -> None:
        """Let the account have all that is in the folder."""

    def reach(self, programs: PostgresPrograms, base: Path) -> PostgresPrograms:
        """Return programs that the account can run, a copy in `base` if need be."""


@dataclass(frozen=True, slots=True)
class Myself:
    """The server runs as we do."""

    def wrap(self, command: Sequence[str]) -> list[str]:
        return list(command)

    def settle(self, home: Path) -> Path:
        return home

    def give(self, base: Path) -> None:
        """All is ours already."""

    def reach(self, programs: PostgresPrograms, base: Path) -> PostgresPrograms:
        return programs


@dataclass(frozen=True, slots=True)
class Mapped(Myself):
    """The server runs as we do, under another name that only itself sees."""

    uid: int
    gid: int

    def wrap(self, command: Sequence[str]) -> list[str]:
        return _by_script("mapped", self.uid, self.gid, command)


@dataclass(frozen=True, slots=True)
class Other:
    """The server runs under an account without rights; only root can choose this."""

    uid: int
    gid: int

    def wrap(self, command: Sequence[str]) -> list[str]:
        return _by_script("as", self.uid, self.gid, command)

    def settle(self, home: Path) -> Path:
        marker = home / _MOVED
        if marker.exists():
            return Path(marker.read_text("utf-8"))
        data_dir = home.parent
        if posix.is_open_to_all(data_dir.parent):
            data_dir.chmod(data_dir.stat().st_mode | 0o011)
            return home
        base = _elsewhere()
        if (home / "cluster").is_dir():
            with mapped_errors(base):
                shutil.copytree(home / "cluster", base / "cluster", symlinks=True)
        write_private(marker, str(base))
        return base

    def give(self, base: Path) -> None:
        posix.give(base, self.uid, self.gid)

    def reach(self, programs: PostgresPrograms, base: Path) -> PostgresPrograms:
        if posix.is_open_to_all(Path(programs.program("postgres"))):
            return programs
        if not programs.parts:
            raise NoAccount(f"an ordinary account cannot reach {programs.folder}")
        stamp = f"{programs.major}-{Path(programs.program('postgres')).stat().st_mtime_ns}"
        copy = base / "programs" / stamp
        if not copy.is_dir():
            _copy_programs(programs, copy)
            self.give(base / "programs")
        inside = programs.folder.relative_to(programs.parts[0].parent)
        return PostgresPrograms(copy / inside, programs.major)


def choose_account(home: Path, programs: PostgresPrograms) -> Account:
    """Choose who runs the server; data that was moved to another account stays with it.

    :raises NoAccount: PostgreSQL would refuse every account that can be had.
    """
    if sys.platform == "win32":
        return Myself()
    uid = posix.user_id()
    if uid != 0 and posix.is_named(uid):
        return Myself()
    humble = posix.humble_account()
    if humble is None:
        raise NoAccount("there is no ordinary one")
    cluster, is_root = home / "cluster", uid == 0
    theirs = (home / _MOVED).exists() or (cluster.exists() and cluster.stat().st_uid != uid)
    if not theirs and _works(Mapped(*humble), programs.program("postgres")):
        return Mapped(*humble)
    if is_root and _works(Other(*humble), "/bin/sh"):
        return Other(*humble)
    raise NoAccount("user namespaces and changing the account are both forbidden here")


def settled(home: Path) -> Path:
    """Return the folder that a server's files are in, wherever they were moved."""
    marker = home / _MOVED
    return Path(marker.read_text("utf-8")) if marker.exists() else home


def _by_script(way: str, uid: int, gid: int, command: Sequence[str]) -> list[str]:
    return [sys.executable, "-I", "-S", str(posix.SCRIPT), way, str(uid), str(gid), *command]


def _works(account: Mapped | Other, program: str) -> bool:
    command = [program, "-c", ":"] if program == "/bin/sh" else [program, "--version"]
    ended = subprocess.run(account.wrap(command), capture_output=True, check=False, timeout=30)
    return ended.returncode == 0


def _elsewhere() -> Path:
    """Make a folder, outside what only root may enter, that outlives a restart of the machine."""
    for parent in (Path("/var/lib"), Path("/var/tmp"), Path(tempfile.gettempdir())):
        if parent.is_dir() and posix.is_open_to_all(parent):
            return Path(tempfile.mkdtemp(prefix="reve-", dir=parent))
    raise NoAccount("there is no folder for its data that an ordinary account can enter")


def _copy_programs(programs: PostgresPrograms, copy: Path) -> None:
    """Copy the programs whole or not at all; copies of other releases go."""
    with mapped_errors(copy):
        shutil.rmtree(copy.parent, ignore_errors=True)
        draft = copy.with_name(copy.name + ".new")
        for part in programs.parts:
            shutil.copytree(part, draft / part.name, symlinks=True)
        draft.rename(copy)
