"""Why a claim is what it is: for every field the rule that decided it and the words it went by, in words that people read.

Belongs here: what each rule means, and the two forms of an explanation, one for programs and one for people.
Does not belong here: the rules themselves (the modules beside).
"""

from typing import Any

from orchestration.claims.reading import Because, Reading

_MEANINGS = {
    "quantity.number": "the number",
    "quantity.range": "two numbers with the words of a range",
    "qualifier.before": "a hedge before the number",
    "qualifier.after": "a hedge after the number",
    "qualifier.rounded": "a word for a round number",
    "qualifier.estimate": "the text says that it estimates",
    "measure.counted": "the noun that the number counts",
    "measure.weak": "the noun that the number counts, no verb saying otherwise",
    "measure.before": "words before the number say what happened",
    "measure.after": "words after the number say what happened",
    "measure.killed_held": "those who were killed were held",
    "measure.holds_up_to": "the most that a place holds is its capacity",
    "measure.second_verb": "a second verb is said of the same people",
    "measure.part": "a part of the figure before",
    "measure.more": "more of the same, or the same by another count",
    "measure.running_total": "the new height of the figure before",
    "measure.subject_of_total": "the noun that is said to have come to the number",
    "measure.said_again": "the figure before, for another time",
    "measure.among": "the sentence begins with those of whom it tells",
    "basis.since": "counted since a start",
    "basis.until": "counted up to a date",
    "basis.total": "words that raise a total",
    "basis.outcome": "what an event that goes on has led to",
    "basis.perfect": "the perfect tense: up to now",
    "basis.cumulative_cue": "words of a running total",
    "basis.counted": "the one who is credited keeps count",
    "basis.span": "both ends of the window are said",
    "basis.span_to_present": "a long window that ends when the text was written",
    "basis.same_window": "words that point back to a window",
    "basis.of_whole": "that of the figure of which it counts a part",
    "basis.flow_cue": "words of a single event",
    "basis.on": "a date of its own: an event",
    "basis.default_event": "no date; the verb tells an event",
    "basis.default_total": "no date; a noun that tells no event is a running total",
    "basis.stock": "people held and capacity are stocks",
    "period.span": "both ends are said",
    "period.same_window": "the window told before",
    "period.since": "its start is said",
    "period.on": "its date is said",
    "period.told": "the day on which it was told",
    "period.as_of": "the date of the count is said",
    "period.heading": "the line above the list says the date",
    "period.this": "the period in which the text was written",
    "period.implied": "no date is said: the publication date stands in, where it is known",
    "population": "words for those who are counted",
    "place.facility": "the facility that the sentence names",
    "stance": "words of doubt, denial or intent",
    "origin.credited_before": "words that credit whom they precede",
    "origin.speaks": "the one who says it",
    "origin.counts": "the one who counted it",
    "origin.carried": "the one credited before, meant again",
}
"""What each rule means. A rule that names a measure or a qualifier has the meaning of its last part, one that ends in a code that of its family."""

_FIELDS = ("value", "qualifier", "measure", "basis", "period", "population", "place", "stance", "origin")
_BY_ABSENCE = {
    "qualifier": ("exactly", "no hedge stands by the number"),
    "period": ("", "no date is said, and none stands in"),
    "population": ("all", "no words narrow who is counted"),
    "stance": ("asserted", "no words say otherwise"),
    "origin": ("", "nobody is credited"),
}


def why(reading: Reading) -> list[dict[str, Any]]:
    """One item per rule that decided a field, by field: ``field``, its ``value``, the ``rule``, the ``words`` and the ``meaning``."""
    told = [(_field(because), because) for because in reading.because]
    values = _values(reading)
    items = []
    for field in _FIELDS:
        found = [because for name, because in told if name == field]
        items += [_item(field, values[field], because.rule, because.words, meaning(because.rule)) for because in found]
        if not found and field in _BY_ABSENCE and values[field] in (_BY_ABSENCE[field][0], ""):
            items.append(_item(field, values[field], None, "", _BY_ABSENCE[field][1]))
    return items


def meaning(rule: str) -> str:
    """What a rule means, in words. Raises ``KeyError`` for a rule that is not described."""
    family, *_, last = rule.split(".")
    return _MEANINGS[next((key for key in (rule, f"{family}.{last}") if key in _MEANINGS), family)]


def readable(answer: dict[str, Any]) -> str:
    """An answer with its explanations, for people."""
    parts = [f"{answer['id']}: {_count(len(answer['claims']), 'claim')}"]
    for claim in [*answer["claims"], *answer["not_asserted"]]:
        parts.append(f"\n  {claim['quote_text']}")
        parts += [f"    {_line(item)}" for item in claim["why"]]
        parts.append(f"    confidence   {claim['confidence']:.2f}")
    return "\n".join(parts) + "\n"


def _line(item: dict[str, Any]) -> str:
    words = f': "{item["words"]}"' if item["words"] else ""
    return f"{item['field']:<12} {item['value']:<24} {item['meaning']}{words}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number or 'no'} {noun}s"


def _item(field: str, value: str, rule: str | None, words: str, meant: str) -> dict[str, Any]:
    return {"field": field, "value": value, "rule": rule, "words": words, "meaning": meant}


def _field(because: Because) -> str:
    family = because.rule.partition(".")[0]
    return "value" if family == "quantity" else family


def _values(reading: Reading) -> dict[str, str]:
    ends = [end for end in (reading.period_start, reading.period_end) if end is not None]
    return {
        "value": f"{reading.value_low:,} to {reading.value_high:,}" if reading.value is None else f"{reading.value:,}",
        "qualifier": reading.qualifier,
        "measure": reading.measure,
        "basis": reading.basis,
        "period": " to ".join(dict.fromkeys(ends)),
        "population": reading.population,
        "place": reading.place or "",
        "stance": reading.stance,
        "origin": reading.origin or "",
    }
