"""The same calls as posix.py on Windows, so far as PostgreSQL alone needs them."""

import ctypes
import msvcrt
import subprocess
import sys
from ctypes import wintypes
from pathlib import Path
from typing import Final

assert sys.platform == "win32"

_LOCK_NOW: Final = 1
_LOCK_ALONE: Final = 2
_MAY_QUERY: Final = 0x1000
_STILL_ACTIVE: Final = 259


class _Overlapped(ctypes.Structure):
    _fields_ = [
        ("internal", ctypes.c_void_p),
        ("internal_high", ctypes.c_void_p),
        ("offset", wintypes.DWORD),
        ("offset_high", wintypes.DWORD),
        ("event", wintypes.HANDLE),
    ]


def lock(fd: int, *, shared: bool) -> bool:
    """Take a lock on an open file, or say that others have it; the kernel frees it when we die."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    handle, region = wintypes.HANDLE(msvcrt.get_osfhandle(fd)), _Overlapped()
    kernel.UnlockFileEx(handle, 0, 1, 0, ctypes.byref(region))  # a second lock of ours would be refused
    flags = _LOCK_NOW | (0 if shared else _LOCK_ALONE)
    return bool(kernel.LockFileEx(handle, flags, 0, 1, 0, ctypes.byref(region)))


def has_argument(pid: int, argument: str) -> bool:
    """Tell whether the process lives; Windows shows no arguments, but a PostgreSQL is enough here."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(_MAY_QUERY, False, pid)
    if not handle:
        return False
    try:
        code, size, name = wintypes.DWORD(), wintypes.DWORD(32768), ctypes.create_unicode_buffer(32768)
        lives = kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
        kernel.QueryFullProcessImageNameW(wintypes.HANDLE(handle), 0, name, ctypes.byref(size))
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
    return bool(lives) and code.value == _STILL_ACTIVE and Path(name.value).stem.lower() == "postgres"


def end(pid: int) -> None:
    """Ask a process to end."""
    subprocess.run(["taskkill", "/PID", str(pid)], capture_output=True, check=False)


def end_fast(pid: int) -> None:
    """Ask a PostgreSQL to end its sessions, write everything and end."""
    _signal(pid, 2)


def end_at_once(pid: int) -> None:
    """Ask a PostgreSQL to end as if it crashed; it recovers at its next start."""
    _signal(pid, 3)


def _signal(pid: int, number: int) -> None:
    """Send a signal as PostgreSQL knows them on Windows, through a pipe of its own."""
    try:
        with open(rf"\\.\pipe\pgsignal_{pid}", "r+b", buffering=0) as pipe:
            pipe.write(bytes([number]))
            pipe.read(1)
    except FileNotFoundError:  # it is gone already, as was wished
        return
