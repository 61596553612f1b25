"""Invented files of the same shape as those that the shipped mappings read: a prison form, two workbooks, two editions of a yearly file.

All numbers are made up. Of a workbook there is the text that a reader of workbooks writes.
"""

from collections.abc import Iterable, Mapping, Sequence

from orchestration.model.mapping import place_of
from orchestration.model.sheet import written

SOURCES = "raw/government_statements"
FORM = "departamento_penitenciario_nacional/tables/half_yearly_form.yml"
EARLIER = "independent_office_for_police_conduct/tables/custody_deaths_2018_19.yml"
LATER = "independent_office_for_police_conduct/tables/custody_deaths_2019_20.yml"
WORKBOOK = "us_immigration_and_customs_enforcement/tables/year_2019.yml"
CHANGED_WORKBOOK = "us_immigration_and_customs_enforcement/tables/year_2024.yml"

Cells = Mapping[str, Sequence[object]]
"""Rows of cells by the name of the cell in which they begin."""

_MONTHS = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
_FORM_COLUMNS = (
    "period,state,municipality,facility,ibge,capacity_m,capacity_f,stock,entries,releases,escapes_abandonments,deaths_movement,transfers_in,"
    "transfers_out,deaths_natural,deaths_criminal,deaths_suicide,deaths_accident,deaths_unknown,capacity"
)


def prison_form() -> str:
    """Two half years of two prisons. 2016H2: 300 held, 5 deaths among movements, 4 by cause. 2017H1: 350 held, where the flows give 320 at most."""
    rows = (
        '2016H2,XA,North Town,"PRISON ""ONE"", WING A",1,100.0,,200.0,90.0,40.0,0.0,3.0,,,1.0,1.0,,,,100.0',
        "2016H2,XB,South Town,PRISON TWO,2,80.0,20.0,100.0,,10.0,,2.0,5.0,,2.0,,,0.0,,100.0",
        '2017H1,XA,North Town,"PRISON ""ONE"", WING A",1,100.0,,220.0,60.0,30.0,0.0,1.0,,,1.0,,,,,100.0',
        "2017H1,XB,South Town,PRISON TWO,2,80.0,20.0,130.0,12.0,22.0,,,,,,,,,,100.0",
    )
    return "\n".join([_FORM_COLUMNS, *rows]) + "\n"


def grid(cells: Cells) -> list[list[str]]:
    """The rows of a sheet."""
    rows: list[list[str]] = []
    for name, texts in cells.items():
        row, column = place_of(name)
        rows += [[] for _ in range(row - len(rows))]
        line = rows[row - 1]
        line += [""] * (column - 1 - len(line))
        line[column - 1 : column - 1 + len(texts)] = [str(text) for text in texts]
    return rows


def workbook(sheets: Iterable[tuple[str, Cells]]) -> str:
    """The text of a workbook."""
    return written((name, grid(cells)) for name, cells in sheets)


def _years(last: int) -> list[str]:
    return [f"{year % 100:02}/{(year + 1) % 100:02}" for year in range(2004, last + 1)]


def earlier_edition() -> str:
    """7 deaths in 2017/18 and 5 in 2018/19, 12 in all since 2004/05; 1 of the 5 was a woman."""
    years = _years(2018)
    custody: Cells = {
        "A1": ["Deaths in or following police custody"],
        "A11": ["Table 3.1 Number of fatalities and incidents by financial year, 2004/05 to 2018/19"],
        "A12": ["Financial year", "Number of fatalities", "Number of incidents"],
        "A13": ["2017/18", 7, 7],
        "A14": ["2018/19", 5, 5],
        "A15": ["Total", 12, 12],
        "A31": ["Table 3.2 Gender by financial year, 2004/05 to 2018/19"],
        "B32": ["Financial year", *[""] * 14, "Total fatalities"],
        "A33": ["Gender", *years],
        "A34": ["Male", *[0] * 13, 6, 4, 10],
        "A35": ["Female", *[0] * 13, 1, 1, 2],
        "A36": ["Total fatalities", *[0] * 13, 7, 5, 12],
    }
    return workbook([("Cover", {"A14": ["Time series"]}), ("Custody", custody)])


def later_edition() -> str:
    """2018/19 revised to 6, marked in a column of its own; 3 in 2019/20; 16 in all. Of 2018/19, one more man."""
    years = _years(2019)
    custody: Cells = {
        "A1": ["Deaths in or following police custody"],
        "A11": ["Table 3.1 Number of fatalities and incidents by financial year, 2004/05 to 2019/20"],
        "A12": ["Financial year", "Number of fatalities", "", "Number of incidents"],
        "A13": ["2017/18", 7, "", 7],
        "A14": ["2018/19", 6, "~", "6~"],
        "A15": ["2019/20", 3, "", 3],
        "A16": ["Total", 16, "", 16],
        "A32": ["Table 3.2 Gender by financial year, 2004/05 to 2019/20"],
        "B33": ["Financial year", *[""] * 16, "Total fatalities"],
        "A34": ["Gender", years[0], "", *years[1:]],
        "A35": ["Male", 0, "", *[0] * 12, 6, "5~", 3, 14],
        "A36": ["Female", 0, "", *[0] * 12, 1, 1, 0, 2],
        "A37": ["Total fatalities", 0, "", *[0] * 12, 7, "6~", 3, 16],
    }
    return workbook([("Custody", custody)])


