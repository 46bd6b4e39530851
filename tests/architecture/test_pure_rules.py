"""The rules of the game: no I/O, no clock, no randomness of their own, whole numbers only."""

import ast

from tests.architecture.tree import dotted, imports, is_within, listing, modules

GAME = "reve/game"

PURE = (
    "actors",
    "reve.game",
    "__future__",
    "abc",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "hashlib",
    "heapq",
    "hmac",
    "itertools",
    "math",
    "operator",
    "re",
    "string",
    "struct",
    "types",
    "typing",
    "unicodedata",
)
"""What the rules may import. Add to it only what has no I/O, no clock and no randomness."""

IMPURE_CALLS = ("open", "input", "print", "exec", "eval", "globals", "id")
CLOCK = ("now", "utcnow", "today")
ROUNDED = ("math.floor", "math.ceil", "math.sqrt", "math.pow", "math.log", "math.exp", "float", "round")


def test_the_rules_import_nothing_that_reaches_outside() -> None:
    wrong = [
        f"{module.at(line)} imports {name}"
        for module in modules(GAME)
        for line, name in imports(module)
        if not is_within(name, PURE)
    ]

    assert not wrong, (
        "reve/game gets time and dice from the moment, and content from the catalogue; "
        f"hand it in instead:{listing(wrong)}"
    )


def test_the_rules_call_nothing_that_reaches_outside() -> None:
    wrong = [
        f"{module.at(node.lineno)} calls {dotted(node.func)}"
        for module in modules(GAME)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and (
            dotted(node.func) in IMPURE_CALLS
            or ("." in dotted(node.func) and dotted(node.func).rsplit(".", 1)[1] in CLOCK)
        )
    ]

    assert not wrong, f"the time is Moment.now_ms, and there is nothing to read or write:{listing(wrong)}"


def test_hazard_25_the_rules_reckon_in_whole_numbers() -> None:
    wrong = []
    for module in modules(GAME):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                wrong.append(f"{module.at(node.lineno)} has {node.value!r}")
            elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
                wrong.append(f"{module.at(node.lineno)} divides by /")
            elif isinstance(node, ast.Call) and dotted(node.func) in ROUNDED:
                wrong.append(f"{module.at(node.lineno)} calls {dotted(node.func)}")

    assert not wrong, f"use // and parts in 10,000; a float rounds differently some day:{listing(wrong)}"
