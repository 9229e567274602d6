"""Static files under names that change with what they hold, so that browsers keep each for good."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatics(CompressedManifestStaticFilesStorage):
    """Files as ``collectstatic`` names them; what modules and style sheets import is renamed along with them.

    Libraries name files that they do not bring, such as source maps: such names stay as they are.
    """

    support_js_module_import_aggregation = True
    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            return name
