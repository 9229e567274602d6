"""A set-up of the camera while the shot list is being made, and what it costs to make one of two."""

from dataclasses import dataclass, field

from pipeline.previz.coverage.units import Unit
from projects.kinds.vocabulary import ShotType

_T = ShotType
SHORTEST, LONGEST, USUAL = 2.0, 6.0, 3.1  # seconds of a shot
LEAD = 0.6  # seconds around speech, so that a cut never clips a word
_BARE = (_T.ESTABLISHING, _T.INSERT, _T.POV)  # shots that need nobody in them


@dataclass
class Setup:
    """One shot in the making: what it shows, whom it is about, and why it is there."""

    type: ShotType
    units: list[Unit] = field(default_factory=list)
    subject: str = ""
    people: list[str] = field(default_factory=list)
    reason: str = ""
    speech: float = 0.0  # seconds of words that it must hold
    weight: float = 1.0  # of its share in what is left

    @property
    def text(self) -> str:
        """The action it shows."""
        return " ".join(unit.text for unit in self.units if unit.text)

    @property
    def spoken(self) -> list[Unit]:
        """The lines it carries."""
        return [unit for unit in self.units if unit.utterance]


def shortest(setup: Setup) -> float:
    """Seconds that a shot must last: its words with air around them, or long enough to be seen."""
    return max(SHORTEST, setup.speech + LEAD if setup.speech else 0.0)


def price_of_joining(one: Setup, two: Setup, at: int) -> float:
    """What is lost when two neighbours become one shot; ``at`` is the first one's place in the scene."""
    together = one.speech + two.speech
    price = 0.6 * together
    if one.speech and two.speech:
        price += 2.0 if one.subject == two.subject else 2.6
    elif one.speech or two.speech:
        price += 2.2
    price += 1.8 * (_T.INSERT in (one.type, two.type)) + 1.2 * (_T.POV in (one.type, two.type))
    if at == 0 and one.type is _T.ESTABLISHING and two.speech:
        price += 2.5
    if _T.MONTAGE in (one.type, two.type):
        price += 1.5 if one.type is two.type else 4.0  # an image of a montage stands alone
    if together > LONGEST:
        price += 3.0
    return price + 0.25 * (len(one.units) + len(two.units))


def joined(one: Setup, two: Setup, *, first: bool) -> Setup:
    """Two neighbours as one shot. The first shot of a scene stays wide enough to say where we are."""
    lead, rest = (two, one) if two.speech and not one.speech else (one, two)
    people = list(dict.fromkeys([*lead.people, *rest.people]))[:3]
    kind, reason = lead.type, lead.reason
    units, together, weight = one.units + two.units, one.speech + two.speech, one.weight + two.weight
    if one.type is two.type is _T.MONTAGE:
        return Setup(kind, units, one.subject, people, reason, together, weight)
    speakers = {unit.speaker for unit in [*one.spoken, *two.spoken] if unit.speaker in people}
    if len(speakers) > 1:
        kind, reason = _T.TWO_SHOT, "both in one frame: the exchange is one movement"
    elif first and people and (one.type in (*_BARE, _T.MASTER) or not one.people):
        kind, reason = _T.MASTER, "place and people in one: the scene has no time to lose"
    elif people and kind in _BARE:
        bare = rest.type in _BARE
        kind, reason = (_T.SINGLE, "follows the one who acts") if bare else (rest.type, rest.reason)
    elif len(people) > 1 and kind in (_T.SINGLE, _T.REACTION):
        kind, reason = _T.TWO_SHOT, "both in one frame: what is between them shows"
    subject = lead.subject if lead.subject in people or not people else people[0]
    return Setup(kind, units, subject, people, reason, together, weight)


def called(key: str) -> str:
    """An asset key as words: ``"prop:brass-key"`` -> ``"brass key"``."""
    return key.partition(":")[2].replace("-", " ")
