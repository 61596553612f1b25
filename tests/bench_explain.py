"""How long ``explain`` and ``window_of`` take in the current release: one connection, opened once and warm; medians and the slowest.

make bench-explain
"""

import statistics
import time

from orchestration import settings
from orchestration.store import published

ASKED = 200


def main() -> None:
    with published.connect(settings.load().releases) as connection:
        figures = connection.execute(f"select figure_id from fct_figures order by claim_count desc, figure_id limit {ASKED}").fetchall()
        claims = connection.execute(f"select claim_id from fct_claims order by claim_id limit {ASKED}").fetchall()
        days = connection.execute(f"select 'arrests', from_date, to_date + 3 from series_windows using sample reservoir({ASKED} rows) repeatable (7)")
        questions = (
            (f"explain, the {ASKED} figures with the most claims", "from explain(?)", figures),
            (f"explain, {ASKED} claims", "from explain(?)", claims),
            (f"window_of, {ASKED} pairs of days, every series", "from window_of(?, ?, ?)", days.fetchall()),
        )
        for what, question, asked in questions:
            seconds = []
            connection.execute(question, asked[0]).fetchall()
            for words in asked:
                started = time.perf_counter()
                connection.execute(question, words).fetchall()
                seconds.append(time.perf_counter() - started)
            print(f"{what}: median {statistics.median(seconds) * 1000:.0f} ms, slowest {max(seconds) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
