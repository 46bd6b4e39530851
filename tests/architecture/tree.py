"""The files of this project, and what they say, without running any of it."""

import ast
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
LAYERS: Final = ("actors", "persistence", "migrations", "reve")

_NOT_OURS: Final = {".git", ".venv", ".hypothesis", "__pycache__", "build", "dist"}


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file; `path` is relative to the project, with slashes."""

    path: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> tuple[str, ...]:
        return tuple(self.path.split("/")[:-1])

    def at(self, line: int) -> str:
        return f"{self.path}:{line}"


@cache
def files() -> tuple[str, ...]:
    """Return all files that are tracked, or would be by `git add`."""
    asked = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    try:
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, timeout=60)
        names = [name for name in os.fsdecode(listed.stdout).split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # no git, or an archive without its history
        names = list(_walk())
    return tuple(sorted({name for name in names if (ROOT / name).is_file()}))


def _walk() -> Iterator[str]:
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in _NOT_OURS and not name.endswith("_cache")]
        for name in names:
            yield Path(folder, name).relative_to(ROOT).as_posix()


def text_of(path: str) -> str | None:
    """Return what a file says, or None if it is not text."""
    raw = (ROOT / path).read_bytes()
    return None if b"\0" in raw else raw.decode("utf-8", errors="replace")


def modules(*tops: str) -> tuple[Module, ...]:
    """Return the Python files under these folders, or all of them."""
    wanted = tuple(f"{top}/" for top in tops) or ("",)
    return tuple(module for module in _parsed() if module.path.startswith(wanted))


@cache
def _parsed() -> tuple[Module, ...]:
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in files() if path.endswith(".py")}
    return tuple(Module(path, text, ast.parse(text, path)) for path, text in texts.items())


def forget() -> None:
    """Let go of what was parsed: three million objects, which every later collection would look at."""
    _parsed.cache_clear()


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of all that is imported, inside functions as well."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.package[: len(module.package) - node.level + 1] if node.level else ()
            source = ".".join((*above, *(node.module or "").split(".")))
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` of such an expression, and what can be told of any other."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(node.id)
    return ".".join(reversed(parts))


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    """Tell whether a dotted name is one of these or lies in one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def listing(places: list[str]) -> str:
    """Return places as a list below a message."""
    return "".join(f"\n  {place}" for place in places)
