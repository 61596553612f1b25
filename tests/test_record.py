"""What the record of this checkout holds: documents, codings, and no sentence of a third party."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from orchestration import contexts
from orchestration.claims.codings import read_codings
from orchestration.documents.captures import documents, mark_duplicates, read_folders, versions
from orchestration.model.capture import SourceCard
from orchestration.model.dates import first_day
from orchestration.model.vocabulary import ACTOR_KINDS, MEASURES, POPULATIONS, SECTIONS
from orchestration.store import raw

RUN = 9
"""Words in a row that an abstract may not share with a third party's sentence."""

FIRST_QUARTER, LAST_QUARTER = "2022Q2", "2026Q1"
SAME = ("value", "value_low", "value_high", "qualifier", "basis", "period_start", "period_end", "date_precision", "period_is_implied", "origin_kind")


@pytest.fixture(scope="module")
def today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture(scope="module")
def captures(root: Path, today: date) -> pd.DataFrame:
    """Every document folder of the checkout, as a refresh reads it."""
    codes = frozenset(contexts.available())
    read = []
    for section in SECTIONS:
        sources: dict[str, SourceCard] = raw.sources(root / "raw", section)
        read += read_folders(raw.folders(root / "raw", section), sources, section, codes, today)
    return pd.concat(mark_duplicates(read), ignore_index=True)


@pytest.fixture(scope="module")
def accepted(captures: pd.DataFrame) -> pd.DataFrame:
    return documents(captures, versions(captures))


@pytest.fixture(scope="module")
def abstracts(root: Path) -> dict[str, str]:
    """Text of every abstract by its folder, whether or not an original lies beside it."""
    return {str(path.parent.relative_to(root / "raw")): path.read_text(encoding="utf-8") for path in sorted((root / "raw").glob("*/*/*/abstract.md"))}


@pytest.fixture(scope="module")
def codings(root: Path, today: date, captures: pd.DataFrame) -> pd.DataFrame:
    tables = []
    for card in map(contexts.load, contexts.available()):
        text = raw.codings(root / "raw", card.codings)
        tables.append(read_codings(card.codings, text, card.code, date.fromisoformat(card.counts_from), today, captures))
    return pd.concat(tables, ignore_index=True)


def faulty(table: pd.DataFrame, item: str) -> list[str]:
    rows = table[table["outcome"] != "accepted"]
    return [f"{name}: {fault['place']}: {fault['reason']}" for name, faults in zip(rows[item], rows["faults"], strict=True) for fault in faults]


def test_every_folder_is_accepted(captures: pd.DataFrame) -> None:
    assert faulty(captures, "folder") == []


def test_a_row_is_set_aside_only_because_its_figure_is_older_than_the_context(codings: pd.DataFrame) -> None:
    assert [fault for fault in faulty(codings, "coding_id") if not fault.endswith("the earliest day the context counts")] == []


def test_the_record_is_wide(accepted: pd.DataFrame, codings: pd.DataFrame) -> None:
    assert (accepted["text"].str.strip() != "").sum() >= 140
    assert set(accepted["section"]) == set(SECTIONS)
    assert {"en", "es"} <= set(accepted["language"])
    assert (codings["outcome"] == "accepted").sum() >= 900


def test_at_least_half_of_the_abstracts_of_the_press_are_in_spanish(accepted: pd.DataFrame) -> None:
    press = accepted[(accepted["section"] == "press_articles") & (accepted["text_kind"] == "abstract")]
    assert (press["language"] == "es").mean() >= 0.5


def test_the_press_speaks_in_every_quarter(accepted: pd.DataFrame) -> None:
    dated = accepted[(accepted["section"] == "press_articles") & (accepted["published_on"].str.len() >= len("2022-04"))]
    seen = {str(pd.Period(first_day(text), freq="Q")) for text in dated["published_on"]}
    wanted = [str(quarter) for quarter in pd.period_range(FIRST_QUARTER, LAST_QUARTER, freq="Q")]
    assert [quarter for quarter in wanted if quarter not in seen] == []


def test_every_abstract_ends_with_the_address_of_its_document(captures: pd.DataFrame, abstracts: dict[str, str]) -> None:
    urls = captures.set_index("folder")["url"]
    assert len(abstracts) >= 140
    assert [folder for folder, text in abstracts.items() if not text.rstrip().endswith(f"<{urls[folder]}>")] == []


def test_no_original_of_a_third_party_is_kept(root: Path, captures: pd.DataFrame) -> None:
    """An original lies beside its abstract, where git does not see it; alone it would be committed."""
    alone = [path for path in (root / "raw").glob("*/*/*/document.*") if not list(path.parent.glob("abstract.*"))]
    assert [str(path) for path in alone] == []
    assert len(captures)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences(ledger: dict[str, str], coding: dict[str, str]) -> Iterator[str]:
    """Fields of a coding that do not say what the ledger says. A measure or population that the ledger words freely may be a code by now."""
    yield from (name for name in SAME if ledger[name] != coding[name])
    measure, _, detail = ledger["measure"].partition(":")
    if (measure, detail) != (coding["measure"], coding["other_measure"]) and (detail, "") != (coding["measure"], coding["other_measure"]):
        yield "measure"
    if ledger["population"] in POPULATIONS:
        if ledger["population"] != coding["population"]:
            yield "population"
    elif ledger["population"] != coding["population_detail"]:
        yield "population_detail"
    if ledger["place"] != coding["place"]:
        yield "place"


