"""Names, numbers and small counts of a document do not reach any table of the release; its figures do."""

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
FEW = small_raw.coding(91, NAMED.folder, small_raw.REGISTER, "custodial_deaths", 2, "2024-02", population="women", place=small_raw.FACILITY)
HIDDEN = ("Rutilio", "rutilio", "Guardado", "guardado", "7012", "03847561", "Almendros")


@pytest.fixture(scope="module")
def named(published: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The small raw with a document that names a person, and a count of two women at one facility."""
    world = published.copied(tmp_path_factory.mktemp("named"))
    small_raw.write_document(world.raw, NAMED)
    small_raw.append_coding(world.raw, FEW)
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
    assert named.ask("select count(*) from withheld_texts where claim_id is not null and kind = 'count'") == [(1,)]


def test_the_lake_keeps_the_words_for_whoever_reviews_them(named: World) -> None:
    assert "Rutilio Guardado" in str(duckdb.sql(f"select text from '{named.var / 'lake' / 'passages.parquet'}'").fetchall())
