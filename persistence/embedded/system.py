"""What is asked of the operating system, whichever it is."""

import sys

if sys.platform == "win32":
    from persistence.embedded.windows import end, end_at_once, end_fast, has_argument, lock
else:
    from persistence.embedded.posix import end, end_at_once, end_fast, has_argument, lock

__all__ = ["end", "end_at_once", "end_fast", "has_argument", "lock"]
