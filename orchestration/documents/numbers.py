"""The numbers of a text, as two readers of the same file must agree on them."""

import re
import unicodedata
from collections import Counter

_NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*")
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphens and characters without width: one reader keeps them, another does not."""


def numbers(text: str) -> Counter[str]:
    """How often each number stands in the text, as written in plain digits; digits that white space parts are numbers of their own."""
    return Counter(_NUMBER.findall(unicodedata.normalize("NFKC", text).translate(_UNSEEN)))


def named(found: Counter[str], most: int = 8) -> str:
    """The numbers for a sentence, the first few of them."""
    shown = sorted(found)[:most]
    return ", ".join(shown) + (f" and {len(found) - most} more" if len(found) > most else "")
