"""How a text stands to a figure, and which words say so."""

import pytest

from orchestration.claims.extract import extract
from orchestration.claims.reading import Because, Reading, Sentence
from orchestration.languages import load


def only(text: str, language: str) -> Reading:
    (reading,) = extract([Sentence(0, text)], lexicon=load(language), published_on="2022-06-14")
    return reading


@pytest.mark.parametrize(
    ("text", "language", "stance"),
    [
        ("In May 2022 the ministry denied that 40 prisoners had died in custody.", "en", "rejected"),
        ("May saw police arrest 40 people.", "en", "asserted"),
        ("May have been 40 who were arrested, the police said.", "en", "hypothetical"),
        ("The network could name 40 prisoners who were freed.", "en", "asserted"),
        ("The pardon of 40 prisoners comes next month after the vote.", "en", "planned"),
        ("After the vote 40 prisoners are freed next month.", "en", "planned"),
        ("Next month 40 prisoners are freed, whereas none was last year.", "en", "planned"),
        ("Possibly 40 people were arrested.", "en", "hypothetical"),
        ("El próximo mes son liberados 40 presos.", "es", "planned"),
        ("Die Regierung könnte in den kommenden Wochen im Norden der Insel 300 Häftlinge entlassen.", "de", "hypothetical"),
        ("Der Minister könnte bleiben, am Sonntag hat die Polizei 300 Häftlinge entlassen.", "de", "asserted"),
        ("Der Minister könnte bleiben, doch die Polizei hat am Sonntag 300 Häftlinge entlassen.", "de", "asserted"),
        ("La prisión puede albergar a 300 presos, y el ministro promete más.", "es", "asserted"),
    ],
)
def test_the_words_of_stance_that_are_said_of_a_figure_tell_its_stance(text: str, language: str, stance: str) -> None:
    assert only(text, language).stance == stance


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police arrested 40 people while next week the court sits.", "en"),
        ("The court sits next week, but 40 people were arrested.", "en"),
        ("La policía detuvo a 40 personas, mientras la próxima semana decide el juez.", "es"),
        ("El juez decide la próxima semana, pero la policía detuvo a 40 personas.", "es"),
    ],
)
def test_a_date_to_come_in_another_clause_plans_nothing(text: str, language: str) -> None:
    assert only(text, language).stance == "asserted"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("40 prisoners are freed next month.", Because("stance.planned", "next month")),
        ("The government plans to release 40 prisoners.", Because("stance.planned", "plans")),
        ("The ministry denied that 40 prisoners had died in custody.", Because("stance.rejected", "denied that")),
    ],
)
def test_the_stance_is_told_with_its_words(text: str, because: Because) -> None:
    assert because in only(text, "en").because
