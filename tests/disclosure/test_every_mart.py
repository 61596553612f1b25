"""No mart is left out of what is searched for withheld words."""

import re

from orchestration import settings


def test_every_mart_is_searched_for_what_is_withheld() -> None:
    marts = {path.stem for path in (settings.ROOT / "dbt_project" / "models" / "marts").glob("*.sql")}
    search = (settings.ROOT / "dbt_project" / "tests" / "no_mart_shows_what_is_withheld.sql").read_text(encoding="utf-8")
    (listed,) = re.findall(r"set marts = \[(.*?)\]", search, flags=re.DOTALL)
    assert set(re.findall(r"'(\w+)'", listed)) == marts
