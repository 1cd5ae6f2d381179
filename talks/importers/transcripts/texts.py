"""A transcript's file as text, or why it is none."""

MEGABYTES = 20
NOT_TEXT = "This is no text in UTF-8: save it as plain text first."


def text_of(path):
    """A pair of the text and a fault in a sentence; one of them is empty."""
    try:
        with open(path, "rb") as file:
            data = file.read(MEGABYTES * 1024**2 + 1)
    except OSError as error:
        return "", f"The file cannot be read: {error.strerror}."
    return decoded(data)


def decoded(data):
    """The same for bytes."""
    if len(data) > MEGABYTES * 1024**2:
        return "", f"The file is larger than {MEGABYTES} MB."
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", NOT_TEXT
    return ("", NOT_TEXT) if "\0" in text else (text, "")
