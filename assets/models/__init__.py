from assets.models.capsules import Capsule, CapsuleVersion
from assets.models.library import LibraryAsset, LibraryVersion, SavedVoice
from assets.models.media import Media

__all__ = ["Capsule", "CapsuleVersion", "LibraryAsset", "LibraryVersion", "Media", "SavedVoice"]
