"""The tests themselves: none is skipped, each claims something, each hazard has one."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import dotted, imports, listing, modules

SKIPS = {
    f"{home}.{name}"
    for home in ("pytest", "pytest.mark", "mark", "unittest")
    for name in ("skip", "skipif", "skipIf", "skipUnless", "xfail", "importorskip", "expectedFailure")
}
CLAIMS = ("assert", "check", "expect", "verify", "run_state_machine")

SHOWN = range(1, 43)
"""The faults that are impossible by now; each number stands in the name of a test that shows it."""


def all_tests() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield (place, function) of every test."""
    for module in modules("tests"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield module.at(node.lineno), node


def claims(function: ast.AST) -> bool:
    """Tell whether a test can fail by what it looks at."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = dotted(node.func).rsplit(".", 1)[-1]
            if name in ("raises", "warns", "RaisesGroup") or name.lstrip("_").startswith(CLAIMS):
                return True
    return False


def test_no_test_is_skipped_or_allowed_to_fail() -> None:
    wrong = [
        f"{module.at(node.lineno)} {dotted(node)}"
        for module in modules("tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and dotted(node) in SKIPS
    ]
    wrong += [
        f"{module.at(line)} imports {name}"
        for module in modules("tests")
        for line, name in imports(module)
        if name in SKIPS
    ]

    assert not wrong, f"make what is lacking, or do not collect it (collect_ignore):{listing(wrong)}"


def test_each_test_claims_something() -> None:
    wrong = [f"{place} {function.name}" for place, function in all_tests() if not claims(function)]

    assert not wrong, f"nothing is asserted here:{listing(wrong)}"


def test_each_fault_that_is_impossible_by_now_is_shown_to_be() -> None:
    named = re.compile(r"test_hazard_(\d+)_")
    shown = {int(found[1]) for _, function in all_tests() if (found := named.match(function.name))}
    missing = [number for number in SHOWN if number not in shown]

    assert not missing, f"no test is named test_hazard_N_... for N in {missing}"
