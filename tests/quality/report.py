"""Scores the extractor on every labelled set that is here, and writes ``docs/quality.md``.

    make score             prints the figures; writes them when none fell below the committed one
    make score ACCEPT=1    writes them whatever fell: the changelog says why

The committed figures lie beside this file, as counts, with the names of the golden documents they were counted on: a figure falls when it falls on
those, not because a harder document came. Sets that are not here keep theirs.
"""

import json
import os
import subprocess
import sys
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

import calibrate
import scoring
import texts

from orchestration import settings

COMMITTED = Path(__file__).with_name("committed.json")
TEMPLATE = Path(__file__).with_name("quality.md.in")
PAGE = settings.ROOT / "docs" / "quality.md"
DIMENSIONS = ("overall", "language", "measure", "context")
LEAST = {"context": 5}
"""Contexts with fewer labelled claims and readings are not shown: they say nothing."""

Counts = dict[str, Any]


def measured(documents: Container[str] | None = None) -> dict[str, Counts]:
    """Counts by set, dimension and code, of every set that is here; of the golden documents all, or those of these names."""
    found = {}
    for name, rows in texts.labelled():
        asked = [row for row in rows if documents is None or name != "golden" or row["id"] in documents]
        found[name] = _counts(scoring.score(asked, texts.readings(asked)))
    return found


def committed() -> dict[str, Any]:
    """The committed counts and reliability table."""
    found: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8"))
    return found


def _counts(score: scoring.Score) -> Counts:
    groups: Counts = {dimension: {} for dimension in DIMENSIONS}
    for (dimension, code), tally in sorted(score.tallies.items()):
        groups[dimension][code] = {"labelled": tally.labelled, "read": tally.read} | tally.right
    return groups | {"texts_without_claims": score.without_claims, "of_which_drew_one": score.drew_one}


def figures(counts: Mapping[str, int]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by level."""
    tally = scoring.Tally()
    tally.labelled, tally.read, tally.right = counts["labelled"], counts["read"], {level: counts[level] for level in scoring.LEVELS}
    return {level: tally.figures(level) for level in scoring.LEVELS}


def fallen(before: Mapping[str, Counts], now: Mapping[str, Counts]) -> Iterator[str]:
    """Every figure of a set that is lower now than before, in words."""
    for name in sorted(before.keys() & now.keys()):
        for dimension in DIMENSIONS:
            for code, counts in before[name][dimension].items():
                new = now[name][dimension].get(code, {"labelled": 0, "read": 0} | dict.fromkeys(scoring.LEVELS, 0))
                for level, was in figures(counts).items():
                    for figure, one, two in zip(("precision", "recall", "F1"), was, figures(new)[level], strict=True):
                        if two < one - 1e-9 and counts["labelled"] + counts["read"]:
                            yield f"{name}: {dimension} {code}: {figure} at level {level} fell from {one:.3f} to {two:.3f}"
        one, two = _rate(before[name]), _rate(now[name])
        if two > one + 1e-9:
            yield f"{name}: texts without claims that drew one rose from {one:.3f} to {two:.3f}"


def _rate(counts: Counts) -> float:
    return float(counts["of_which_drew_one"] / counts["texts_without_claims"]) if counts["texts_without_claims"] else 0.0


def page(found: Mapping[str, Any]) -> str:
    """``docs/quality.md`` from the committed counts."""
    misread = [f"| `{row['id']}` | {row['misread']} |" for row in texts.golden() if row["misread"]]
    reliability = [f"| {signs} | {count} | {expected:.3f} | {right:.3f} |" for signs, count, expected, right in found["reliability"]]
    parts = {name.upper(): _tables(found["sets"][name]) for name in found["sets"]}
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, part in {**parts, "MISREAD": "\n".join(misread), "RELIABILITY": "\n".join(reliability)}.items():
        text = text.replace(f"[[{name}]]", part)
    return text


def _tables(counts: Counts) -> str:
    rows = ["| | labelled | read | a: precision / recall / F1 | b | c |", "|---|---|---|---|---|---|"]
    for dimension in DIMENSIONS:
        shown = [item for item in counts[dimension].items() if max(item[1]["labelled"], item[1]["read"]) >= LEAST.get(dimension, 0)]
        for code, tally in sorted(shown, key=lambda item: -item[1]["labelled"]):
            cells = (" / ".join(f"{share:.3f}" for share in figures(tally)[level]) for level in scoring.LEVELS)
            rows.append(f"| {dimension} {code} | {tally['labelled']} | {tally['read']} | {' | '.join(cells)} |".replace("overall all", "**all**"))
    drew, of = counts["of_which_drew_one"], counts["texts_without_claims"]
    return "\n".join(rows) + f"\n\nTexts without a claim: {of}; of these, {drew} drew one ({_rate(counts):.1%})."


def main() -> int:
    """Score, print, and write unless a figure fell."""
    now, before = measured(), committed() if COMMITTED.is_file() else {"sets": {}, "reliability": [], "documents": []}
    for name in ("golden", *texts.DEVELOPMENT):
        print(f"\n{name}\n{_tables(now[name])}" if name in now else f"\nSKIPPED FOR WANT OF DATA: {name} does not lie beside the checkout")
    _print_shared_scores()
    lower = list(fallen(before["sets"], measured(before["documents"])))
    print("", *lower, sep="\n")
    if lower and not os.environ.get("ACCEPT"):
        print("Nothing was written. Mend it, or accept it with a reason in the changelog: make score ACCEPT=1")
        return 1
    judged = calibrate.judged()
    documents = [row["id"] for row in texts.golden()]
    reliability = calibrate.reliability(judged) if judged else before["reliability"]
    found = {"documents": documents, "sets": before["sets"] | now, "reliability": reliability}
    COMMITTED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(committed()), encoding="utf-8")
    print(f"Written: {PAGE.relative_to(settings.ROOT)}, {COMMITTED.relative_to(settings.ROOT)}")
    return 0


def _print_shared_scores() -> None:
    """What the scorer beside the checkout says of the same readings, where it is."""
    scorer = texts.SHARED / "tools" / "score.py"
    if not scorer.is_file():
        return
    for name, rows in texts.labelled():
        if name in texts.DEVELOPMENT:
            read = texts.readings(rows)
            folder = settings.load().var / "score"
            folder.mkdir(parents=True, exist_ok=True)
            answers = [{"id": row["id"], "claims": read[row["id"]]} for row in rows]
            for file, lines in (("labels", rows), ("readings", answers)):
                (folder / f"{name}.{file}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
            print(f"\n{name}, by {scorer.name}", flush=True)
            subprocess.run([sys.executable, str(scorer), str(folder / f"{name}.labels.jsonl"), str(folder / f"{name}.readings.jsonl")], check=True)


if __name__ == "__main__":
    sys.exit(main())
