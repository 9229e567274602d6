"""Ways to a line of the script."""

from pipeline.queries.places import Place


def line_url(place: Place, script: str, paragraph: int) -> str:
    """The address of a paragraph (from 0) of a scene's script on the pages of stage 4."""
    return f"{place.url('screenplay')}?view=pages#line-{script}-{paragraph}"
