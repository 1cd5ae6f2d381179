"""The one exception of the private server."""

from django.db.utils import OperationalError


class ClusterError(OperationalError):
    """The private server cannot be used: one sentence that says why and where to look."""
