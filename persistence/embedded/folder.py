"""A server's folder in the data dir: making it, its password, its locks, its short-named sockets."""

import errno
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

from persistence.embedded.errors import DiskFull, FolderDenied, PasswordLost

if sys.platform != "win32":
    from persistence.embedded.posix import is_private

_LONGEST_SOCKET: Final = 107 - len("/.s.PGSQL.65535.lock")


@contextmanager
def mapped_errors(path: Path) -> Iterator[None]:
    """Turn what the file system says into errors that say how to mend it."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise FolderDenied(path, os.strerror(error.errno)) from error
        raise


def make(folder: Path) -> Path:
    """Make a private folder where there is none; one that exists keeps its mode.

    :raises FolderDenied: this user may not write there.
    """
    with mapped_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"room?")
    return folder


def password(file: Path, *, may_make: bool) -> str:
    """Read the password kept in a file; make it first where that is allowed.

    :raises PasswordLost: there is none, and none may be made.
    """
    with mapped_errors(file):
        if not file.exists():
            if not may_make:
                raise PasswordLost(file)
            write_private(file, secrets.token_urlsafe(24))
        return file.read_text("ascii").strip()


def write_private(file: Path, text: str) -> None:
    """Write a whole file that only its owner may read, or leave the old one."""
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    with mapped_errors(file), open(draft, "x", encoding="utf-8", opener=_private) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def socket_folder(home: Path) -> Path | None:
    """Return a private folder for sockets, elsewhere if the path would be too long for one."""
    if sys.platform == "win32":
        return None
    near = home / "socket"
    if len(os.fsencode(near)) <= _LONGEST_SOCKET:
        return make(near)
    far = far_sockets(home)
    with suppress(FileExistsError):  # then it is ours, or not used
        far.mkdir(mode=0o700)
    return far if len(os.fsencode(far)) <= _LONGEST_SOCKET and is_private(far) else None


def leave_sockets(home: Path) -> None:
    """Remove the folder that only long paths need, once nothing is in it."""
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        far = far_sockets(home)
        if is_private(far) and not any(far.iterdir()):
            far.rmdir()


def far_sockets(home: Path) -> Path:
    """Return where the sockets of a folder with a long path are."""
    name = blake2b(os.fsencode(home.resolve()), digest_size=6).hexdigest()
    return Path(tempfile.gettempdir(), f"reve-{name}")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
