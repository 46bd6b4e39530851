"""Refresh the shipped icons: `python -m reve.bot.cards.gather PACKAGE_DIR`.

PACKAGE_DIR is the unpacked npm package `@iconify-json/game-icons`. Only the icons that the content
pack or the cards themselves use are taken, and their authors are credited beside them.
"""

import argparse
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import yaml

from reve.bot.cards.icons import FILE, SIDE
from reve.bot.cards.motifs import emblems

CREDITS = "ATTRIBUTION.md"


class NotInPackage(Exception):
    """The icon package lacks what is `wanted`."""

    def __init__(self, *wanted: str) -> None:
        super().__init__(f"not in the icon package: {', '.join(wanted)}")
        self.wanted = wanted


def pack_icons() -> frozenset[str]:
    """The icons that the species of the shipped pack name, as author/name."""
    species = files("reve.content").joinpath("pack", "species")
    return frozenset(
        entry["icon"]
        for file in species.iterdir()
        if file.name.endswith(".yaml")
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["species"].values()
    )


def pick(package: Path, wanted: frozenset[str]) -> dict[str, str]:
    """The SVG bodies of the wanted icons, sorted by author and name."""
    found = json.loads((package / "icons.json").read_text(encoding="utf-8"))
    if (found["width"], found["height"]) != (SIDE, SIDE):
        raise NotInPackage(f"icons of {SIDE} x {SIDE}")
    names = {icon: icon.rpartition("/")[2] for icon in sorted(wanted)}
    if missing := [icon for icon, name in names.items() if name not in found["icons"]]:
        raise NotInPackage(*missing)
    return {icon: found["icons"][name]["body"] for icon, name in names.items()}


def credits(bodies: Mapping[str, str]) -> str:
    """Name the authors, as the licence asks."""
    by_author: dict[str, list[str]] = {}
    for icon in bodies:
        author, _, name = icon.partition("/")
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
    bodies = pick(parser.parse_args().package, emblems() | pack_icons())
    folder = Path(__file__).parent / "icons"
    (folder / FILE).write_text(json.dumps(bodies, indent=0) + "\n", encoding="utf-8")
    (folder / CREDITS).write_text(credits(bodies), encoding="utf-8")
    print(f"{len(bodies)} icons")


if __name__ == "__main__":
    main()
