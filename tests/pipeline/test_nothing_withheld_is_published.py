"""Names, numbers and small counts of a document do not reach any table of the release; its figures do."""

import json

import duckdb
import pytest
import small_raw
from world import World

NAMED = small_raw.Document(
    "press_articles",
    "plain_paper",
    "murio-rutilio-guardado",
    "es",
    "2024-03-02",
    "document.txt",
    f"La madre de Rutilio Guardado llamó al 7012-8834. Guardado tenía el DUI 03847561-9 y vivía en Calle Los Almendros, casa 17.\n\n"
    f"Según {small_raw.REGISTER}, 47.300 personas fueron detenidas hasta febrero de 2024, dijo Rutilio Guardado.\n",
)
_FEW = {"population": "women", "place": small_raw.FACILITY}
FEW = small_raw.coding(91, NAMED.folder, small_raw.REGISTER, "custodial_deaths", 2, "2024-02", note="It says 2 in one month.", **_FEW)
AGAIN = small_raw.DOCUMENTS[5].folder
FEW_AGAIN = small_raw.coding(92, AGAIN, small_raw.REGISTER, "custodial_deaths", 3, "2024-01", **_FEW)
HIDDEN = ("Rutilio", "rutilio", "Guardado", "guardado", "7012", "03847561", "Almendros")


@pytest.fixture(scope="module")
def named(published: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The small raw with a document that names a person, counts of two and of three women at one facility in two documents, and a published count at
    a facility that is corrected to two women."""
    world = published.copied(tmp_path_factory.mktemp("named"))
    small_raw.write_document(world.raw, NAMED)
    small_raw.append_coding(world.raw, FEW)
    small_raw.append_coding(world.raw, FEW_AGAIN)
    ((claim, judged),) = published.ask("select claim_id, fingerprint from fct_claims where coding_id = 'S013'")
    who = {"role": "reviewer", "decided_at": "2024-05-02T09:00:00Z", "reason": "There were 2."}
    line = {"kind": "correct", "claim_id": claim, "judged": judged, **who}
    changes = ({"field": "value", "from": 1450, "to": 2}, {"field": "population", "from": "all", "to": "women"})
    lines = [json.dumps(line | change | {"judgement_id": f"J2024-000{number}"}) for number, change in enumerate(changes, 1)]
    (world.raw / "judgements").mkdir()
    (world.raw / "judgements" / "2024.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    world.refresh()
    return world


def test_no_text_of_any_table_of_the_release_has_a_word_of_it(named: World) -> None:
    found = []
    for file in sorted((named.current() / "parquet").glob("*.parquet")):
        rows = duckdb.sql(f"from '{file}'").fetchall()
        found += [(file.stem, word) for word in HIDDEN if any(word in str(row) for row in rows)]
    assert found == []
    assert all(word.encode() not in (named.current() / "detention.duckdb").read_bytes() for word in HIDDEN if len(word) > 4)


def test_the_audit_says_what_was_withheld_where_and_why_without_the_words(named: World) -> None:
    kinds = {kind for (kind,) in named.ask("select kind from withheld_texts where document_id is not null")}
    assert {"name", "identifier", "phone", "address", "page", "count"} <= kinds
    assert named.ask("select count(*) from withheld_texts where found_in = 'documents.url' and kind = 'page'") == [(1,)]


def test_the_figure_of_the_document_stands_with_its_sentence_masked(named: World) -> None:
    query = "select quote_text, number_text, url from fct_claims inner join dim_documents using (document_id) where value = 47300"
    ((sentence, number, url),) = named.ask(query)
    assert sentence.endswith("dijo ███████ ████████.")
    assert number in sentence
    assert url == "https://example.org/█"


def test_a_count_of_two_women_at_a_facility_is_empty_and_enters_no_series(named: World) -> None:
    claim = f"select value, value_low, value_high, a1_low, series_exclusion from fct_claims where coding_id = '{FEW['coding_id']}'"
    assert named.ask(claim) == [(None, None, None, None, "withheld: few people of one sex or age at one place")]
    assert named.ask("select count(*) from series_custodial_deaths where population = 'women' and place <> 'national'") == [(0,)]
    assert named.ask("select count(*) from withheld_texts where claim_id is not null and kind = 'count'") == [(3,)]


def test_two_withheld_counts_are_not_said_to_be_one_figure_or_a_retelling(named: World) -> None:
    of_few = "claim_id in (select claim_id from fct_claims where series_exclusion like 'withheld%')"
    assert named.ask(f"select count(distinct figure_id), count(*) from lineage where {of_few}") == [(3, 3)]
    assert named.ask(f"select * from echoes where {of_few}") == []


def test_neither_a_remark_nor_a_judgement_nor_what_changed_says_a_withheld_count(named: World) -> None:
    assert named.ask(f"select note from fct_claims where coding_id = '{FEW['coding_id']}'") == [(None,)]
    assert named.ask("select from_value, to_value, reason from judgements order by judgement_id") == [(None, None, "█"), (None, None, "█")]
    moved = "select distinct old_reported_low, new_reported_low, old_bound_low, new_bound_low from changes where measure = 'persons_held'"
    assert named.ask(f"{moved} and place <> 'national'") == [(None, None, None, None)]


def test_the_lake_keeps_the_words_for_whoever_reviews_them(named: World) -> None:
    assert "Rutilio Guardado" in str(duckdb.sql(f"select text from '{named.var / 'lake' / 'passages.parquet'}'").fetchall())
