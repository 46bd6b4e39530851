"""How much of its memory this process has filled."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import psutil

CGROUP_LIMITS: Final = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def used_share(limit_bytes: int | None) -> Callable[[], float]:
    """Return what tells the part of the memory that is filled: 1.0 is all of it.

    Without `limit_bytes` the limit is that of the container, else what the machine has.
    """
    most = limit_bytes or container_limit(CGROUP_LIMITS) or psutil.virtual_memory().total
    process = psutil.Process()
    return lambda: process.memory_info().rss / most


def container_limit(files: tuple[Path, ...]) -> int | None:
    """Return the memory in bytes that the container has, None where it has no limit of its own."""
    for file in files:
        try:
            told = int(file.read_text("ascii"))
        except (OSError, ValueError):  # no such group, or "max"
            continue
        return told if told < psutil.virtual_memory().total else None
    return None
