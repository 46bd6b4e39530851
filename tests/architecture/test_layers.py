"""Imports go reve -> persistence -> actors, and never back."""

import sys

import pytest

from tests.architecture.tree import LAYERS, imports, is_within, listing, modules

MAY_IMPORT = {
    "actors": ("actors",),
    "persistence": ("persistence", "actors"),
    "migrations": ("migrations", "persistence"),
    "reve": ("reve", "migrations", "persistence", "actors"),
}
OURS = (*LAYERS, "tests")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_lies_below_it(layer: str) -> None:
    wrong = [
        f"{module.at(line)} imports {name}"
        for module in modules(layer)
        for line, name in imports(module)
        if is_within(name, OURS) and not is_within(name, MAY_IMPORT[layer])
    ]

    assert not wrong, f"{layer} may import only {MAY_IMPORT[layer]}; turn these around:{listing(wrong)}"


def test_the_runtime_stands_on_anyio_and_the_standard_library_alone() -> None:
    allowed = (*(sys.stdlib_module_names - {"asyncio"}), "anyio", "actors")
    wrong = [
        f"{module.at(line)} imports {name}"
        for module in modules("actors")
        for line, name in imports(module)
        if not is_within(name, allowed)
    ]

    assert not wrong, f"actors/ runs on asyncio and trio alike; go through anyio:{listing(wrong)}"


def test_there_is_something_to_look_at_in_each_layer() -> None:
    assert [layer for layer in LAYERS if not modules(layer)] == []
