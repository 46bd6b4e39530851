"""Integers only: no rule holds or makes a fraction."""

import ast
from pathlib import Path

import pytest

import reve.game

MODULES = sorted(Path(reve.game.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_rule_has_no_float_and_no_true_division(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    fractions = [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div))
    ]
    assert fractions == []
