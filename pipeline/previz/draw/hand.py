"""The hand that draws: shapes become SVG in a style's line, fill and shadow, under a scene's light."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pipeline.previz.design.colour import adjusted, darker, hexed, luminance, mix, rgb
from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.geometry import bounds, rect
from pipeline.previz.draw.light import Light, lit

Stop = tuple[float, str, float]  # offset, colour, opacity


def graded(colour: str, style: StylePreset) -> str:
    """``colour`` as the style's paints can show it."""
    if style.grey:
        # Hard contrast drowns what is dark: its tones are pulled apart first, or dark faces have no features.
        value = luminance(colour) ** (0.76 if style.contrast > 1.2 else 1.0)
        colour = hexed(value, value, value)
    elif style.saturation != 1.0:
        colour = adjusted(colour, saturation=style.saturation)
    if style.tint:
        colour = mix(colour, style.tint, style.tint_share)
    if style.contrast != 1.0 or style.lift:
        colour = hexed(
            *(style.lift + (1 - style.lift) * (0.5 + (part - 0.5) * style.contrast) for part in rgb(colour))
        )
    return colour


class Sheet:
    """One layer being drawn. Coordinates are the frame's units unless a ``group`` changes them.

    ``depth`` (0 near, 1 far) decides how much air lies over the colours.
    """

    def __init__(
        self, style: StylePreset, light: Light, depth: float = 0.5, *, prefix: str = "a", back: bool = False
    ) -> None:
        self.style = style
        # How far the set leans towards the style's ground; pale grounds would turn nights into days.
        pale = luminance(style.back) > 0.5 if style.back else False
        self._back = style.back_share * (0.25 if pale and light.dark else 1.0) if back else 0.0
        self.light = light
        self.depth = depth
        self.scale = 1.0  # of the innermost group, so that lines keep their width on screen
        self._prefix = prefix
        self._defs: list[str] = []
        self._parts: list[str] = []
        self._count = 0

    def colour(self, colour: str, *, lit_by_itself: bool = False) -> str:
        """``colour`` under this sheet's light, air and paints; lamps and screens are ``lit_by_itself``."""
        seen = graded(colour if lit_by_itself else lit(colour, self.light, self.depth), self.style)
        return mix(seen, self.style.back, self._back) if self._back and not lit_by_itself else seen

    def fill(
        self,
        path: str,
        colour: str,
        *,
        line: float = 1.0,
        opacity: float = 1.0,
        glow: bool = False,
        extra: str = "",
    ) -> None:
        """A surface with the style's outline, ``line`` times as thick (0 for none)."""
        paint = colour if colour.startswith("url(") else self.colour(colour, lit_by_itself=glow)
        stroke = self._outline(paint, line, opacity) if line and not colour.startswith("url(") else ""
        # fill-opacity, not opacity: a group of its own for every shape would double the time of a layer.
        see = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
        self._parts.append(f'<path d="{path}" fill="{paint}"{stroke}{see}{extra}/>')

    def _outline(self, paint: str, line: float, opacity: float = 1.0) -> str:
        style = self.style
        if style.line <= 0:
            return ""
        colour = style.line_colour and mix(
            style.line_colour, self.light.fog, 0.5 * max(0.0, self.depth - 0.45)
        )
        colour = colour or darker(paint, 0.42)
        width = style.line * line * (1 - 0.45 * self.depth) / self.scale
        strength = style.line_opacity * opacity
        see = f' stroke-opacity="{strength:.2f}"' if strength < 1 else ""
        return f' stroke="{colour}" stroke-width="{width:.2f}" stroke-linejoin="round"{see}'

    def union(self, paths: Sequence[str], colour: str, *, line: float = 1.0) -> None:
        """Several shapes of one colour as a single silhouette: outlined around, not across."""
        joined = "".join(paths)
        paint = self.colour(colour)
        outline = self._outline(paint, line * 2) if line else ""
        if outline:
            self._parts.append(f'<path d="{joined}" fill="none"{outline}/>')
        self._parts.append(f'<path d="{joined}" fill="{paint}"/>')

    def stroke(
        self,
        path: str,
        colour: str = "",
        width: float = 1.0,
        *,
        opacity: float = 1.0,
        glow: bool = False,
        cap: str = "round",
    ) -> None:
        """A line ``width`` units thick in the group's units; without ``colour`` it is the style's ink."""
        paint = self.colour(colour, lit_by_itself=glow) if colour else self.ink()
        see = f' stroke-opacity="{opacity:.2f}"' if opacity < 1 else ""
        self._parts.append(
            f'<path d="{path}" fill="none" stroke="{paint}" stroke-width="{width:.2f}" stroke-linecap="{cap}"'
            f' stroke-linejoin="round"{see}/>'
        )

    def ink(self) -> str:
        """The colour of inner lines such as a nose or a fold."""
        return self.style.line_colour or self.colour("#2b1d2c")

    def pen(self, width: float = 1.0) -> float:
        """The style's line width in the group's units; a hairline even in styles without lines."""
        return max(1.2, self.style.line) * width * (1 - 0.45 * self.depth) / self.scale

    def shadow(self, path: str, within: str = "", amount: float = 1.0) -> None:
        """A shadow shape, kept inside the path ``within``. ``amount`` multiplies the style's darkness."""
        see = min(0.9, self.style.shade * amount)
        if see <= 0.01:
            return
        tone = self._shade()
        clip = f' clip-path="url(#{self.clip(within)})"' if within else ""
        self._parts.append(f'<path d="{path}" fill="{tone}" fill-opacity="{see:.2f}"{clip}/>')

    def turn_away(self, path: str, dx: float, dy: float, amount: float = 1.0) -> None:
        """The crescent of shadow on the side of ``path`` that (``dx``, ``dy``) points to."""
        see = min(0.9, self.style.shade * amount)
        if see <= 0.01:
            return
        tone = self._shade()
        left, top, right, bottom = bounds(path)
        # Only as large as needed: what a clip costs grows with the area of what it clips.
        ax, ay = abs(dx) * 1.4, abs(dy) * 1.4
        far = rect(left - ax, top - ay, right - left + 2 * ax, bottom - top + 2 * ay)
        # Soft hands let the light fade in three steps, hard ones cut it off.
        steps = (
            ((1.0, see),)
            if self.style.hard_shade
            else ((1.3, see * 0.4), (0.95, see * 0.4), (0.5, see * 0.4))
        )
        falls = "".join(
            f'<path d="{far}{path}" fill="{tone}" fill-rule="evenodd" fill-opacity="{part:.2f}" '
            f'transform="translate({-dx * reach:.1f} {-dy * reach:.1f})"/>'
            for reach, part in steps
        )
        self._parts.append(f'<g clip-path="url(#{self.clip(path)})">{falls}</g>')

    def _shade(self) -> str:
        if self.style.grey:
            return "#0a0a0e"
        shade = self.light.shade
        return graded(mix(shade, self.style.shadow, 0.6) if self.style.shadow else shade, self.style)

    def gleam(self, path: str, within: str = "", amount: float = 0.3, colour: str = "") -> None:
        """A patch of the key light, kept inside the path ``within``."""
        clip = f' clip-path="url(#{self.clip(within)})"' if within else ""
        tone = graded(colour or self.light.key, self.style)
        self._parts.append(f'<path d="{path}" fill="{tone}" fill-opacity="{min(1.0, amount):.2f}"{clip}/>')

    def clip(self, path: str) -> str:
        """The id of a clip path with this outline."""
        name = self._name()
        self._defs.append(f'<clipPath id="{name}"><path d="{path}"/></clipPath>')
        return name

    def blend(
        self, stops: Sequence[Stop], *, angle: str = "down", glow: bool = False, raw: bool = False
    ) -> str:
        """A gradient as a paint for ``fill``: ``angle`` is down, right or round (centre to edge)."""
        name = self._name()
        marks = "".join(
            f'<stop offset="{at:.3f}" '
            f'stop-color="{colour if raw else self.colour(colour, lit_by_itself=glow)}"'
            f' stop-opacity="{see:.3f}"/>'
            for at, colour, see in stops
        )
        if angle == "round":
            self._defs.append(f'<radialGradient id="{name}">{marks}</radialGradient>')
        else:
            ends = 'x2="0" y2="1"' if angle == "down" else 'x2="1" y2="0"'
            self._defs.append(f'<linearGradient id="{name}" x1="0" y1="0" {ends}>{marks}</linearGradient>')
        return f"url(#{name})"

    def raw(self, markup: str) -> None:
        """Markup that this package wrote itself; never text from outside."""
        self._parts.append(markup)

    @contextmanager
    def group(
        self,
        x: float = 0.0,
        y: float = 0.0,
        scale: float = 1.0,
        turn: float = 0.0,
        *,
        flip: bool = False,
        squeeze: float = 1.0,
        opacity: float = 1.0,
        within: str = "",
    ) -> Iterator[None]:
        """Draw in coordinates moved to (``x``, ``y``), turned by degrees, scaled; ``flip`` mirrors them."""
        before = self.scale
        self.scale *= scale
        sx = scale * squeeze * (-1 if flip else 1)
        see = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        spin = f" rotate({turn:.2f})" if turn else ""
        clip = f' clip-path="url(#{self.clip(within)})"' if within else ""
        self._parts.append(
            f'<g transform="translate({x:.2f} {y:.2f}){spin} scale({sx:.4f} {scale:.4f})"{see}{clip}>'
        )
        yield
        self._parts.append("</g>")
        self.scale = before

    def _name(self) -> str:
        self._count += 1
        return f"{self._prefix}{self._count}"

    def body(self) -> str:
        """What was drawn, without the outer ``svg`` element."""
        return (f"<defs>{''.join(self._defs)}</defs>" if self._defs else "") + "".join(self._parts)
