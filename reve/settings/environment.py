"""Settings as environment variables, for a process that is to have the same."""

from collections.abc import Collection
from pathlib import Path

from pydantic import SecretStr

from reve.settings.model import Settings
from reve.settings.problems import variable


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the variables from which `load_settings` makes settings equal to these."""
    values = {field: getattr(settings, field) for field in Settings.model_fields}
    texts = {variable(field): _text(value) for field, value in values.items() if value is not None}
    return {name: text for name, text in texts.items() if text}


def _text(value: str | float | Path | SecretStr | Collection[int]) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, str | int | float | Path):
        return str(value)
    return ",".join(map(str, sorted(value)))
