"""Every rule by a sentence of its own, with the words that it goes by."""

import pytest

from orchestration.claims.explain import _MEANINGS
from orchestration.claims.extract import extract
from orchestration.claims.reading import Because, Sentence
from orchestration.languages import load

SENTENCES = [
    ("quantity.number", "two dozen", "en", "Police arrested two dozen people."),
    ("quantity.range", "between 40 and 50", "en", "Police arrested between 40 and 50 people on Sunday."),
    ("quantity.range", "entre 40 y 50", "es", "La policía detuvo a entre 40 y 50 personas."),
    ("qualifier.at_least.before", "at least", "en", "Police arrested at least 40 people."),
    ("qualifier.more_than.before", "más de", "es", "La policía detuvo a más de 40 personas."),
    ("qualifier.at_least.after", "or more", "en", "Police arrested 40 or more people."),
    ("qualifier.about.rounded", "Un centenar", "es", "Un centenar de personas fueron detenidas."),
    ("qualifier.about.estimate", "estimates", "en", "The ministry estimates that 40 people were arrested."),
    ("measure.arrests.counted", "arrests", "en", "Police reported 40 arrests."),
    ("measure.persons_held.weak", "presos", "es", "La isla tiene 40 presos."),
    ("measure.arrests.before", "arrested", "en", "Police arrested 40 people."),
    ("measure.releases.after", "released", "en", "On Sunday 40 people were released."),
    ("measure.custodial_deaths.killed_held", "killed", "en", "A fire killed 40 prisoners."),
    ("measure.facility_capacity.holds_up_to", "holds", "en", "The prison holds up to 300 inmates."),
    ("measure.releases.second_verb", "released", "en", "On Sunday 40 people were arrested and later released."),
    ("measure.part", "80", "en", "Police arrested 80 people on Sunday, including 14 women."),
    ("measure.more", "40", "en", "Police arrested 40 people.", "The other 19 were women."),
    ("measure.running_total", "has risen to", "en", "Police arrested 40 people.", "The total has risen to 52."),
    ("measure.subject_of_total", "detenidos", "es", "Los detenidos desde que empezó el toque de queda, en marzo, son 900."),
    ("measure.said_again", "52", "en", "Police arrested 40 people in March 2022 and 52 in May 2022."),
    ("measure.among", "released", "en", "Of those released last Sunday, said the union of the lawyers of the island, 9 were women."),
    ("basis.since", "May 2021", "en", "Since May 2021 police have arrested 800 people."),
    ("period.since", "mayo de 2021", "es", "Desde mayo de 2021 la policía ha detenido a 800 personas."),
    ("basis.until", "May 2022", "en", "Until May 2022 police arrested 800 people."),
    ("basis.total", "bringing the total", "en", "Police arrested 40 people, bringing the total to 900."),
    ("basis.outcome", "has led to", "en", "The crackdown has led to the arrest of 40 people."),
    ("basis.perfect", "have", "en", "Police have arrested 800 people."),
    ("basis.cumulative_cue", "So far", "en", "So far 40 people were arrested."),
    ("basis.counted", "recorded", "en", "The Watch recorded the arrest of 40 people."),
    ("basis.span", "January and April 2022", "en", "Police arrested 40 people between January and April 2022."),
    ("period.span", "enero y abril de 2022", "es", "La policía detuvo a 40 personas entre enero y abril de 2022."),
    ("basis.span_to_present", "May 2021 to June 2022", "en", "From May 2021 to June 2022 police arrested 800 people."),
    (
        "basis.same_window",
        "In that time",
        "en",
        "The Watch counted 60 deaths in prison between January and April 2022.",
        "In that time 300 prisoners were freed.",
    ),
    (
        "period.same_window",
        "In that time",
        "en",
        "The Watch counted 60 deaths in prison between January and April 2022.",
        "In that time 300 prisoners were freed.",
    ),
    ("basis.of_whole", "800", "en", "About 800 people have been detained since May 2021, of whom 150 were later released."),
    ("basis.flow_cue", "in the raid", "en", "Police arrested 40 people in the raid."),
    ("basis.on", "Sunday", "en", "Police arrested 40 people on Sunday."),
    ("period.on", "12 de junio", "es", "La policía detuvo a 40 personas el 12 de junio."),
    ("basis.default_event", "", "en", "Police arrested 40 people."),
    ("basis.default_total", "", "en", "The arrest of 40 people was welcomed."),
    ("basis.stock", "", "en", "There are 40 people in prison."),
    ("period.told", "Monday", "en", "On Monday the ministry said that 40 people were arrested."),
    ("period.as_of", "1 May 2022", "en", "On 1 May 2022 there were 40 people in prison."),
    ("period.heading", "March 2022", "en", "Arrests in March 2022:", "- 40 people were arrested in the capital."),
    ("period.this", "This year", "en", "This year police have arrested 800 people."),
    ("period.implied", "", "en", "Police arrested 40 people."),
    ("population.women", "women", "en", "Police arrested 40 women."),
    ("population.minors", "menores", "es", "La policía detuvo a 40 menores."),
    ("place.facility", "North Gate Prison", "en", "The police hold 300 inmates in North Gate Prison."),
    ("stance.planned", "plans", "en", "The government plans to release 40 prisoners."),
    ("origin.credited_before", "According to", "en", "According to the Open Watch, 40 people were arrested."),
    ("origin.credited_before", "Según", "es", "Según el Observatorio Abierto, 40 personas fueron detenidas."),
    ("origin.speaks", "said", "en", "Some 40 people were arrested, the Open Watch said."),
    ("origin.counts", "recorded", "en", "The Open Watch recorded 40 deaths in custody."),
    ("origin.carried", "It", "en", "The Open Watch said that 40 people were arrested.", "It also said that 12 prisoners were freed."),
]


@pytest.mark.parametrize(("rule", "words", "language", "texts"), [(rule, words, language, texts) for rule, words, language, *texts in SENTENCES])
def test_a_rule_says_the_words_that_it_goes_by(rule: str, words: str, language: str, texts: list[str]) -> None:
    sentences = [Sentence(200 * at, text) for at, text in enumerate(texts)]
    *_, reading = extract(sentences, lexicon=load(language), published_on="2022-06-14")
    assert Because(rule, words) in reading.because


def test_every_rule_that_has_a_meaning_has_a_sentence() -> None:
    shown = {name for rule, *_ in SENTENCES for family, *_, last in [rule.split(".")] for name in (family, f"{family}.{last}")}
    assert set(_MEANINGS) <= shown
