"""Keeping pictures that people bring."""

from assets.actions.media import keep_bytes
from assets.models import Media
from assets.pictures import Cleaned


def keep_picture(picture: Cleaned, *, name: str = "") -> Media:
    """Store a picture that was read and written anew (``assets.pictures.cleaned``)."""
    return keep_bytes(picture.data, picture.mime, name=name, width=picture.width, height=picture.height)
