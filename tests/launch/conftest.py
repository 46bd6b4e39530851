"""Runs `reve` as a process of its own, in a data folder of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic

import pytest

START_S = 90.0
STOP_S = 30.0


@pytest.fixture
def anyio_backend() -> str:
    """The client speaks asyncio."""
    return "asyncio"


@dataclass
class Reve:
    """A running `reve`; `lines` is what it prints."""

    process: subprocess.Popen[str]
    lines: "Queue[str]"

    def said(self, pattern: str, within_s: float = START_S) -> re.Match[str]:
        """Wait for a line; fail when it does not come."""
        until_s, heard = monotonic() + within_s, []
        while (left_s := until_s - monotonic()) > 0:
            try:
                heard.append(self.lines.get(timeout=left_s))
            except Empty:
                break
            if found := re.search(pattern, heard[-1]):
                return found
        raise AssertionError(f"{pattern!r} was not said, but: {''.join(heard)}")

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ask it to stop; return its exit status."""
        self.process.send_signal(number)
        return self.process.wait(STOP_S)


@contextmanager
def running(*arguments: str, env: dict[str, str]) -> Iterator[Reve]:
    """Run `reve ARGUMENTS`; leave no process behind."""
    command = [sys.executable, "-m", "reve", *arguments]
    root = Path(__file__).parents[2]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REVE_")}
    with subprocess.Popen(
        command, env={**clean, "PYTHONPATH": str(root), **env}, cwd=env["REVE_DATA_DIR"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        lines: Queue[str] = Queue()
        reader = Thread(target=lambda out=process.stdout: [lines.put(line) for line in out])
        reader.start()
        try:
            yield Reve(process, lines)
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(STOP_S)
                except subprocess.TimeoutExpired:
                    process.kill()
            reader.join()


@pytest.fixture
def reve(tmp_path: Path) -> Callable[..., "Iterator[Reve]"]:
    """A function that runs `reve` in this test's data folder."""

    def run(*arguments: str, **env: str) -> Iterator[Reve]:
        return running(*arguments, env={"REVE_DATA_DIR": str(tmp_path), **env})

    return run


def server_process(data_dir: Path, server: str) -> int:
    """Return the process id that a server's own file names."""
    name = {"postgres": "postmaster.pid", "valkey": "valkey.pid"}[server]
    (file,) = (data_dir / server).rglob(name)
    return int(file.read_text().split()[0])
