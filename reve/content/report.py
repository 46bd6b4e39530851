"""What `reve content check` says: the counts of a pack, and all its faults."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reve.content.anatomy import Pack
from reve.content.faults import Fault
from reve.content.goal_models import AchievementsFile, CodexFile
from reve.content.loading import read_pack
from reve.content.models import ClassesFile, ElementsFile, ItemsFile, PackFile, TiersFile, TitlesFile


@dataclass(frozen=True, slots=True)
class Report:
    """A pack's name, version and counts as far as they could be read, and its faults."""

    pack: str
    name: str | None
    version: int | None
    counts: dict[str, int]
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether the pack can be played."""
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "pack": self.pack,
            "name": self.name,
            "version": self.version,
            "ok": self.ok,
            "counts": self.counts,
            "faults": [
                {
                    "file": fault.file,
                    "line": fault.line,
                    "path": fault.place,
                    "reason": fault.reason,
                    "remedy": fault.remedy,
                }
                for fault in self.faults
            ],
        }

    def __str__(self) -> str:
        counts = ", ".join(f"{what} {count}" for what, count in self.counts.items())
        head = (
            f"{self.name or self.pack}, version {self.version or 'unknown'}: {counts or 'nothing readable'}"
        )
        verdict = "no faults" if self.ok else f"faults: {len(self.faults)}"
        return "\n".join((head, verdict, *(f"  {fault}" for fault in self.faults)))


def check(path: Path | None = None) -> Report:
    """Check a pack, the shipped one by default."""
    reading = read_pack(path)
    about = reading.pack.get(PackFile)
    return Report(
        pack=str(path) if path else "shipped",
        name=about.name if about else None,
        version=about.version if about else None,
        counts=_counts(reading.pack),
        faults=reading.faults,
    )


def _counts(pack: Pack) -> dict[str, int]:
    counts: dict[str, int] = {}
    if elements := pack.get(ElementsFile):
        counts["elements"] = len(elements.elements)
    if tiers := pack.get(TiersFile):
        counts["tiers"] = len(tiers.tiers)
    if pack.species:
        counts["species"] = sum(len(file.species) for file in pack.species.values())
    if items := pack.get(ItemsFile):
        counts["items"] = len(items.items)
    if classes := pack.get(ClassesFile):
        counts["classes"] = len(classes.classes)
    if titles := pack.get(TitlesFile):
        counts["titles"] = len(titles.titles)
    if achievements := pack.get(AchievementsFile):
        counts["achievements"] = len(achievements.achievements)
    if codex := pack.get(CodexFile):
        counts["codex sets"] = len(codex.sets)
    return counts
