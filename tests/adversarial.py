"""Texts that nobody writes and that machines meet: each repeats a pattern to any length."""

_PATTERNS = {
    "no end of a sentence": "police arrested 40 people and then ",
    "nothing but figures": "40 of the 50 prisoners arrested, ",
    "one endless number": "7",
    "numbers without a noun": "12, ",
    "number words": "twenty hundred and ",
    "dates": "on 3 May 2021 and since 4 June 2022 ",
    "nested quotes": "he said \"she said “they said '",
    "nested brackets": "((([40 arrested ",
    "closing brackets": "40 arrested))] ",
    "zero-width characters": "4\u200b0 ar\u00adrested\u2060 ",
    "right-to-left marks": "\u202e40\u202c \u200fpeople arrested\u200e ",
    "control characters": "40\x00 people\x07 arrested\x1b ",
    "mark-up": "<p><b>40</b>&nbsp;people <i>arrested</i></p>",
    "unclosed mark-up": "<a href=40 arrested ",
    "ampersands": "&&&amp;&#40 arrested ",
    "combined accents": "detencio\u0301n de 40 a\u0301\u0301\u0301 ",
    "text decoded twice": "la detenciÃ³n de 40 personas â€œarrestadasâ€\x9d ",
    "mixed alphabets": "арест 40 людей اعتقال ٤٠ 逮捕４０人 arrested ",
    "empty lines": "\n\n",
    "white space": " ",
    "short paragraphs": "40 arrested\n\n",
    "names": "Open Cells Network Of The North And ",
    "credits": "according to the ministry of the ",
    "hedges": "at least more than up to ",
    "half phrases": "remain remain in remain in police ",
}


def adversarial_texts(characters: int) -> dict[str, str]:
    """A text of each kind, of this length."""
    return {kind: (pattern * (characters // len(pattern) + 1))[:characters] for kind, pattern in _PATTERNS.items()}
