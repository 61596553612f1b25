"""What an address gives now and what it gave before: both are kept, the later one reads, and what comes back reads again."""

from collections.abc import Callable

import pandas as pd
import pytest
from loopback import Reply, page
from publishing import Paper

from orchestration import capture
from orchestration.model.claim import Claim
from orchestration.model.judgement import Judgement
from orchestration.model.schema import records
from orchestration.review.versions import apply
from orchestration.store import seen


def says(number: int) -> Reply:
    return Reply(f"Murieron {number} personas bajo custodia en mayo de 2024.".encode(), headers={"Content-Type": "text/plain"})


@pytest.fixture
def on_days(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the day of June on which the next capture is made."""

    def set_day(day: int) -> None:
        monkeypatch.setattr(capture, "_now", lambda: f"2024-06-{day:02}T10:00:00Z")

    return set_day


def given(paper: Paper, on_days: Callable[[int], None], *numbers: int, path: str = "/1") -> list[str]:
    """The outcomes of capturing the address on the days of June, one number a day."""
    outcomes = []
    for day, number in enumerate(numbers, 1):
        on_days(day)
        paper.site.answers[path] = says(number)
        outcomes.append(paper.url(path).outcome)
    return outcomes


def days(paper: Paper) -> dict[str, tuple[object, object]]:
    """From when to when each document was given, by its number."""
    return {str(document["text"]).split()[1]: (document["version_from"], document["version_to"]) for document in paper.read()}


def known(paper: Paper) -> dict[str, tuple[object, object]]:
    """From when to when what each document says is known, one claim a document."""
    documents = pd.DataFrame(paper.read())
    claims = pd.DataFrame(
        [dict.fromkeys(Claim.to_schema().columns) | {"claim_id": text.split()[1], "document_id": key} for key, text in
         zip(documents["document_id"], documents["text"], strict=True)]
    )  # fmt: skip
    made = apply(claims, documents, pd.DataFrame(columns=list(Judgement.to_schema().columns)))
    return {row["claim_id"]: (row["known_from"], row["known_to"]) for row in records(made)}


def test_what_changed_is_kept_beside_what_it_was_and_reads(paper: Paper, on_days: Callable[[int], None]) -> None:
    assert given(paper, on_days, 9, 9, 10) == ["new", "unchanged", "changed"]
    assert len(paper.folders()) == 2
    assert days(paper) == {"9": (None, "2024-06-03"), "10": ("2024-06-03", None)}
    assert known(paper) == {"9": ("2024-06-01", "2024-06-03"), "10": ("2024-06-03", None)}


def test_what_was_changed_back_reads_again(paper: Paper, on_days: Callable[[int], None]) -> None:
    assert given(paper, on_days, 9, 10, 9) == ["new", "changed", "changed"]
    assert len(paper.folders()) == 3
    assert days(paper) == {"9": (None, None), "10": ("2024-06-02", "2024-06-03")}
    assert known(paper) == {"9": ("2024-06-01", None), "10": ("2024-06-02", "2024-06-03")}
    on_days(4)
    assert paper.url().outcome == "unchanged"


def test_the_last_of_many_changes_reads(paper: Paper, on_days: Callable[[int], None]) -> None:
    given(paper, on_days, 9, 10, 9, 10, 11)
    assert days(paper) == {"9": (None, "2024-06-04"), "10": ("2024-06-02", "2024-06-05"), "11": ("2024-06-05", None)}


def test_what_changes_within_a_day_is_known_on_that_day(paper: Paper) -> None:
    for number in (9, 10):
        paper.site.answers["/1"] = says(number)
        paper.url()
    assert days(paper) == {"9": (None, "2024-06-01"), "10": ("2024-06-01", None)}
    assert known(paper) == {"9": ("2024-06-01", "2024-06-02"), "10": ("2024-06-01", None)}


def test_what_changes_back_within_a_day_has_folders_of_its_own(paper: Paper) -> None:
    for number in (9, 10, 9, 10, 9):
        paper.site.answers["/1"] = says(number)
        assert paper.url().outcome in ("new", "changed")
    assert len(paper.folders()) == 5
    assert days(paper)["9"] == (None, None)


def test_a_document_that_another_address_still_gives_goes_on(paper: Paper, on_days: Callable[[int], None]) -> None:
    given(paper, on_days, 9, path="/2")
    given(paper, on_days, 9, 10)
    assert days(paper)["9"] == (None, None)
    assert days(paper)["10"] == ("2024-06-02", None)


def test_a_document_that_is_known_from_elsewhere_did_not_begin_with_a_change(paper: Paper, on_days: Callable[[int], None]) -> None:
    given(paper, on_days, 10, path="/2")
    given(paper, on_days, 9, 10)
    assert days(paper) == {"9": (None, "2024-06-02"), "10": (None, None)}


def test_a_change_to_what_is_not_read_ends_nothing(paper: Paper, on_days: Callable[[int], None]) -> None:
    given(paper, on_days, 9)
    on_days(2)
    paper.site.answers["/1"] = Reply(b"\x89PNG", headers={"Content-Type": "image/png"})
    with pytest.raises(ValueError, match="no format that is read"):
        paper.url()
    assert known(paper) == {"9": ("2024-06-01", None)}


def article(number: int, nonce: str, *, title: str = "Muertes bajo custodia") -> Reply:
    """A page whose markup has a clock and a nonce, and what is offered beside the article."""
    return page(
        f"<html lang='es'><head><title>{title}</title><script nonce='{nonce}'>var t = '{nonce}'</script></head><body><!-- {nonce} -->"
        f"<article><p>Murieron {number} personas bajo custodia en mayo de 2024, según la fiscalía, que no dijo más de ellas.</p>"
        f"<p>Los familiares pidieron que se investigue cada caso.</p></article><form><input type='hidden' value='{nonce}'></form></body></html>"
    )


def test_a_page_with_another_nonce_at_every_fetch_is_no_new_version(paper: Paper, on_days: Callable[[int], None]) -> None:
    found = []
    for day, answer in enumerate((article(9, "a1"), article(9, "b2"), article(9, "c3"), article(10, "d4"), article(10, "e5")), 1):
        on_days(day)
        paper.site.answers["/1"] = answer
        found.append(paper.url())
    assert [one.outcome for one in found] == ["new", "unchanged", "unchanged", "changed", "unchanged"]
    assert len(paper.folders()) == 2
    assert days(paper) == {"9": (None, "2024-06-04"), "10": ("2024-06-04", None)}
    remembered = seen.last(paper.settings.var, "a_paper", paper.site.url("/1"))
    assert remembered is not None
    assert remembered.outcome == "unchanged: other bytes, which say the same"


def test_what_a_page_says_of_itself_is_part_of_what_it_says(paper: Paper) -> None:
    for title in ("Muertes bajo custodia", "Corrección: muertes bajo custodia"):
        paper.site.answers["/1"] = article(9, "a1", title=title)
        paper.url()
    assert len(paper.folders()) == 2


def test_a_page_that_cannot_be_read_is_kept_whenever_it_changes(paper: Paper) -> None:
    for nonce in ("a1", "b2"):
        paper.site.answers["/1"] = page(f"<html lang='es'><body><!-- {nonce} --></body></html>")
        assert paper.url().outcome in ("new", "changed")
    assert len(paper.folders()) == 2


def test_a_clock_that_was_set_back_is_told(paper: Paper, on_days: Callable[[int], None]) -> None:
    on_days(2)
    paper.site.answers["/1"] = says(9)
    paper.url()
    on_days(1)
    paper.site.answers["/1"] = says(10)
    with pytest.raises(
        ValueError, match="it was captured at 2024-06-02T10:00:00Z, and this machine's clock says 2024-06-01T10:00:00Z: set the clock"
    ):
        paper.url()
    assert len(paper.folders()) == 1


def test_an_edit_of_a_saved_file_is_a_version_too(paper: Paper, on_days: Callable[[int], None]) -> None:
    file = paper.settings.var / "a.txt"
    file.parent.mkdir(exist_ok=True)
    given(paper, on_days, 9)
    on_days(2)
    file.write_bytes(says(10).body)
    assert paper.capture(lambda capturer: capturer.file(file, paper.site.url("/1"))).outcome == "changed"
    assert days(paper) == {"9": (None, "2024-06-02"), "10": ("2024-06-02", None)}
