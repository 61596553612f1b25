"""What an analyst does with the published file, in whatever DuckDB is installed beside this Python; says what did not work.

Run by a Python of another environment: it imports nothing of the project.
"""

import sys

import duckdb

STOCKS = ("series_persons_held", "series_facility_capacity")
IS_QUICK = tuple(int(part) for part in duckdb.__version__.split(".")[:2]) >= (1, 4)
"""Before 1.4 a replay of running totals takes minutes: each part of a query is worked out wherever it is named. They are not asked for it."""


def failures(file: str) -> list[str]:
    connection = duckdb.connect(file, read_only=True)

    def first(query: str) -> str:
        found = connection.execute(query).fetchone()
        return str(found[0]) if found else ""

    figure = first("select figure_id from fct_figures where claim_count > 0 order by figure_id limit 1")
    release = first("select version from refreshes limit 1")
    windows = "select measure, from_date, to_date from series_windows where measure not in ('persons_held', 'facility_capacity') order by all"
    measure, from_day, to_day = connection.execute(windows).fetchone() or ("", "", "")
    tables = [name for (name,) in connection.execute("select table_name from duckdb_tables() order by table_name").fetchall()]
    questions = {
        "a point of a series": "select bound_low from series_custodial_deaths where bound_low is not null",
        "a list of claims": "select unnest(bound_low_claims) from series_custodial_deaths where len(bound_low_claims) > 0",
        "a comment": "select comment from duckdb_columns() where table_name = 'fct_claims' and comment is not null",
        "explain": f"select words from explain('{figure}')",
        "window_of": f"select low from window_of('{measure}', date '{from_day}', date '{to_day}')",
        "claims_as_known": "select claim_id from claims_as_known(date '2024-06-30')",
        **{
            f"{name}_as_known": f"select month_end from {name}_as_known(date '2024-06-30')"
            for name in tables
            if name.startswith("series_") and name != "series_windows" and (IS_QUICK or name in STOCKS)
        },
        **{f"summarize {name}": f"summarize {name}" for name in tables},
        **{f"describe {name}": f"describe {name}" for name in tables},
    }
    found = []
    for what, query in questions.items():
        try:
            if connection.execute(query).fetchone() is None:
                found.append(f"{what}: no row")
        except duckdb.Error as error:
            found.append(f"{what}: {str(error).splitlines()[0]}")
    try:  # nothing changed since the only release: the answer is no row
        connection.execute(f"select * from what_changed('{release}', '{release}')").fetchall()
    except duckdb.Error as error:
        found.append(f"what_changed: {str(error).splitlines()[0]}")
    return found


if __name__ == "__main__":
    told = failures(sys.argv[1])
    print(f"DuckDB {duckdb.__version__}", *told, sep="\n")
    sys.exit(bool(told))
