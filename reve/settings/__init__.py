"""What an operator may set: from flags, the environment and `.env`, in this order."""

from reve.settings.environment import environment_of
from reve.settings.load import load_settings, unknown_variables
from reve.settings.model import DEFAULT_HEALTH_PORT, Settings, problem
from reve.settings.problems import Problem, SettingsError
from reve.settings.secret import kept_secret

__all__ = [
    "DEFAULT_HEALTH_PORT",
    "Problem",
    "Settings",
    "SettingsError",
    "environment_of",
    "kept_secret",
    "load_settings",
    "problem",
    "unknown_variables",
]
