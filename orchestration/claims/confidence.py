"""How likely a reading is right: the share of readings with as many signs that were right where people had labelled the text.

Belongs here: the signs, and looking up the probability that was observed.
Does not belong here: the observing (``tests/quality/calibrate.py``), and any threshold: no claim is dropped for its confidence.
"""

from collections.abc import Iterable
from functools import cache
from importlib import resources

from orchestration.model import strict_yaml

_DATED_BY_PUBLICATION = frozenset({"period.implied", "period.this"})


def confidence(rules: Iterable[str]) -> float:
    """Observed probability that value, qualifier and basis of a reading with these rules are right."""
    return observed()[signs(rules)]


def signs(rules: Iterable[str]) -> int:
    """How many signs a reading has, of three: more than a bare noun says what is counted; words tell the basis; a date is said."""
    found = tuple(rules)
    counted = any(rule.startswith("measure.") and not rule.endswith(".weak") for rule in found)
    told = any(rule.startswith("basis.") and not rule.startswith(("basis.default", "basis.stock")) for rule in found)
    dated = any(rule.startswith("period.") and rule not in _DATED_BY_PUBLICATION for rule in found)
    return counted + told + dated


@cache
def observed() -> tuple[float, ...]:
    """Probabilities by number of signs, from none on; never falling."""
    text = (resources.files("orchestration.claims") / "confidence.yml").read_text(encoding="utf-8")
    return tuple(float(share) for share in strict_yaml.parse(text)["signs"])
