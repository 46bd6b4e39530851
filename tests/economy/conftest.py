"""Short lives, each played once."""

from collections.abc import Callable
from functools import cache

import pytest

from reve.content.loading import load_catalogue
from reve.economy.life import Life
from reve.economy.profile import PROFILES
from reve.economy.routine import live

type Lived = Callable[[str, int], Life]

DAYS = 8


@pytest.fixture(scope="session")
def lived() -> Lived:
    """What lives a profile with a seed for eight days under the shipped pack."""
    catalogue = load_catalogue()
    return cache(lambda profile, seed: live(catalogue, PROFILES[profile], seed, DAYS))
