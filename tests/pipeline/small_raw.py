"""A small ``raw/`` with invented documents and codings: three kinds of source, two languages, a figure for every series.

Organisations, numbers and addresses are invented. The context is the first one with a catalogue of facilities, and it lends the names of one body
that keeps a register, one that documents, and one facility; so no fact about a place is written here.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from orchestration import contexts
from orchestration.model.coding import CODING_COLUMNS
from orchestration.model.dates import precision

CONTEXT = next(card for card in map(contexts.load, contexts.available()) if card.facilities)
REGISTER = next(origin.names[0] for origin in CONTEXT.origins.values() if origin.coverage == "register")
DOCUMENTER = next(origin.names[0] for origin in CONTEXT.origins.values() if origin.coverage == "documented")
FACILITY = next(facility.names[0] for facility in CONTEXT.facilities.values())
CODINGS_FILE = f"codings/{CONTEXT.codings}"

KINDS = {"ngo_reports": "ngo", "government_statements": "government", "press_articles": "press"}


@dataclass(frozen=True)
class Document:
    """One document: where it lies, the day it was published, its text."""

    section: str
    source: str
    slug: str
    language: str
    published_on: str
    file_name: str
    text: str

    @property
    def folder(self) -> str:
        return f"{self.section}/{self.source}/{self.published_on}_{self.slug}"


DOCUMENTS = (
    Document(
        "ngo_reports",
        "open_cells_network",
        "first-year",
        "en",
        "2023-04-12",
        "abstract.md",
        "Open Cells Network counted at least 91 deaths in custody up to 31 March 2023, eight of them women.\n\n"
        "The network says that more than 30,000 people had been arrested by then.\n",
    ),
    Document(
        "ngo_reports",
        "red_puertas_abiertas",
        "segundo-informe",
        "es",
        "2023-11-08",
        "document.txt",
        "La Red Puertas Abiertas registró 118 muertes bajo custodia hasta el 31 de octubre de 2023.\n"
        "Según la red, unas 2,100 personas han sido liberadas.\n",
    ),
    Document(
        "government_statements",
        "ministry_of_order",
        "balance",
        "es",
        "2023-06-20",
        "abstract.md",
        "El ministerio informó de 38,412 detenidos hasta el 15 de junio de 2023 y de 64 muertes de personas privadas de libertad.\n",
    ),
    Document(
        "government_statements",
        "ministry_of_order",
        "year-end",
        "en",
        "2023-12-29",
        "document.html",
        "<html><head><title>Year-end account</title></head><body><article><h1>Year-end account</h1>"
        "<p>The ministry said on 29 December 2023 that 44,980 people had been arrested since the regime began, among them 5,120 women.</p>"
        "<p>It said that 4,730 people had been released and that 36,700 inmates were held in all prisons of the country.</p>"
        "<p>The account was read out at the end of the year before the members of the assembly, who had asked for it twice.</p>"
        "</article></body></html>\n",
    ),
    Document(
        "press_articles",
        "the_lantern",
        "a-year-behind-walls",
        "en",
        "2023-05-02",
        "document.txt",
        "Police arrested 412 people on Sunday 30 April 2023.\n"
        "At least 95 detainees have died in custody, Open Cells Network told The Lantern.\n"
        "The new wing is built for 3,000 inmates.\n",
    ),
    Document(
        "press_articles",
        "la_linterna",
        "recuento",
        "es",
        "2024-02-14",
        "abstract.md",
        "Hasta febrero de 2024 fueron detenidas más de 46,000 personas, según la policía.\n\n"
        "Murieron al menos 131 reclusos bajo custodia del Estado.\n",
    ),
    Document(
        "press_articles",
        "the_lantern",
        "table-of-facilities",
        "en",
        "2024-03-01",
        "document.csv",
        "facility,built for,held\nNorth wing,900,1450\nSouth wing,600,710\n",
    ),
)

_NGO, _PRESS, _BALANCE, _YEAR_END, _SECOND = (DOCUMENTS[n].folder for n in (0, 5, 2, 3, 1))


def coding(number: int, document: str, origin: str, measure: str, value: int, as_of: str, **cells: str) -> dict[str, str]:
    """A row of the codings file: a national running total of all people that its document states, unless ``cells`` say otherwise."""
    kind = {REGISTER: "government", "": ""}.get(origin, "ngo")
    row = dict.fromkeys(CODING_COLUMNS, "") | {
        "coding_id": f"S{number:03}",
        "document": document,
        "origin": origin,
        "origin_kind": kind,
        "measure": measure,
        "value": str(value),
        "qualifier": "exactly",
        "basis": "cumulative",
        "period_end": as_of,
        "date_precision": precision(as_of),
        "period_is_implied": "false",
        "population": "all",
        "count_unit": "persons",
        "stance": "asserted",
    }
    row |= cells
    row["value_low"] = row["value"] if row["qualifier"] in ("exactly", "at_least", "more_than") else ""
    row["value_high"] = row["value"] if row["qualifier"] in ("exactly", "nearly", "up_to") else ""
    return row


CODINGS = (
    coding(1, _NGO, "Open Cells Network", "custodial_deaths", 91, "2023-03-31", qualifier="at_least"),
    coding(2, _NGO, "Open Cells Network", "custodial_deaths", 8, "2023-03-31", population="women"),
    coding(3, _NGO, "Open Cells Network", "arrests", 30000, "2023-03-31", qualifier="more_than"),
    coding(4, _BALANCE, REGISTER, "arrests", 38412, "2023-06-15"),
    coding(5, _BALANCE, REGISTER, "custodial_deaths", 64, "2023-06-15"),
    coding(6, _YEAR_END, REGISTER, "arrests", 44980, "2023-12-29"),
    coding(7, _YEAR_END, REGISTER, "arrests", 5120, "2023-12-29", population="women"),
    coding(8, _YEAR_END, REGISTER, "releases", 4730, "2023-12-29"),
    coding(9, _YEAR_END, REGISTER, "persons_held", 36700, "2023-12-29", basis="stock"),
    coding(10, _PRESS, DOCUMENTER, "custodial_deaths", 131, "2024-02", qualifier="at_least"),
    coding(11, _PRESS, REGISTER, "arrests", 46000, "2024-02", qualifier="more_than"),
    coding(12, _PRESS, REGISTER, "facility_capacity", 3000, "2024-02", basis="stock", place=FACILITY),
    coding(13, _PRESS, "", "persons_held", 1450, "2024-02-14", basis="stock", place=FACILITY, qualifier="about", period_is_implied="true"),
    coding(14, _PRESS, REGISTER, "arrests", 412, "2023-04-30", basis="flow", period_start="2023-04-30", count_unit="events"),
    coding(15, _PRESS, REGISTER, "facility_capacity", 9000, "2024-02", basis="stock", stance="planned", qualifier="up_to"),
    coding(16, _SECOND, "Red Puertas Abiertas", "releases", 2100, "2023-10-31", qualifier="about"),
)


def write(raw: Path, documents: Sequence[Document] = DOCUMENTS, codings: Sequence[dict[str, str]] = CODINGS) -> Path:
    """Write the documents and the codings in the order given."""
    for document in documents:
        write_document(raw, document)
    write_codings(raw, codings)
    return raw


def write_document(raw: Path, document: Document) -> Path:
    """Write one document with its birth certificate and, where it is missing, the card of its source; return its folder."""
    folder = raw / document.folder
    folder.mkdir(parents=True)
    data = document.text.encode()
    (folder / document.file_name).write_bytes(data)
    (folder / "capture.yml").write_text(card(document, data), encoding="utf-8")
    source = folder.parent / "source.yml"
    if not source.is_file():
        name = document.source.replace("_", " ").title()
        lines = (f"name: {name}", f"kind: {KINDS[document.section]}", "hosts: [example.org]", "languages: [en, es]", "rights: invented")
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def card(document: Document, data: bytes) -> str:
    """The text of a document's ``capture.yml``."""
    fields = {
        "source": document.source,
        "context": CONTEXT.code,
        "url": f"https://example.org/{document.source}/{document.slug}",
        "title": document.slug.replace("-", " "),
        "language": document.language,
        "published_on": document.published_on,
        "published_on_known_from": "page",
        "retrieved_at": "2024-04-01",
        "text_kind": "abstract" if document.file_name.startswith("abstract.") else "original",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def write_codings(raw: Path, codings: Sequence[dict[str, str]]) -> None:
    """Write the codings file anew, and those of the other contexts without rows."""
    for card in map(contexts.load, contexts.available()):
        path = raw / "codings" / card.codings
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, CODING_COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(codings if card.codings == CONTEXT.codings else [])


def append_coding(raw: Path, row: dict[str, str]) -> None:
    """Append one row to the codings file, as a coder does."""
    with (raw / CODINGS_FILE).open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, CODING_COLUMNS, lineterminator="\n").writerow(row)
