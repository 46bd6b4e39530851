"""What a pack must keep of the one before it: its version rises, and nothing that players own vanishes."""

from collections.abc import Iterator, Mapping

from reve.content.faults import Fault
from reve.game.catalogue import Catalogue

PACK_FILE = "pack.yaml"


def succession(before: Catalogue, after: Catalogue) -> Iterator[Fault]:
    """Yield what forbids that one pack follows another."""
    if after.version <= before.version:
        yield version_fault(f"{after.version} is not above {before.version}, which is in force")
    for file, path, kept, offered in _owned(before, after):
        for id_ in kept:
            if id_ not in offered:
                reason = f"{id_!r} of version {before.version} is gone, and players may have it"
                yield Fault(file, (path, id_), reason, "keep it; no longer giving it out is enough")
    for id_, one in before.species.items():
        now = after.species.get(id_)
        if now is None:
            reason = f"{id_!r} of version {before.version} is gone, and players may have it"
            yield Fault(f"species/{one.element}.yaml", ("species", id_), reason, "keep it")
        elif (now.element, now.tier) != (one.element, one.tier):
            reason = f"it was {one.element} of tier {one.tier} in version {before.version}"
            yield Fault(f"species/{now.element}.yaml", ("species", id_), reason, "make a new species of it")


def version_fault(reason: str) -> Fault:
    """Say that a pack's version is at fault."""
    return Fault(PACK_FILE, ("version",), reason, "raise it")


def _owned(
    before: Catalogue, after: Catalogue
) -> Iterator[tuple[str, str, Mapping[str, object], Mapping[str, object]]]:
    """Yield file, key, and the old and new things of each kind that players own or wear."""
    yield "items.yaml", "items", before.items, after.items
    yield "titles.yaml", "titles", before.titles, after.titles
    yield "classes.yaml", "classes", before.classes, after.classes
    yield "relics.yaml", "relics", before.growing.relics, after.growing.relics
