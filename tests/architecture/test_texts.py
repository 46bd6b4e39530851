"""What no file may say, be it code, data or prose."""

import re
from collections.abc import Iterator

from tests.architecture.tree import files, listing, text_of

# Each is put together here, so that this file does not say it either.
MACHINE_PATHS = re.compile(
    "|".join((r"(?<![\w.~-])/ro" + "ot/", r"(?<![\w.~-])/wo" + "rk/", "/tmp" + r"/w\b"))
)
REGISTRY_HOSTS = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("files", "pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("registry", "yarnpkg", "com"),
            ("deb", "debian", "org"),
            ("archive", "ubuntu", "com"),
            ("crates", "io"),
            ("proxy", "golang", "org"),
        )
    )
)
FOR_LATER = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")


def places(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield where a pattern is found in any file of the project."""
    for path in files():
        for number, line in enumerate((text_of(path) or "").splitlines(), 1):
            if found := pattern.search(line):
                yield f"{path}:{number} says {found[0]!r}"


def test_no_file_names_a_path_of_one_machine() -> None:
    wrong = list(places(MACHINE_PATHS))

    assert not wrong, f"these paths exist on one machine only:{listing(wrong)}"


def test_no_file_names_the_host_of_a_package_registry() -> None:
    wrong = list(places(REGISTRY_HOSTS))

    assert not wrong, f"where packages come from is for each machine to say:{listing(wrong)}"


def test_nothing_is_left_for_later() -> None:
    wrong = list(places(FOR_LATER))

    assert not wrong, f"do it, or open an issue:{listing(wrong)}"


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE_PATHS.search("cd " + "/ro" + "ot/reve")
    assert MACHINE_PATHS.search('"/wo' + 'rk/main"')
    assert not MACHINE_PATHS.search("tests/wo" + "rk/of/art")
    assert REGISTRY_HOSTS.search("https://pypi" + ".org/simple")
    assert FOR_LATER.search("# TO" + "DO: later")
    assert not FOR_LATER.search("mkstemp('XX" + "XXXX')")
