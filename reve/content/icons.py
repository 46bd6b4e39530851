"""The pictures that a pack chose for its esprits, from game-icons (CC BY 3.0), with whom to credit."""

from pathlib import Path

from reve.content.loading import load_pack


def species_icons(path: Path | None = None) -> dict[str, str]:
    """Return the name of each species' icon."""
    return {species: icon.partition("/")[2] for species, icon in _icons(path).items()}


def icon_authors(path: Path | None = None) -> dict[str, str]:
    """Return the author of each icon that the pack uses, by icon name."""
    credits = (icon.partition("/") for icon in _icons(path).values())
    return {name: author for author, _, name in credits}


def _icons(path: Path | None) -> dict[str, str]:
    pack = load_pack(path)
    return {id_: one.icon for file in pack.species.values() for id_, one in file.species.items()}
