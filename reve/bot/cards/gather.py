"""Refresh the shipped icons: `python -m reve.bot.cards.gather PACKAGE_DIR`.

PACKAGE_DIR is the unpacked npm package `@iconify-json/game-icons`. Only the icons that the content
pack or the cards themselves use are taken.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from reve.bot.cards.icons import FILE, SIDE
from reve.bot.cards.motifs import emblems


class NotInPackage(Exception):
    """The icon package lacks `names`."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(f"not in the icon package: {', '.join(names)}")


def pick(package: Path, wanted: frozenset[str]) -> dict[str, str]:
    """The bodies of the wanted icons, sorted by name."""
    found = json.loads((package / "icons.json").read_text(encoding="utf-8"))
    if (found["width"], found["height"]) != (SIDE, SIDE):
        raise NotInPackage([f"icons of {SIDE} x {SIDE}"])
    if missing := sorted(wanted - found["icons"].keys()):
        raise NotInPackage(missing)
    return {name: found["icons"][name]["body"] for name in sorted(wanted)}


def main() -> None:
    """Write `icons/icons.json` anew."""
    from reve.content.icons import species_icons

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, metavar="PACKAGE_DIR")
    wanted = emblems() | frozenset(species_icons().values())
    bodies = pick(parser.parse_args().package, wanted)
    target = Path(__file__).parent / "icons" / FILE
    target.write_text(json.dumps(bodies, indent=0) + "\n", encoding="utf-8")
    print(f"{len(bodies)} icons -> {target.name}")


if __name__ == "__main__":
    main()
