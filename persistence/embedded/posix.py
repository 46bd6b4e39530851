"""The calls that only POSIX has; as a script, becomes another user and then the program named.

Every such call of the project stands here. As a script it is run by its path, without this package:
`posix.py mapped UID GID PROGRAM...` (in a user namespace), `posix.py as UID GID PROGRAM...` (as root).
"""

import fcntl
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

assert sys.platform != "win32"

SCRIPT: Final = Path(__file__).resolve()


def lock(fd: int, *, shared: bool) -> bool:
    """Take a lock on an open file, or say that others have it; the kernel frees it when we die."""
    try:
        fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def has_argument(pid: int, argument: str) -> bool:
    """Tell whether the process lives and was started with that argument (a dead one has none)."""
    words = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return argument.encode() in words.read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return False
    listed = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return argument in listed.stdout


def end(pid: int) -> None:
    """Ask a process to end."""
    _signal(pid, signal.SIGTERM)


def end_fast(pid: int) -> None:
    """Ask a PostgreSQL to end its sessions, write everything and end."""
    _signal(pid, signal.SIGINT)


def end_at_once(pid: int) -> None:
    """Ask a PostgreSQL to end as if it crashed; it recovers at its next start."""
    _signal(pid, signal.SIGQUIT)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:  # it is gone already, as was wished
        return


def is_private(folder: Path) -> bool:
    """Tell whether a folder is really one, ours, and closed to others."""
    found = folder.lstat()
    return (
        folder.is_dir()
        and not folder.is_symlink()
        and found.st_uid == os.geteuid()
        and not found.st_mode & 0o077
    )


def user_id() -> int:
    """Return the account that this process acts as."""
    return os.geteuid()


def is_named(uid: int) -> bool:
    """Tell whether the account has a name; initdb refuses to run under one that has none."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def humble_account() -> tuple[int, int] | None:
    """Return (uid, gid) of a named account without rights, if there is one."""
    ordinary = [entry for entry in pwd.getpwall() if entry.pw_uid != 0]
    ordinary.sort(key=lambda entry: (entry.pw_name != "nobody", entry.pw_uid))
    return (ordinary[0].pw_uid, ordinary[0].pw_gid) if ordinary else None


def is_open_to_all(path: Path) -> bool:
    """Tell whether any account may enter a folder, or run a program, whatever leads to it included."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def give(path: Path, uid: int, gid: int) -> None:
    """Give a folder and all in it to an account, following no links."""
    os.chown(path, uid, gid, follow_symlinks=False)
    for parent, folders, files in os.walk(path):
        for name in (*folders, *files):
            os.chown(Path(parent, name), uid, gid, follow_symlinks=False)


def enter_user_namespace(uid: int, gid: int) -> None:
    """Appear as `uid` and `gid` to ourselves, while remaining the same account to everyone else."""
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    if sys.platform != "linux":
        raise OSError("only Linux has user namespaces")
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {outer_uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {outer_gid} 1")


def become(uid: int, gid: int) -> None:
    """Turn into another account for good; only root may."""
    os.chdir("/")
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def main(arguments: Sequence[str]) -> None:
    """Become the account asked for, and then the program."""
    way, uid, gid, *program = arguments
    {"mapped": enter_user_namespace, "as": become}[way](int(uid), int(gid))
    os.execv(program[0], program)


if __name__ == "__main__":
    main(sys.argv[1:])
