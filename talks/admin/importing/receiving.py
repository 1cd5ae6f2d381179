"""Takes an upload as a stream to disk, and stops one that is too large before it is kept."""

from functools import wraps

from django.conf import settings
from django.core.files.uploadhandler import (
    FileUploadHandler,
    StopUpload,
    TemporaryFileUploadHandler,
)
from django.views.decorators.csrf import csrf_exempt, csrf_protect


class Limit(FileUploadHandler):
    """Counts what comes; beyond the limit the file is dropped, and the request marked."""

    def __init__(self, request):
        super().__init__(request)
        self.left = settings.IMPORT_LIMIT_MB * 1024**2
        request.is_too_large = False

    def receive_data_chunk(self, raw_data, start):
        self.left -= len(raw_data)
        if self.left < 0:
            self.request.is_too_large = True
            # The rest is read and thrown away: else the browser shows a broken connection.
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        return None


def streamed(view):
    """For a view that takes a file: `request.is_too_large` says that it was beyond the limit.

    How a body is read has to be said before anything reads it, the check of the form's token
    included: so that check comes behind this.
    """

    @csrf_exempt
    @wraps(view)
    def received(request, *args, **kwargs):
        request.is_too_large = False
        if request.method == "POST":
            request.upload_handlers = [Limit(request), TemporaryFileUploadHandler(request)]
        return csrf_protect(view)(request, *args, **kwargs)

    return received
