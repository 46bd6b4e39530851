"""From the text of a setting to its value. Raises ValueError, whose text never repeats a secret."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

LARGEST_ID: Final = 2**63 - 1
SHORTEST_SECRET: Final = 32
LEAST_MEMORY: Final = 64 * 2**20
NO_REDIS: Final = "none"

_SIZE: Final = re.compile(r"(\d+)\s*([KMGT]?)(?:I?B)?", re.IGNORECASE)
_POWERS: Final = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


def parse_token(text: str) -> str:
    """Read a bot token: one word, without the `Bot` that goes before it in a header."""
    token = text.strip()
    if not token or len(token.split()) != 1:
        raise ValueError("it must be the token alone, one word without spaces")
    return token


def parse_secret(text: str) -> str:
    """Read a secret that is long enough not to be guessed."""
    if len(text) < SHORTEST_SECRET:
        raise ValueError(f"it has {len(text)} characters, and needs at least {SHORTEST_SECRET}")
    return text


def parse_api(text: str) -> str:
    """Read the base address of Discord: scheme, host and port, nothing after."""
    address = text.strip().rstrip("/")
    parts = _split(address, {"http", "https"})
    if not parts.hostname:
        raise ValueError("it names no host")
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise ValueError("it must end after the host and port")
    return address


def parse_database_url(text: str) -> str:
    """Read the address of a Postgres database."""
    address = text.strip()
    _split(address, {"postgresql", "postgres"})
    return address


def parse_redis_url(text: str) -> str:
    """Read the address of a Redis or Valkey, or `none`."""
    address = text.strip()
    if address.lower() == NO_REDIS:
        return NO_REDIS
    parts = _split(address, {"redis", "rediss", "unix"})
    if parts.scheme != "unix" and not parts.hostname:
        raise ValueError("it names no host")
    return address


def _split(address: str, schemes: Collection[str]) -> SplitResult:
    wanted = " or ".join(f"{scheme}://" for scheme in sorted(schemes))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # its text repeats the address, password and all
        raise ValueError("it is not an address: host or port cannot be read") from None
    if parts.scheme not in schemes or not address.startswith(f"{parts.scheme}://"):
        raise ValueError(f"it must start with {wanted}")
    if port == 0:
        raise ValueError("its port is 0")
    return parts


def parse_path(text: str) -> Path:
    """Read a path; `~` is the home folder, and the working folder is where it starts."""
    if "\0" in text:
        raise ValueError("it holds a NUL character")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as error:
        raise ValueError("it starts with ~ but no home folder is known") from error


def parse_id(text: str) -> int:
    """Read a Discord id."""
    word = text.strip()
    if not (word.isascii() and word.isdigit()) or not 0 < int(word[:20]) <= LARGEST_ID or len(word) > 20:
        raise ValueError(f"{_shown(text)} is not a Discord id, which is a number such as 80351110224678912")
    return int(word)


def parse_ids(text: str) -> frozenset[int]:
    """Read Discord ids with commas between them."""
    return frozenset(parse_id(word) for word in text.split(",") if word.strip())


def parse_size(text: str) -> int:
    """Read a size in bytes; K, M, G and T are powers of 1024."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{_shown(text)} is not a size, which is a number with K, M, G or T after it")
    size = int(match[1]) << 10 * _POWERS[match[2].upper()]
    if size < LEAST_MEMORY:
        raise ValueError(f"{_shown(text)} is less than REVE can live in, {LEAST_MEMORY // 2**20}M")
    return size


def parse_name(text: str) -> str:
    """Read a name that is shown to people and in logs."""
    name = text.strip()
    if not re.fullmatch(r"[\w.-]{1,64}", name):
        raise ValueError(f"{_shown(text)} is not a name of 1 to 64 letters, digits, '-', '_' and '.'")
    return name


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")
