"""The kind that holds a film's choice of a style capsule."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from projects.kinds.base import Content


class CapsuleUse(Content):
    """What a style capsule says to a film: as it stood when it was chosen; later versions change nothing.

    For one medium, in all stages or (``stage``) in one alone. Without a name it says that there is none here,
    whatever the others follow.
    """

    kind: ClassVar[str] = "capsule"
    graph_fields: ClassVar[tuple[str, ...]] = ("medium", "stage", "name")

    medium: Literal["writing", "visual"]
    stage: str = Field(default="", max_length=20)  # slug; empty: every stage that has none of its own
    name: str = Field(default="", max_length=120)
    ref: str = Field(default="", max_length=160)  # the capsule's id, or "preset:noon-desert"
    version: int = Field(default=0, ge=0)  # 0: one of the studio's own
    guide: dict[str, Any] = Field(default_factory=dict)  # what models are told
    steer: dict[str, float | str] = Field(default_factory=dict)  # how previz draws
    held: dict[str, Any] = Field(
        default_factory=dict
    )  # the capsule without samples: what results are held to
