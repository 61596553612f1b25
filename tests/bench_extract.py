"""What it costs to read figures: megabytes a second on one core, beside the least that anybody pays and what people would start from.

    make bench-extract

On the same generated news, in the same run, each contestant in a process of its own on one core:

    read         every figure of every article (orchestration.claims.prose.read_text)
    trigger scan one regular expression of all words of detention over every article, and nothing else: the floor
    spaCy        blank English tokenizer with sentencizer: sentences and tokens, no figures

The news are invented, from the sentences below. One paragraph in five is about detention; in such a paragraph one sentence in 16 states a figure, as
in the five articles that the project began with, and one in five has another number. Times are processor time of the work alone, not of making the
text. Peak memory is that of the whole process.
"""

import multiprocessing
import os
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator

from adversarial import adversarial_texts

from orchestration.claims.prose import read_text
from orchestration.documents.passages import split_text
from orchestration.languages import load

SIZES = (1, 10, 100)
MEGABYTE = 1_000_000
PARAGRAPHS, SENTENCES = 7, 3
ABOUT_DETENTION, STATES_A_FIGURE, HAS_A_NUMBER = 0.2, 1 / 16, 0.2

PLACES = ["Norvany", "Velmar", "Karsk", "Ostrova", "Tarnhaven", "Belmora", "Quill", "Dunmere", "Sarvia", "Lindgard"]
BODIES = ["the harbour office", "the council", "the school board", "the ministry", "a spokeswoman", "the institute", "residents", "the union"]
THINGS = ["bridge", "library", "harbour", "market", "theatre", "orchard", "railway", "museum", "reservoir", "stadium", "dictionary", "lighthouse"]
SYLLABLES = ["ba", "cor", "den", "fi", "gra", "hol", "jun", "kel", "lo", "mer", "nis", "pra", "qua", "rod", "sta", "tin", "ur", "ven", "wim", "zo"]
PLAIN = [
    "{body} said the {odd} {thing} in {place} would open again once the {odd2} repairs are {odd3}, although nobody could name a day.",
    "Critics in {place} called the {odd} decision hasty, and asked why the {thing} had been {odd2} out of the {odd3} for so long.",
    "“We have waited for the {odd} {thing} longer than {odd2} remembers,” said a {odd3} from {place}, “and now it is raining.”",
    "Along the river in {place}, the old {thing} is {odd} in the morning, and the smell of {odd2} comes from the {odd3} next door.",
    "The {odd} {thing} has divided {place}: some see a {odd2} kept, others a bill that their {odd3} will have to pay.",
    "Later in the afternoon {body} {odd} through the {thing}, spoke to {odd2} visitors and left without taking {odd3}.",
    "It is not the first time that {place} argues about a {odd} {thing}; the last {odd2} ended with a song and a {odd3}.",
]
NUMBERED = [
    "The {thing} of {place}, built in {year}, costs the town {number} crowns a year, according to {body}.",
    "{body} expects {number} visitors at the {thing} in {place} this summer, {percent} percent more than before.",
    "The final ended {score} in front of {number} people at the stadium of {place}.",
    "On {day} May {year}, {number} households in {place} were without power for {percent} hours.",
]
DETENTION = [
    "The prison of {place} stands behind the {thing}, and families wait at its gate from the early morning.",
    "Lawyers in {place} said that the arrests had begun near the {thing} and that nobody was told why.",
    "{body} denied that anyone had died in custody in {place}, and promised to publish the list of detainees.",
]
FIGURES = [
    "Police in {place} arrested {number} people on Sunday, {body} said.",
    "At least {percent} inmates have died in the prisons of {place} since March {year}, according to the Open Cells Network.",
    "More than {number} people are being held in {place}, in a prison built for {percent}.",
    "{body} said that {number} detainees had been released from the prison of {place}, among them {percent} women.",
]


