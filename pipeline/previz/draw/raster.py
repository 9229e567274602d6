"""SVG to pixels."""

import cv2
import numpy as np
import resvg_py

Pixels = np.ndarray  # uint8, height x width x 4, blue green red alpha, colours premultiplied by alpha
Box = tuple[float, float, float, float]  # left, top, width, height in frame units


def document(body: str, box: Box, width: int, height: int) -> str:
    """An SVG document that shows ``box`` of the frame's coordinates in ``width`` x ``height`` pixels."""
    x, y, w, h = box
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}" viewBox="{x:.3f} {y:.3f} {w:.3f} {h:.3f}" preserveAspectRatio="none">{body}</svg>'
    )


def rasterise(body: str, box: Box, width: int, height: int, fonts: list[str] | None = None) -> Pixels:
    """The part ``box`` of a drawing as premultiplied pixels."""
    png = resvg_py.svg_to_bytes(
        svg_string=document(body, box, width, height), skip_system_fonts=True, font_files=fonts or []
    )
    straight = cv2.imdecode(np.frombuffer(bytes(png), np.uint8), cv2.IMREAD_UNCHANGED)
    if straight is None:
        raise ValueError("The drawing could not be rasterised.")
    if straight.ndim == 2 or straight.shape[2] == 3:
        straight = cv2.cvtColor(straight, cv2.COLOR_GRAY2BGRA if straight.ndim == 2 else cv2.COLOR_BGR2BGRA)
    return premultiplied(straight)


def premultiplied(straight: np.ndarray) -> Pixels:
    """Straight-alpha BGRA with its colours multiplied by alpha."""
    alpha = straight[:, :, 3]
    if alpha.min() == 255:
        return straight
    factor = cv2.merge((alpha, alpha, alpha, np.full_like(alpha, 255)))
    return cv2.multiply(straight, factor, scale=1 / 255)


def remainder(above: Pixels) -> Pixels:
    """What a picture below keeps under ``above``: the inverse of its alpha, for every channel."""
    return cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(above, 3)), cv2.COLOR_GRAY2BGRA)


def over(below: Pixels, above: Pixels) -> None:
    """Lay ``above`` on ``below``, in place; both premultiplied and of one size, ``below`` opaque."""
    cv2.multiply(below, remainder(above), dst=below, scale=1 / 255)
    cv2.add(below, above, dst=below)
    below[:, :, 3] = 255


def png(pixels: Pixels, *, opaque: bool = True) -> bytes:
    """PNG at level 1: three times as quick as the default for a tenth more bytes."""
    picture = pixels[:, :, :3] if opaque else pixels
    done, data = cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not done:
        raise ValueError("The picture could not be encoded as PNG.")
    return data.tobytes()
