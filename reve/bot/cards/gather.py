"""Refresh the shipped icons: `python -m reve.bot.cards.gather PACKAGE_DIR`.

PACKAGE_DIR is the unpacked npm package `@iconify-json/game-icons`. Only the icons that the content
pack or the cards themselves use are taken, and their authors are credited beside them.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from reve.bot.cards.icons import FILE, SIDE
from reve.bot.cards.motifs import EMBLEMS
from reve.content.icons import icon_authors

CREDITS = "ATTRIBUTION.md"


class NotInPackage(Exception):
    """The icon package lacks what is `wanted`."""

    def __init__(self, *wanted: str) -> None:
        super().__init__(f"not in the icon package: {', '.join(wanted)}")
        self.wanted = wanted


def pick(package: Path, wanted: Iterable[str]) -> dict[str, str]:
    """The SVG bodies of the wanted icons, sorted by name."""
    found = json.loads((package / "icons.json").read_text(encoding="utf-8"))
    if (found["width"], found["height"]) != (SIDE, SIDE):
        raise NotInPackage(f"icons of {SIDE} x {SIDE}")
    names = sorted(wanted)
    if missing := [name for name in names if name not in found["icons"]]:
        raise NotInPackage(*missing)
    return {name: found["icons"][name]["body"] for name in names}


def credit(authors: Mapping[str, str]) -> str:
    """Name the authors of the icons, as the licence asks."""
    by_author: dict[str, list[str]] = {}
    for name, author in sorted(authors.items()):
        by_author.setdefault(author, []).append(name)
    lines = [
        "# Icons",
        "",
        f"The icons in `{FILE}` come from [game-icons.net](https://game-icons.net) and are licensed",
        "under [CC BY 3.0](https://creativecommons.org/licenses/by/3.0/). They are recoloured, outlined",
        "and shaded when a card is drawn. By author:",
        "",
        *(f"- **{author}**: {', '.join(names)}" for author, names in sorted(by_author.items())),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the icons and their credits anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, metavar="PACKAGE_DIR")
    authors = {**icon_authors(), **EMBLEMS}
    bodies = pick(parser.parse_args().package, authors)
    folder = Path(__file__).parent / "icons"
    (folder / FILE).write_text(json.dumps(bodies, indent=0) + "\n", encoding="utf-8")
    (folder / CREDITS).write_text(credit(authors), encoding="utf-8")
    print(f"{len(bodies)} icons")


if __name__ == "__main__":
    main()
