"""Reads the settings and says what is wrong with them."""

import difflib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reve.settings.model import ENV_FILE, Settings, problem
from reve.settings.problems import PREFIX, Problem, SettingsError

WORDS: Final = {
    "value_error": "{error}",
    "int_parsing": "{given} is not a whole number",
    "float_parsing": "{given} is not a number",
    "finite_number": "{given} is not a number to reckon with",
    "literal_error": "{given} is none of {expected}",
    "greater_than_equal": "{given} is less than {ge:g}",
    "less_than_equal": "{given} is more than {le:g}",
}
"""What to say for each kind of error that pydantic finds."""

READ_ELSEWHERE: Final = ("VENV",)
"""What `run.py` reads, long before there are settings."""

TYPO: Final = 0.8
"""How alike two names are when one must be a slip of the other."""


def load_settings(**overrides: Any) -> Settings:
    """Read flags, then the environment, then `.env`; the first that has a value wins.

    `overrides` are flags by field name; None means that the flag was not given. Raises
    `SettingsError`, which names every wrong setting at once.
    """
    given = {field: value for field, value in overrides.items() if value is not None}
    unknown_fields = given.keys() - Settings.model_fields.keys()
    if unknown_fields:
        raise TypeError(f"no such settings: {sorted(unknown_fields)}")
    from_file = _env_file(Path(ENV_FILE))
    typos = [_typo(name, close) for name, close in _unknown({**from_file, **os.environ}) if close]
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingsError([*typos, *map(_problem, error.errors(include_url=False))]) from None
    if typos:
        raise SettingsError(typos)
    return settings


def unknown_variables() -> list[str]:
    """Return the `REVE_` variables that mean nothing here, to be warned of.

    They are no errors: some platforms make variables of a service's name for every neighbour.
    """
    return [name for name, _ in _unknown({**_env_file(Path(ENV_FILE)), **os.environ})]


def _env_file(path: Path) -> Mapping[str, str | None]:
    try:
        return dotenv_values(path, encoding="utf-8") if path.is_file() else {}
    except OSError as error:
        raise SettingsError([Problem(ENV_FILE, f"the file cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError:
        raise SettingsError([Problem(ENV_FILE, "the file is not text in UTF-8")]) from None


def _unknown(variables: Mapping[str, str | None]) -> Iterator[tuple[str, str | None]]:
    """Yield each unknown `REVE_` variable and the known one that it must be meant for, if any."""
    known = [*(field.upper() for field in Settings.model_fields), *READ_ELSEWHERE]
    for name in sorted(variables):
        plain = name.upper().removeprefix(PREFIX)
        if name.upper().startswith(PREFIX) and plain not in known:
            close = difflib.get_close_matches(plain, known, n=1, cutoff=TYPO)
            yield name, PREFIX + close[0] if close else None


def _typo(name: str, close: str) -> Problem:
    return Problem(name, f"there is no such setting; {close} is meant, it seems")


def _problem(details: ErrorDetails) -> Problem:
    """Say what pydantic found, in our words; only our own checks see secrets, and repeat none."""
    field = str(details["loc"][0])
    words = WORDS.get(details["type"], "{msg}")
    what = words.format(given=repr(details["input"])[:60], msg=details["msg"], **details.get("ctx", {}))
    return problem(field, what)
