"""What the tests of this folder share is let go of after them."""

from collections.abc import Iterator

import pytest

from tests.architecture import tree


@pytest.fixture(scope="package", autouse=True)
def parsed_for_these_alone() -> Iterator[None]:
    """Keep the parsed files for as long as they are needed."""
    yield
    tree.forget()
