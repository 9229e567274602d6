from assets.models.capsules import Capsule, CapsuleVersion
from assets.models.media import Media

__all__ = ["Capsule", "CapsuleVersion", "Media"]
