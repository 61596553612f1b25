"""Names, numbers and small counts of a document do not reach any table of the release; its figures do."""

import duckdb
from additions import FEW
from world import World

HIDDEN = ("Rutilio", "rutilio", "Guardado", "guardado", "7012", "03847561", "Almendros")


def test_no_text_of_any_table_of_the_release_has_a_word_of_it(added: World) -> None:
    found = []
    for file in sorted((added.current() / "parquet").glob("*.parquet")):
        rows = duckdb.sql(f"from '{file}'").fetchall()
        found += [(file.stem, word) for word in HIDDEN if any(word in str(row) for row in rows)]
    assert found == []
    assert all(word.encode() not in (added.current() / "detention.duckdb").read_bytes() for word in HIDDEN if len(word) > 4)


def test_the_audit_says_what_was_withheld_where_and_why_without_the_words(added: World) -> None:
    kinds = {kind for (kind,) in added.ask("select kind from withheld_texts where document_id is not null")}
    assert {"name", "identifier", "phone", "address", "page", "count"} <= kinds
    assert added.ask("select count(*) from withheld_texts where found_in = 'documents.url' and kind = 'page'") == [(1,)]


def test_the_figure_of_the_document_stands_with_its_sentence_masked(added: World) -> None:
    query = "select quote_text, number_text, url from fct_claims inner join dim_documents using (document_id) where value = 47300"
    ((sentence, number, url),) = added.ask(query)
    assert sentence.endswith("dijo ███████ ████████.")
    assert number in sentence
    assert url == "https://example.org/█"


def test_a_count_of_two_women_at_a_facility_is_empty_and_enters_no_series(added: World) -> None:
    claim = f"select value, value_low, value_high, a1_low, series_exclusion from fct_claims where coding_id = '{FEW['coding_id']}'"
    assert added.ask(claim) == [(None, None, None, None, "withheld: few people of one sex or age at one place")]
    assert added.ask("select count(*) from series_custodial_deaths where population = 'women' and place <> 'national'") == [(0,)]
    assert added.ask("select count(*) from withheld_texts where claim_id is not null and kind = 'count'") == [(3,)]


def test_two_withheld_counts_are_not_said_to_be_one_figure_or_a_retelling(added: World) -> None:
    of_few = "claim_id in (select claim_id from fct_claims where series_exclusion like 'withheld%')"
    assert added.ask(f"select count(distinct figure_id), count(*) from lineage where {of_few}") == [(3, 3)]
    assert added.ask(f"select * from echoes where {of_few}") == []


def test_neither_a_remark_nor_a_judgement_nor_what_changed_says_a_withheld_count(added: World) -> None:
    assert added.ask(f"select note from fct_claims where coding_id = '{FEW['coding_id']}'") == [(None,)]
    assert added.ask("select from_value, to_value, reason from judgements order by judgement_id") == [(None, None, "█"), (None, None, "█")]
    moved = "select distinct old_reported_low, new_reported_low, old_bound_low, new_bound_low from changes where measure = 'persons_held'"
    assert added.ask(f"{moved} and place <> 'national'") == [(None, None, None, None)]


def test_the_lake_keeps_the_words_for_whoever_reviews_them(added: World) -> None:
    assert "Rutilio Guardado" in str(duckdb.sql(f"select text from '{added.var / 'lake' / 'passages.parquet'}'").fetchall())
