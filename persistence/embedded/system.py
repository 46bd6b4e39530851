"""What is asked of the operating system, whichever it is."""

import sys

if sys.platform == "win32":
    from persistence.embedded.windows import has_argument, lock, terminate
else:
    from persistence.embedded.posix import has_argument, lock, terminate

__all__ = ["has_argument", "lock", "terminate"]
