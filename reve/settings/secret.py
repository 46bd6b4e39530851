"""The secret that `play` makes for itself at its first start and keeps ever after."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

from reve.settings.model import problem
from reve.settings.problems import SettingsError
from reve.settings.values import SHORTEST_SECRET

FILE: Final = "secret"


def kept_secret(data_dir: Path) -> str:
    """Return the secret kept in `data_dir`, made at the first call.

    Two processes that come at once get the same one. Raises `SettingsError` when the folder cannot
    be used or the file is damaged; a damaged one is never replaced, as dice depend on it.
    """
    path = data_dir / FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        text = path.read_text(encoding="ascii").strip()
    except OSError as error:
        what = f"{error.filename or data_dir} cannot be used: {error.strerror}"
        raise SettingsError([problem("data_dir", what)]) from error
    except UnicodeDecodeError:
        text = ""
    if len(text) < SHORTEST_SECRET:
        what = f"the secret kept in {path} is damaged; put the right one back, or set REVE_SECRET"
        raise SettingsError([problem("data_dir", what)])
    return text


def _make(path: Path) -> None:
    """Write a new secret whole or not at all, unless another process was faster."""
    descriptor, written = tempfile.mkstemp(prefix=".secret-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(written, path)
        except FileExistsError:
            return
    finally:
        os.unlink(written)
