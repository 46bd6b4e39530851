"""The shape of every module."""

import ast

from tests.architecture.tree import LAYERS, dotted, listing, modules

SPEAKS_TO_PEOPLE = ("reve/cli.py", "reve/launch/", "reve/bot/cards/gather.py")
"""Where print is allowed: the commands of the command line, and a tool for developers. All else logs."""


def test_each_module_starts_by_saying_what_it_is_for() -> None:
    wrong = []
    for module in modules():
        first_line = 2 if module.text.startswith("#!") else 1
        starts = ast.get_docstring(module.tree) and module.tree.body[0].lineno == first_line
        if not starts:
            wrong.append(module.at(first_line))

    assert not wrong, f"write a docstring of one sentence on the first line:{listing(wrong)}"


def test_only_commands_of_the_command_line_print() -> None:
    wrong = [
        module.at(node.lineno)
        for module in modules(*LAYERS)
        if not module.path.startswith(SPEAKS_TO_PEOPLE)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and dotted(node.func) == "print"
    ]

    assert not wrong, f"log it, or return it to whoever asked:{listing(wrong)}"


def test_a_package_only_lists_its_public_surface() -> None:
    wrong = []
    for module in modules(*LAYERS):
        if module.path.endswith("/__init__.py"):
            for node in module.tree.body[1:]:
                lists = isinstance(node, ast.Assign) and dotted(node.targets[0]) in ("__all__", "__version__")
                if not lists and not isinstance(node, ast.Import | ast.ImportFrom):
                    wrong.append(module.at(node.lineno))

    assert not wrong, f"move it into a module with a name of its own:{listing(wrong)}"


def test_no_exception_is_swallowed() -> None:
    wrong = [
        module.at(node.lineno)
        for module in modules(*LAYERS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or dotted(node.type) in ("Exception", "BaseException"))
        and all(isinstance(statement, ast.Pass | ast.Continue) for statement in node.body)
    ]

    assert not wrong, f"name the error that is expected, or log it:{listing(wrong)}"
