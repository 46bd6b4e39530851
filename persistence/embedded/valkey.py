"""A Valkey of our own, for leases only: it keeps nothing, so it is found or started afresh."""

import re
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import redis

from persistence.embedded.binaries import VALKEY_SOURCES, Source, ValkeyProgram, find_valkey
from persistence.embedded.errors import StartFailed, StopFailed
from persistence.embedded.folder import leave_sockets, make, password, socket_folder, write_private
from persistence.embedded.logs import LogFolder
from persistence.embedded.ports import free_port
from persistence.embedded.system import end, has_argument

_NAME: Final = "Valkey"
_START_S: Final = 10.0
_STOP_S: Final = 10.0
_TRIES: Final = 5


class ValkeyServer:
    """The Valkey of one folder. Callers hold the folder's start lock."""

    def __init__(self, home: Path, sources: Sequence[Source[ValkeyProgram]] = VALKEY_SOURCES) -> None:
        self._home = home
        self._sources = sources
        self._config = home / "valkey.conf"
        self._pid_file = home / "valkey.pid"

    def is_running(self) -> bool:
        """Tell whether the server's process lives."""
        return self._running() is not None

    def ensure(self) -> str:
        """Find the running server or start it; return its URL.

        :raises ServersError: it cannot be had.
        """
        port = self._configured_port()
        if port is not None and self.is_running():
            url = self._url(port)
            if self._answers(url):
                return url
            self.stop()
        return self._start()

    def stop(self) -> None:
        """End the server.

        :raises StopFailed: it goes on.
        """
        pid = self._running()
        if pid is None:
            return
        end(pid)
        deadline = time.monotonic() + _STOP_S
        while self._running() == pid:
            if time.monotonic() > deadline:
                raise StopFailed(_NAME, pid)
            time.sleep(0.01)
        self._pid_file.unlink(missing_ok=True)
        leave_sockets(self._home)

    def _running(self) -> int | None:
        """Return the process that serves the folder: the file names it, it lives, and it is ours."""
        try:
            pid = int(self._pid_file.read_text("ascii"))
        except (FileNotFoundError, ValueError):
            return None
        return pid if has_argument(pid, str(self._config)) else None

    def _start(self) -> str:
        program = find_valkey(self._sources)
        log = LogFolder(make(self._home / "log"))
        log.trim()
        port = self._configured_port()
        for _ in range(_TRIES):
            self._pid_file.unlink(missing_ok=True)
            mark = log.mark()
            port = free_port(port)
            write_private(self._config, self._configuration(port, log))
            said = _launch(program, self._config)
            if self._await_answer(self._url(port)):
                return self._url(port)
            said = log.since(mark) or said
            if "Address already in use" not in said:
                break
        raise StartFailed(_NAME, " ".join(said.splitlines()[-2:]), log.folder)

    def _await_answer(self, url: str) -> bool:
        """Wait until the server answers; it has failed once its process is gone."""
        began = time.monotonic()
        while time.monotonic() - began < _START_S:
            if self._answers(url):
                return True
            if self._pid_file.exists() and self._pid_file.stat().st_size and self._running() is None:
                return False
            time.sleep(0.01)
        return False

    def _answers(self, url: str) -> bool:
        """Tell whether the server takes our password and says it is the process in the file."""
        try:
            with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
                told: dict[str, object] = client.info("server")
        except redis.RedisError:
            return False
        return told["process_id"] == self._running()

    def _configuration(self, port: int, log: LogFolder) -> str:
        sockets = socket_folder(self._home)
        settings = {
            "bind": "127.0.0.1",
            "port": port,
            "requirepass": self._password(),
            "daemonize": "yes",
            "pidfile": _quoted(self._pid_file),
            "dir": _quoted(self._home),
            "logfile": _quoted(log.first),
            "loglevel": "warning",
            "save": '""',
            "appendonly": "no",
            "set-proc-title": "no",  # the command line tells whose server it is
        }
        if sockets is not None:
            settings |= {"unixsocket": _quoted(sockets / "valkey.sock"), "unixsocketperm": "700"}
        return "\n".join(f"{name} {value}" for name, value in settings.items()) + "\n"

    def _configured_port(self) -> int | None:
        if not self._config.exists():
            return None
        found = re.search(r"^port (\d+)$", self._config.read_text("utf-8"), re.MULTILINE)
        return int(found[1]) if found else None

    def _url(self, port: int) -> str:
        return f"redis://:{self._password()}@127.0.0.1:{port}/0"

    def _password(self) -> str:
        return password(self._home / "password", may_make=True)


def _launch(program: ValkeyProgram, config: Path) -> str:
    """Start the server, which goes its own way, and return what it says before."""
    command = [program.path, config]
    ended = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/", check=False
    )
    return ended.stdout + ended.stderr


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
