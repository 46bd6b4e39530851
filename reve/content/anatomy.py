"""What a content pack is made of: its files, read but not built into anything yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from reve.content.ability_models import AbilitiesFile
from reve.content.adventure_models import AreaFile, QuestsFile
from reve.content.combat_models import BossesFile, CombatFile
from reve.content.goal_models import AchievementsFile, CodexFile, CollectionFile
from reve.content.growing_models import (
    AwakeningFile,
    EchoesFile,
    FusionFile,
    GatesFile,
    MaterialsFile,
    RelicsFile,
    SkillsFile,
)
from reve.content.holding_models import BuildingsFile, NoticesFile, TutorialFile
from reve.content.models import (
    ClassesFile,
    ElementsFile,
    ItemsFile,
    PackFile,
    SpeciesFile,
    SpeciesModel,
    TiersFile,
    TitlesFile,
)
from reve.content.rule_models import (
    DailyFile,
    ExperienceFile,
    LimitsFile,
    PowerFile,
    ResourcesFile,
    ReveFile,
    StarterFile,
)
from reve.content.shapes import Model
from reve.content.shop_models import ShopFile

SPECIES_DIR: Final = "species"
AREAS_DIR: Final = "areas"
DIRECTORIES: Final[Mapping[str, type[Model]]] = {SPECIES_DIR: SpeciesFile, AREAS_DIR: AreaFile}
"""The directories that a pack has, and what each of their files is."""
SUFFIX: Final = ".yaml"
FILES: Final[Mapping[str, type[Model]]] = {
    "pack.yaml": PackFile,
    "elements.yaml": ElementsFile,
    "tiers.yaml": TiersFile,
    "items.yaml": ItemsFile,
    "titles.yaml": TitlesFile,
    "classes.yaml": ClassesFile,
    "resources.yaml": ResourcesFile,
    "experience.yaml": ExperienceFile,
    "power.yaml": PowerFile,
    "reve.yaml": ReveFile,
    "daily.yaml": DailyFile,
    "starter.yaml": StarterFile,
    "limits.yaml": LimitsFile,
    "achievements.yaml": AchievementsFile,
    "codex.yaml": CodexFile,
    "collection.yaml": CollectionFile,
    "shop.yaml": ShopFile,
    "gates.yaml": GatesFile,
    "fusion.yaml": FusionFile,
    "awakening.yaml": AwakeningFile,
    "materials.yaml": MaterialsFile,
    "echoes.yaml": EchoesFile,
    "relics.yaml": RelicsFile,
    "skills.yaml": SkillsFile,
    "abilities.yaml": AbilitiesFile,
    "quests.yaml": QuestsFile,
    "combat.yaml": CombatFile,
    "bosses.yaml": BossesFile,
    "buildings.yaml": BuildingsFile,
    "notices.yaml": NoticesFile,
    "tutorial.yaml": TutorialFile,
}
"""The files that a pack has, besides those in directories."""


def directory_of(file: str) -> str:
    """Return the directory that a file is in, or is; the name itself of one that is in none."""
    return file.partition("/")[0]


def model_of(file: str) -> type[Model]:
    """Return what a file of a pack is."""
    return FILES.get(file) or DIRECTORIES[directory_of(file)]


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of a pack that are sound by themselves, and the names of those that are not."""

    files: Mapping[type[Model], Model]
    species: Mapping[str, SpeciesFile]
    spoilt: frozenset[str]
    areas: Mapping[str, AreaFile] = field(default_factory=dict)

    def get[M: Model](self, model: type[M]) -> M | None:
        """Return the file of a model, None if it is missing or spoilt."""
        return cast(M | None, self.files.get(model))

    def __getitem__[M: Model](self, model: type[M]) -> M:
        return cast(M, self.files[model])

    def all_species(self) -> Mapping[str, tuple[str, SpeciesModel]] | None:
        """Return element and model of each species by id; None if some may be unknown."""
        if self._spoilt(SPECIES_DIR):
            return None
        return {
            id_: (file.element, one) for file in self.species.values() for id_, one in file.species.items()
        }

    @property
    def areas_spoilt(self) -> bool:
        """Whether some areas may be unknown."""
        return self._spoilt(AREAS_DIR)

    def _spoilt(self, directory: str) -> bool:
        return any(directory_of(file) == directory for file in self.spoilt)