def articles(characters: int, seed: int, about_detention: float = ABOUT_DETENTION) -> Iterator[str]:
    """News of at least so many characters in all, always the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - it has to be repeatable, not secret
    made = 0
    while made < characters:
        article = "\n\n".join(_paragraph(chance, chance.random() < about_detention) for _ in range(PARAGRAPHS))
        made += len(article)
        yield article


def _paragraph(chance: random.Random, detention: bool) -> str:
    return " ".join(_sentence(chance, detention) for _ in range(SENTENCES))


def _sentence(chance: random.Random, detention: bool) -> str:
    kind = chance.random()
    if detention and kind < STATES_A_FIGURE:
        form = chance.choice(FIGURES)
    elif kind < STATES_A_FIGURE + HAS_A_NUMBER:
        form = chance.choice(NUMBERED)
    else:
        form = chance.choice([*PLAIN, *DETENTION] if detention else PLAIN)
    words = {"place": chance.choice(PLACES), "body": chance.choice(BODIES), "thing": chance.choice(THINGS)}
    numbers = {"number": f"{chance.randrange(200, 90_000):,}", "percent": chance.randrange(3, 90), "year": chance.randrange(1990, 2024)}
    words |= {"odd": _odd(chance), "odd2": _odd(chance), "odd3": _odd(chance)}
    text = form.format(**words, **numbers, day=chance.randrange(1, 31), score=f"{chance.randrange(6)}-{chance.randrange(6)}")
    return text[0].upper() + text[1:]


def _odd(chance: random.Random) -> str:
    """An invented word; a few are common and most are rare, as in any language: a megabyte has some ten thousand different ones."""
    rank = min(int(chance.paretovariate(0.2)), 10**9)
    word = ""
    while rank or not word:
        rank, syllable = divmod(rank, len(SYLLABLES))
        word += SYLLABLES[syllable]
    return word


def _read() -> Callable[[str], int]:
    lexicon = load("en")
    return lambda text: len(read_text(text, lexicon=lexicon, published_on="2024-05-01", split=split_text))


def _scan() -> Callable[[str], int]:
    phrases = {phrase for triggers in load("en").measures.values() for _, found in triggers for phrase in found}
    words = "|".join(re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    return lambda text: sum(1 for _ in pattern.finditer(text))


def _spacy() -> Callable[[str], int]:
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10 * MEGABYTE
    return lambda text: sum(1 for _ in pipeline(text).sents)


CONTESTANTS: dict[str, Callable[[], Callable[[str], int]]] = {"read": _read, "trigger scan": _scan, "spaCy": _spacy}


def _work(name: str, megabytes: int, about_detention: float) -> dict[str, float]:
    """Seconds, what was found, and memory in megabytes before the work and at its peak; on one core."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    work = CONTESTANTS[name]()
    for article in articles(50_000, seed=0):
        work(article)
    before = _peak()
    seconds, found, size = 0.0, 0, 0
    for article in articles(megabytes * MEGABYTE, seed=1, about_detention=about_detention):
        started = time.process_time()
        found += work(article)
        seconds += time.process_time() - started
        size += len(article.encode())
    return {"seconds": seconds, "found": found, "megabytes": size / MEGABYTE, "before": before, "peak": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measure(name: str, megabytes: int, about_detention: float = ABOUT_DETENTION) -> dict[str, float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_work, (name, megabytes, about_detention))


def _line(name: str, size: int, told: dict[str, float]) -> float:
    speed = told["megabytes"] / told["seconds"]
    growth = told["peak"] - told["before"]
    print(
        f"{size:>4} MB  {name:<13} {speed:>8.2f} MB/s   peak {told['peak']:>6.0f} MB, grown by {growth:>4.0f} MB   found {told['found']:>9,.0f}",
        flush=True,
    )
    return speed


def _adversarial() -> None:
    """Seconds per megabyte of what no person writes: flat means linear."""
    read = _read()
    print("\ntexts that nobody writes: seconds per MB at 0.02 MB and at 0.2 MB", flush=True)
    for kind in adversarial_texts(10):
        took = []
        for size in (MEGABYTE // 50, MEGABYTE // 5):
            text = adversarial_texts(size)[kind]
            started = time.process_time()
            read(text)
            took.append((time.process_time() - started) * MEGABYTE / size)
        print(f"  {kind:<28} {took[0]:>8.2f} {took[1]:>8.2f}   x{took[1] / took[0]:.1f}", flush=True)


def main() -> None:
    """Run and print; ``bench_extract.py 1 10`` leaves out the largest size."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    for size in sizes:
        speeds = {name: _line(name, size, _measure(name, size)) for name in CONTESTANTS}
        print(f"         read is {speeds['read'] / speeds['spaCy']:.1f} x spaCy and {speeds['read'] / speeds['trigger scan']:.2f} x the trigger scan")
    for share, words in ((0.0, "no paragraph"), (1.0, "every paragraph")):
        print(f"\n{words} about detention:")
        _line("read", sizes[0], _measure("read", sizes[0], share))
    _adversarial()


if __name__ == "__main__":
    main()