def workbook_of_2019() -> str:
    """940 held on 4 October 2019; 100 book-ins in October 2018 and 10 more in every month, 1,860 in all; 500 releases."""
    months = [100 + 10 * month for month in range(12)]
    detention: Cells = {
        "A8": ["ICE Currently Detained by Processing Disposition and Facility Type"],
        "A9": ["Processing Disposition", "FRC", "Adult", "Total"],
        "A10": ["Total", 40, 900, 940],
        "A11": ["Other", 40, 900, 940],
        "A18": ["ICE Currently Detained by Criminality and Arresting Agency"],
        "I18": ["ICE Initial Book-Ins by Arresting Agency and Month: FY2019"],
        "A19": ["Criminality", "ICE", "Percent ICE", "CBP", "Percent CBP", "Total"],
        "I19": ["Agency", *_MONTHS, "Total"],
        "A20": ["Total", 540, 0.57, 400, 0.43, 940],
        "I20": ["Total", *months, sum(months)],
        "A21": ["Convicted Criminal", 500, 0.9, 55, 0.1, 555],
        "I21": ["ICE", *[40] * 12, 480],
        "A27": ["ICE Initial Book-Ins by Facility Type and Criminality: FY2019"],
        "H27": ["ICE Final Releases by Facility Type: FY2019"],
        "N27": ["ICE Removals: FY2019"],
        "A28": ["Facility Type", "Convicted Criminal", "Pending Criminal Charges", "Other Immigration Violator", "Total"],
        "H28": ["Facility Type", "", "Total", "", "", "", "", "", "Removals"],
        "A29": ["Total", 700, 100, 1060, 1860],
        "H29": ["Total", "", 500],
        "N29": ["Total", "", 820],
    }
    notes: Cells = {
        "A60": ["Releases", "Invented data is filtered through 09/30/2019 (run 10/06/2019)."],
        "A71": ["Detained", "Invented data are a snapshot as of 10/04/2019 (run 10/06/2019)."],
        "A78": ["Book-ins", "Invented data is filtered through 09/30/2019 (run 10/06/2019)."],
    }
    return workbook([("Detention FY19", detention), ("Footnotes", notes)])


def workbook_of_2024() -> str:
    """As that of 2019 with one table more, told up to 31 March 2024: months to come are empty. 700 held, 600 book-ins, 30 and 90 let out."""
    detention: Cells = {
        "A8": ["ICE Currently Detained by Processing Disposition: EOFY2024"],
        "A9": ["Processing Disposition", "Adult", "Total"],
        "G9": ["ICE Release Fiscal Year", "", "Adult", "Total"],
        "M9": ["Detention Facility Type", "", "Total Detained"],
        "A10": ["Total", 700, 700],
        "G10": ["FY2024", "", 71.8, 71.8],
        "M10": ["Total", "", 9],
        "A18": ["ICE Currently Detained by Criminality and Arresting Agency: EOFY2024"],
        "I18": ["ICE Initial Book-Ins by Arresting Agency and Month: EOFY2024"],
        "A19": ["Criminality", "ICE", "Percent ICE", "CBP", "Percent CBP", "Total"],
        "I19": ["Agency", *_MONTHS, "Total"],
        "A20": ["Total", 300, 0.43, 400, 0.57, 700],
        "I20": ["Total", *[100] * 6, *[""] * 6, 600],
        "A35": ["ICE Final Book Outs by Release Reason, Month and Criminality: EOFY2024"],
        "A36": ["Release Reason", "Criminality", *_MONTHS, "Total"],
        "A37": ["Total", "", *[20] * 6, *[""] * 6, 120],
        "A38": ["Bonded Out", "Total", *[5] * 6, *[""] * 6, 30],
        "A39": ["", "Convicted Criminal", *[1] * 6, *[""] * 6, 6],
        "A40": ["Paroled", "Total", *[15] * 6, *[""] * 6, 90],
    }
    notes: Cells = {
        "A60": ["Book-outs", "Invented data are updated through 03/31/2024 (run 04/04/2024)."],
        "A75": ["Detained", "Invented data are a snapshot as of 04/03/2024 (run 04/04/2024)."],
        "A83": ["Book-ins", "Invented data is updated through 03/31/2024 (run 04/04/2024)."],
    }
    return workbook([("Detention FY24", detention), ("Footnotes", notes)])