def test_every_row_of_the_ledger_is_a_coding_with_the_same_figure(root: Path, shared: Path) -> None:
    ledger = rows(shared / "ledger.csv")
    coded = {row["coding_id"]: row for path in (root / "raw" / "codings").glob("*.csv") for row in rows(path)}
    assert len(ledger) == 933
    assert {row["measure"].partition(":")[0] for row in ledger} <= set(MEASURES)
    assert [row["claim_ref"] for row in ledger if row["claim_ref"] not in coded] == []
    assert {row["claim_ref"]: found for row in ledger if (found := list(differences(row, coded[row["claim_ref"]])))} == {}


def test_every_coding_names_the_document_of_its_ledger_row(root: Path, shared: Path, captures: pd.DataFrame) -> None:
    urls = captures.set_index("folder")["url"]
    of_document = {row["doc_ref"]: row["url"] for row in rows(shared / "documents.csv")}
    of_claim = {row["claim_ref"]: of_document[row["doc_ref"]] for row in rows(shared / "ledger.csv")}
    coded = [row for path in (root / "raw" / "codings").glob("*.csv") for row in rows(path)]
    # an address that names a private person is kept as its host alone
    strange = [
        row["coding_id"]
        for row in coded
        if (address := of_claim.get(row["coding_id"])) and urls[row["document"]] not in (address, "/".join([*address.split("/")[:3], ""]))
    ]
    assert strange == []


def test_every_document_of_an_organisation_or_a_government_that_carries_a_claim_is_in_the_record(shared: Path, accepted: pd.DataFrame) -> None:
    claiming = {row["doc_ref"] for row in rows(shared / "ledger.csv")}
    kinds = {"ngo", "igo", "government"}
    assert kinds < set(ACTOR_KINDS)
    wanted = [row for row in rows(shared / "documents.csv") if row["publisher_kind"] in kinds and row["doc_ref"] in claiming]
    assert len(wanted) >= 60
    found = set(accepted.loc[accepted["publisher_kind"].isin(kinds), "url"])
    assert [row["doc_ref"] for row in wanted if row["url"] not in found] == []


MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "january february march april may june july august september october november december"
)
DAY_OF_A_YEAR = re.compile(
    rf"(?:\d{{1,2}} (?:de |of )?)?(?:{'|'.join(MONTHS.split())})(?: \d{{1,2}},?(?!\d))?(?:,? (?:de |del |of )?20\d\d)?", re.IGNORECASE
)
"""A date counts as one word: nobody's sentence is known by the window it gives."""


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation; addresses are no words, and a date or a number is one."""
    text = re.sub(r"https?://\S+", " ", text)
    text = DAY_OF_A_YEAR.sub(lambda match: "".join(match.group().split()), " ".join(text.split()))
    return [word for raw_word in text.lower().split() if (word := re.sub(r"[^\w]", "", raw_word))]


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


def test_a_sentence_that_was_copied_is_seen_whatever_its_commas_and_capitals() -> None:
    sentence = "The ministry of A Land said on Monday that the police had arrested at least 1,200 people since 27 March 2022."
    copied = "In brief: THE MINISTRY of A Land said, on Monday,\nthat the police had arrested many."
    assert runs(sentence) & runs(copied)
    assert not runs(sentence) & runs(
        "According to the ministry, the police arrested at least 1,200 people since 27 March 2022, as was said on Monday."
    )


def test_a_window_of_dates_is_nobodys_sentence() -> None:
    window = "entre el 27 de marzo de 2022 y el 16 de diciembre de 2023"
    assert words(window) == ["entre", "el", "27demarzode2022", "y", "el", "16dediciembrede2023"]
    assert words("from 27 March 2022 to May 3, 2023")[1:] == ["27march2022", "to", "may32023"]


def test_no_abstract_repeats_a_sentence_of_a_third_party(shared: Path, abstracts: dict[str, str]) -> None:
    others: set[tuple[str, ...]] = set()
    for name in ("quotes_dev.jsonl", "passages_dev.jsonl"):
        for line in (shared / name).read_text(encoding="utf-8").splitlines():
            others |= runs(json.loads(line)["text"])
    for path in (shared / "seeds").glob("*.txt"):
        others |= runs(path.read_text(encoding="utf-8"))
    assert len(others) > 1000
    offenders = {folder: sorted(" ".join(run) for run in repeated) for folder, text in abstracts.items() if (repeated := runs(text) & others)}
    assert offenders == {}
