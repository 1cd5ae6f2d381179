"""How static files are stored: under a name with a hash of their content, and compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Follows the addresses within style sheets only.

    Scripts of other packages name source maps that they do not carry.
    """

    patterns = tuple(
        pattern
        for pattern in CompressedManifestStaticFilesStorage.patterns
        if pattern[0] == "*.css"
    )
