"""Props: things that the story needs to be seen. Each is one entry of a table of shapes."""

from pipeline.previz.draw.props.drawing import PROPS, cast, draw_prop, prop_of

__all__ = ["PROPS", "cast", "draw_prop", "prop_of"]
