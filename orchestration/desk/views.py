"""What the page shows of a line, a sentence and a claim: prepared here, escaped and laid out by the templates."""

from collections.abc import Mapping
from typing import Any

from orchestration.contexts import ContextCard
from orchestration.desk.record import Judge, touched
from orchestration.desk.words import LABELS, in_words, marked, plain
from orchestration.model.judgement import UNDO
from orchestration.review.judged import Row, typed

_DONE = {
    "accept": "Accepted",
    "reject": "Rejected",
    "correct": "Corrected",
    "retract": "Withdrawn by its source",
    "same_figure": "Found to be the same figure",
    "different_figure": "Found to be different figures",
    "settle": "Conflict settled",
    UNDO: "Undone",
}
_STATES = {"standing": "", "superseded": "replaced or undone", "needs_look": "without effect: the claim reads otherwise now"}


def line(said: Row, published: set[str], judge: Judge) -> dict[str, Any]:
    """A line in words: what was done, by whom, when and why, what became of it, and whether this judge may undo it."""
    about = next(iter(touched(said)), ("conflict", said["conflict_id"]) if said["conflict_id"] else ("claim", said["claims"][0]))
    is_own = said["coder"] == judge.coder
    return {
        "judgement_id": said["judgement_id"],
        "done": _DONE[said["kind"]],
        "change": None if said["field"] is None else _change(said),
        "by": f"coder {said['coder']}" if said["coder"] else said["role"],
        "decided_at": said["decided_at"],
        "reason": said["reason"],
        "state": _STATES[said["state"]],
        "is_new": said["judgement_id"] not in published,
        "may_be_undone": is_own and said["kind"] != UNDO and said["state"] != "superseded",
        "item": about,
    }


def _change(said: Row) -> str:
    field = said["field"]
    was, becomes = (in_words(field, typed(field, said[name])) for name in ("from_value", "to_value"))
    return f"{LABELS[field]}: {was} → {becomes}"


def heading(now: Mapping[str, Any]) -> str:
    """The claim in a few words."""
    number = (
        f"{in_words('value', now['value_low'])} to {in_words('value', now['value_high'])}"
        if now["value"] is None
        else in_words("value", now["value"])
    )
    hedge = "" if now["qualifier"] in ("exactly", "between") else f"{plain(now['qualifier'])} "
    counted = now["other_measure"] or "of something else" if now["measure"] == "other" else plain(now["measure"])
    return f"{hedge}{number} {counted}"


def sentence(shown: Mapping[str, Any], read: Row) -> dict[str, Any]:
    """The sentence in its context, the number marked; the sentence of a coding is that of the reading it is paired with."""
    text = read["quote_text"] or shown["sentence"] or ""
    start = None if None in (read["number_start"], read["char_start"]) else int(read["number_start"]) - int(read["char_start"])
    before, number, after = marked(text, read["number_text"], start)
    url = shown["url"] or ""
    return {
        "before": before,
        "number": number,
        "after": after,
        "earlier": shown["sentence_before"],
        "later": shown["sentence_after"],
        "language": shown["language"],
        "url": url,
        "is_link": url.startswith(("http://", "https://")),
    }


def catalogues(context: ContextCard | None) -> dict[str, list[str]]:
    """Names that a correction of origin and place may take."""
    if context is None:
        return {"origin": [], "place": []}
    origins = sorted(card.names[0] for card in context.origins.values() if card.names)
    return {"origin": origins, "place": sorted(card.names[0] for card in context.facilities.values() if card.names)}
