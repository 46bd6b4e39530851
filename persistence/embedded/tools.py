"""What it takes to run PostgreSQL's programs on a server's files."""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from persistence.embedded.account import Account
from persistence.embedded.binaries import PostgresPrograms


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended, and what it said."""

    ok: bool
    said: str


@dataclass(frozen=True, slots=True)
class Tools:
    """Who runs the programs, which ones, and the folder that the server's files are in."""

    account: Account
    programs: PostgresPrograms
    base: Path

    def run(self, program: str, *arguments: str) -> Ended:
        """Run a program under the server's account, away from our terminal and its Ctrl-C.

        Its output goes to a file, since the server would inherit a pipe and keep it open.
        """
        command = self.account.wrap([self.programs.program(program), *arguments])
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
            code = subprocess.call(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=_environment(),
                start_new_session=True,
            )
            output.seek(0)
            return Ended(code == 0, output.read())


def _environment() -> dict[str, str]:
    """Return ours without what would steer PostgreSQL, and with messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return {**kept, "LC_ALL": "C", "LANG": "C"}
