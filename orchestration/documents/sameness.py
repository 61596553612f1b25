"""Whether two files say the same, though their bytes differ: a page with a clock or a nonce in its markup is another file at every fetch."""

from orchestration.documents.sandbox import Sandbox


def say_the_same(sandbox: Sandbox, before: tuple[str, bytes], now: tuple[str, bytes]) -> bool:
    """Whether a refresh would read the same words, and so the same numbers, in both (name and bytes), and both say the same of themselves.

    A file that cannot be read says nothing, and so nothing that is the same.
    """
    try:
        return all(ask(*before) == ask(*now) for ask in (sandbox.reading, sandbox.facts))
    except ValueError:
        return False
