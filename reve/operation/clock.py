"""A monotonic clock that also runs while the machine sleeps, where the system has one."""

import time
from typing import Final

BOOT_CLOCK: Final[int | None] = getattr(time, "CLOCK_BOOTTIME", None)


def boot_time_s() -> float:
    """Return seconds since some fixed moment; a lease must not outlive a machine's sleep."""
    return time.monotonic() if BOOT_CLOCK is None else time.clock_gettime(BOOT_CLOCK)
