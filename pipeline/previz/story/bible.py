"""The writer's memory: who, where, about what and why. It is what ``Treatment.bible`` holds."""

from typing import Literal

from pydantic import Field

from projects.kinds.base import Part

Role = Literal["H", "F", "R", "L", "E", "N"]  # hero, friend, rival, lost one, elder, narrator
SOURCE = "source"  # the spine of a story that follows a text which somebody wrote


class Person(Part):
    """Someone of the story. ``gender`` is f, m, n (it) or p (they)."""

    role: Role
    key: str  # asset key
    name: str
    short: str
    gender: Literal["f", "m", "n", "p"] = "f"
    age: int = 35
    nature: str = "human"  # human, animal, robot, creature
    job: str = ""  # "lighthouse keeper"; of an animal, what it is
    relation: str = ""  # to the hero: "brother"
    manner: str = "plain"  # of speech
    look: str = ""  # the person in words a drawing can follow
    wardrobe: str = ""


class Place(Part):
    """Somewhere a scene can happen. ``role`` is what the place is to the hero: home, work, threshold, ..."""

    role: str
    setting: Literal["INT", "EXT", "INT/EXT"] = "INT"
    name: str  # as a slug line has it
    look: str = ""
    images: list[str] = Field(default_factory=list)  # sentences that open a scene there
    sounds: list[str] = Field(default_factory=list)


class Thing(Part):
    """What the idea is about: a door, a letter, a dog, a storm."""

    one: str  # "door"
    bare: str  # "brass door"
    where: str = ""  # "in the sea"
    nature: str = "thing"  # class of handling: passage, message, being, thing, place, ...
    plural: bool = False
    proper: bool = False  # a name: no article
    mass: bool = False  # singing, light: no "a"
    whose: str = ""  # "her": takes the place of the article
    prop: bool = False  # can be held


class Bible(Part):
    """Everything a scene's writer may read besides the beat."""

    version: int = 1
    language: str = "en"
    seed: str = "1"
    angle: str = "close"  # how the story is told
    viewpoint: Role = "H"
    structure: str = "three-acts"
    spine: str = "lost-one"  # what drives it
    mode: str = "present"
    genre: str = "drama"
    period: str = "modern"
    world: str = "city"
    people: list[Person] = Field(default_factory=list)
    places: list[Place] = Field(default_factory=list)
    thing: Thing = Thing(one="letter", bare="letter")
    threads: dict[str, str] = Field(default_factory=dict)  # want, obstacle, goal, ...
    parts: dict[str, str] = Field(
        default_factory=dict
    )  # premise, turn, climax, ... as the treatment tells them
    told: str = ""  # digest of the treatment's text as it was written, to see what a person changed

    def person(self, role: str) -> Person | None:
        """Who plays ``role``, if anyone does."""
        return next((person for person in self.people if person.role == role), None)

    def place(self, *roles: str) -> Place:
        """The place with the first of ``roles`` that the story has, or its first place."""
        by_role = {place.role: place for place in self.places}
        return next((by_role[role] for role in roles if role in by_role), self.places[0])
