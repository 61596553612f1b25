"""Reads plain text and markdown: the text is the bytes, decoded as UTF-8, unchanged, so that offsets lead straight back to the file."""


def read(data: bytes) -> str:
    """The text of the bytes. Raises ``ValueError`` naming the byte that is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}: save the file as UTF-8") from error
