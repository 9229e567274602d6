"""What a prop is made of: a few shapes around its middle, in units of which a human head measures 200."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """One path. ``role``: m main colour, d its dark, l its light, a accent, g glowing, or ``#rrggbb``."""

    path: str
    role: str = "m"
    line: float = 1.0
    opacity: float = 1.0
    width: float = 0.0  # stroke only, this thick


@dataclass(frozen=True)
class Prop:
    """A kind of thing: its size, colours and shapes. The words that mean it are in ``design.kinds``."""

    width: float
    height: float
    colour: str
    accent: str
    shapes: tuple[Shape, ...]
    grip: tuple[float, float] = (0.0, 0.0)  # where a hand holds it
    stands: bool = True  # rests on its lower edge; else it hangs or lies


def thing(size: tuple[float, float], colours: tuple[str, str], *shapes: Shape, **more: object) -> Prop:
    """A prop ``size`` wide and high, in a main and an accent colour, drawn from back to front."""
    return Prop(size[0], size[1], colours[0], colours[1], shapes, **more)  # type: ignore[arg-type]
