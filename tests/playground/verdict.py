"""What a bot says against Discord's rules fails the test in which it said it.

Name `pytest_runtest_call` in a conftest. A test that provokes violations on purpose calls
`playground.conversation.forgive()`.
"""

from collections.abc import Generator

import pytest

from reve.playground.server import Playground

STAGES = ("stage", "site", "second")
"""The fixtures on whose `playground` a bot is running."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Generator[None]:
    yield
    for name in STAGES:
        playground: Playground | None = getattr(item.funcargs.get(name), "playground", None)
        if playground is not None and (violations := playground.conversation.forgive()):
            pytest.fail("\n\n".join(map(str, violations)), pytrace=False)
