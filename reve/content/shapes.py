"""What the models of a content pack are made of: bounded text, bounded whole numbers, and their base."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

type Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
type Name = Annotated[str, StringConstraints(pattern=r"^\S(.{0,38}\S)?$")]
type Text = Annotated[str, StringConstraints(pattern=r"^\S.*\S$", max_length=300)]
type Emoji = Annotated[str, StringConstraints(pattern=r"^\S{1,8}$")]
type Colour = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{6}$")]
type Icon = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=80)]
type Figure = Annotated[int, Field(ge=-(2**53), le=2**53)]
type Count = Annotated[int, Field(ge=0, le=2**53)]
type Positive = Annotated[int, Field(ge=1, le=2**53)]
type Percent = Annotated[int, Field(ge=0, le=100)]
type TierNumber = Annotated[int, Field(ge=1, le=99)]
type Range = Annotated[list[Positive], Field(min_length=2, max_length=2)]


class Model(BaseModel):
    """A mapping with known keys."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
