"""What the models of a content pack are made of: bounded text, bounded whole numbers, and their base."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ID: Final = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
NAME: Final = r"^\S(.{0,38}\S)?$"
TEXT: Final = r"^\S.*\S$"
EMOJI: Final = r"^\S{1,8}$"
COLOUR: Final = r"^[0-9a-f]{6}$"
ICON: Final = r"^[a-z0-9-]+/[a-z0-9-]+$"
NUMERAL: Final = r"^[IVX]{1,6}$"

LOOKS: Final[Mapping[str, str]] = {
    ID: "use lower snake case, as energy_potion",
    NAME: "use 1 to 40 characters on one line",
    TEXT: "use a sentence on one line, without spaces around it",
    EMOJI: "use one emoji",
    COLOUR: 'use six hexadecimal digits in lower case and quotes, as "0099ff"',
    ICON: "use author/name, as lorc/wolf-head",
    NUMERAL: "use a Roman numeral",
}
"""What to write instead of a text that a pattern refuses."""

type Id = Annotated[str, StringConstraints(pattern=ID, max_length=40)]
type Name = Annotated[str, StringConstraints(pattern=NAME)]
type Text = Annotated[str, StringConstraints(pattern=TEXT, max_length=300)]
type Emoji = Annotated[str, StringConstraints(pattern=EMOJI)]
type Colour = Annotated[str, StringConstraints(pattern=COLOUR)]
type Icon = Annotated[str, StringConstraints(pattern=ICON, max_length=80)]
type Numeral = Annotated[str, StringConstraints(pattern=NUMERAL)]
type Figure = Annotated[int, Field(ge=-(2**53), le=2**53)]
type Count = Annotated[int, Field(ge=0, le=2**53)]
type Positive = Annotated[int, Field(ge=1, le=2**53)]
type Percent = Annotated[int, Field(ge=0, le=100)]
type TierNumber = Annotated[int, Field(ge=1, le=99)]
type Range = Annotated[list[Positive], Field(min_length=2, max_length=2)]


class Model(BaseModel):
    """A mapping with known keys."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
