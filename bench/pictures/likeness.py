"""How different two drawings look: CIE L*a*b* differences of what the eye takes in at a glance."""

from typing import NamedTuple

import cv2
import numpy as np

Picture = np.ndarray  # uint8, height x width x 3, blue green red
SPOT = 4  # pixels of a reference: the smallest thing whose change must be noticed
# Below these nobody sees a change: machines round a little differently, people move nothing by a hair.
MEAN, WORST = 1.0, 9.0
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.95047, 1.0, 1.08883])  # D65


class Difference(NamedTuple):
    """CIE76 differences, of the whole picture and where it is largest: 2 is just seen, 20 another colour."""

    mean: float
    worst: float

    @property
    def seen(self) -> bool:
        """Whether a person would see it."""
        return self.mean > MEAN or self.worst > WORST


def lab(picture: Picture) -> np.ndarray:
    """CIE L*a*b* of sRGB pixels under D65: distances in it follow the eye (CIE 15:2004)."""
    coded = picture[:, :, ::-1].astype(np.float64) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T / _WHITE
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), xyz * (841 / 108) + 4 / 29)
    x, y, z = root[:, :, 0], root[:, :, 1], root[:, :, 2]
    return np.dstack((116 * y - 16, 500 * (x - y), 200 * (y - z)))


def difference(one: Picture, two: Picture) -> Difference:
    """How different two pictures of one size look. Spots are averaged first: single pixels are not seen."""
    if one.shape != two.shape:
        return Difference(100.0, 100.0)
    apart = cv2.blur(lab(one), (SPOT, SPOT)) - cv2.blur(lab(two), (SPOT, SPOT))
    spots = np.sqrt((apart**2).sum(axis=2))
    return Difference(float(spots.mean()), float(spots.max()))
