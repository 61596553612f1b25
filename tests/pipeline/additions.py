"""What comes to the small raw after its first release: newer counts, and a document that names a person and says nothing of a series."""

from pathlib import Path

import small_raw

SPRING = small_raw.Document(
    "press_articles",
    "the_lantern",
    "spring-count",
    "en",
    "2024-04-01",
    "abstract.md",
    "By 31 March 2024 the ministry had counted 50,123 arrests.\n\nAt least 140 detainees had died in custody by then.\n",
)
ARRESTED = small_raw.coding(17, SPRING.folder, small_raw.REGISTER, "arrests", 50123, "2024-03-31")
DIED = small_raw.coding(18, SPRING.folder, small_raw.DOCUMENTER, "custodial_deaths", 140, "2024-03-31", qualifier="at_least")

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
"""Two women at one facility. A person has coded the document, so that its sentence enters no series."""

CODINGS = (ARRESTED, DIED, FEW)


def write(raw: Path) -> None:
    for document in (SPRING, NAMED):
        small_raw.write_document(raw, document)
    small_raw.write_codings(raw, [*small_raw.CODINGS, *CODINGS])
