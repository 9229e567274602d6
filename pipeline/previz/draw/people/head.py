"""A whole head, in the order in which its parts lie on each other."""

from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people import creatures
from pipeline.previz.draw.people.eyes import eyes
from pipeline.previz.draw.people.face import Face, nose, skin
from pipeline.previz.draw.people.hair import back_of_head, hair, hair_behind
from pipeline.previz.draw.people.looks import Look
from pipeline.previz.draw.people.mouth import mouth
from pipeline.previz.draw.people.wear import COVERING, beard, earrings, glasses, hat, moustache


def behind(sheet: Sheet, face: Face) -> None:
    """What of the head lies behind the body's neck and shoulders."""
    if creatures.is_creature(face):
        return
    if not face.back and face.design.get("hat") not in COVERING:
        hair_behind(sheet, face)


def head(sheet: Sheet, face: Face, look: Look) -> None:
    """The head in front of the neck."""
    if creatures.is_creature(face):
        creatures.head(sheet, face, look)
        return
    if face.back:
        back_of_head(sheet, face)
        hat(sheet, Face(face.design, 0.0, detail=face.detail, shade_left=face.shade_left))
        return
    skin(sheet, face)
    features(sheet, face, look)
    if face.design.get("hat") not in COVERING:
        hair(sheet, face)
    earrings(sheet, face)
    glasses(sheet, face)
    hat(sheet, face)


def features(sheet: Sheet, face: Face, look: Look) -> None:
    """What moves when a face feels or speaks."""
    nose(sheet, face)
    beard(sheet, face)
    mouth(sheet, face, look)
    moustache(sheet, face)
    eyes(sheet, face, look)
