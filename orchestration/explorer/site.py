"""Builds the explorer: a static site of a published release, in every language, that asks for nothing beyond its own folder.

``var/site`` points at the newest build, swapped in whole. Cost: a page a document, series, origin, facility and conflict in each language; the
replays of :mod:`orchestration.explorer.history` take most of the time.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pyarrow as pa
import vl_convert

from orchestration.explorer import charts, links, series_data
from orchestration.explorer.history import history
from orchestration.explorer.pages import Pages
from orchestration.explorer.phrases import LOCALES, load
from orchestration.explorer.record import Record, Row, SeriesKey, grouped, read
from orchestration.store import swap
from orchestration.store.spreadsheet import columns_of, write_csv, write_parquet

Told = Callable[[str, int], None]
"""Hears which page was made, and how many there are in all."""

CLAIM_COLUMNS = (
    "claim_id", "figure_id", "measure", "qualifier", "value", "value_low", "value_high", "basis", "period_start", "period_end", "population", "place",
    "origin_id", "document_id", "coding_id", "quote_text", "method", "review_status", "published_on",
)  # fmt: skip
"""What the download of a page says of a claim; ``fct_claims`` has the rest."""


@dataclass(frozen=True)
class Site:
    """What was built: of which release, where, how many pages and bytes."""

    version: str
    folder: Path
    pages: int
    size: int


def build(releases: Path, var: Path, told: Told) -> Site:
    """Build the site of the current release and let ``var/site`` point at it. Raises ``FileNotFoundError`` before the first release."""
    sites = var / "sites"
    with swap.one_maker(sites):
        return _build(releases, var, sites, told)


def _build(releases: Path, var: Path, sites: Path, told: Told) -> Site:
    record = read(releases)
    draft = sites / f".draft-{record.version}"
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(parents=True)
    _assets(draft)
    _downloads(draft, record)
    _series(draft, record)
    count = 0
    for language in LOCALES:
        pages = Pages(record, load(language))
        total = len(LOCALES) * len(pages)
        for path, text in pages.all():
            file = draft / language / f"{path}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            count += 1
            told(f"{language}/{path}", total)
    (draft / "index.html").write_text(_DOOR, encoding="utf-8")
    size = sum(file.stat().st_size for file in draft.rglob("*") if file.is_file())
    swap.put(draft, sites / record.version, var / "site")
    return Site(record.version, var / "site", count, size)


_DOOR = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Detention Monitor</title><link rel="icon" href="assets/icon.svg">'
    '<meta http-equiv="refresh" content="0; url=en/index.html">'
    '<p><a href="en/index.html">English</a> · <a href="es/index.html" lang="es">Español</a></p></html>\n'
)


def _assets(draft: Path) -> None:
    folder = draft / "assets"
    folder.mkdir()
    for file in resources.files("orchestration").joinpath("explorer", "static").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    scripts = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # its stub asks for a snippet that it does not need
    (folder / "vega.js").write_text(scripts, encoding="utf-8")


def _downloads(draft: Path, record: Record) -> None:
    """The rows behind every page, as CSV and Parquet."""
    parquet = record.folder / "parquet"
    whole: dict[str, tuple[str, list[Row]]] = {
        "documents": ("dim_documents", record.documents),
        "origins": ("dim_origins", record.origins),
        "conflicts": ("conflicts", record.conflicts),
        "changes": ("changes", record.changes),
        "data": ("dim_sources", record.sources),
        "withheld": ("withheld_texts", record.withheld),
    }
    whole |= {links.series(key): (f"series_{key[0]}", rows) for key, rows in record.series.items()}
    whole |= {links.conflict(one): ("conflicts", rows) for one, rows in grouped(record.conflicts, "conflict_id").items()}
    few = {"index": record.claims}
    few |= {links.document(one): rows for one, rows in grouped(record.claims, "document_id").items()}
    few |= {links.origin(one): rows for one, rows in grouped(record.claims, "origin_id").items()}
    few |= {links.facility(one): rows for one, rows in grouped(record.claims, "place_id").items() if one}
    for path, (table, rows) in whole.items():
        _download(draft / "data" / path, rows, columns_of(parquet / f"{table}.parquet"))
    columns = columns_of(parquet / "fct_claims.parquet")
    for path, rows in few.items():
        _download(draft / "data" / path, rows, pa.schema([columns.field(name) for name in CLAIM_COLUMNS]))


def _download(file: Path, rows: list[Row], columns: pa.Schema) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_parquet(file.with_suffix(".parquet"), rows, columns)
    write_csv(file.with_suffix(".csv"), columns.names, rows)


def _series(draft: Path, record: Record) -> None:
    readings = [row["assumption_id"] for row in record.sets if row["kind"] == "reading"]
    past = history(record.folder, readings)
    (draft / "pictures").mkdir()
    for key in record.series:
        text = series_data.script(record, key, past.moves.get(key, []), past.days.get(key[0]))
        (draft / "data" / f"{links.series(key)}.js").write_text(text, encoding="ascii")
        (draft / "pictures" / f"{links.slug(*key)}.svg").write_text(_picture(record, key), encoding="utf-8")


def _picture(record: Record, key: SeriesKey) -> str:
    return vl_convert.vegalite_to_svg(charts.small_chart(list(_drawn(record.first_points(key)))))


def _drawn(rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        yield {
            "start": str(row["month_end"].replace(day=1)),
            "end": str(row["month_end"] + timedelta(days=1)),
            "low": row["bound_low"] if row["bound_low"] is not None or row["bound_high"] is None else 0,
            "high": row["bound_high"],
            "contested": row["contested"],
            "overdue": row["news_state"] == "overdue",
            "break": row["obs_status"] == "B",
        }
