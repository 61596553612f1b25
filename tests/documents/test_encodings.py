"""Text in other encodings than UTF-8: read when it says so or its letters tell, named then, refused otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.documents.read import read, reading

SPANISH = "La policía detuvo a 1.200 personas entre enero y marzo de 2023, según el ministerio. Añadió que siete detenidos murieron en prisión.\n"
RUSSIAN = "Полиция задержала 1200 человек в период с января по март 2023 года, сообщает министерство. Семь задержанных умерли под стражей.\n"
ARABIC = "اعتقلت الشرطة 1200 شخص بين يناير ومارس 2023 بحسب الوزارة. وتوفي سبعة معتقلين في الحجز.\n"
TURKISH = "Polis Ocak ve Mart 2023 arasında 1.200 kişiyi gözaltına aldı. Yedi tutuklu cezaevinde öldü, dedi bakanlık.\n"
POLISH = "Policja zatrzymała 1200 osób między styczniem a marcem 2023 roku, podało ministerstwo. Siedmiu zatrzymanych zmarło w areszcie.\n"
JAPANESE = "警察は2023年1月から3月の間に1200人を逮捕したと法務省は述べた。7人の被拘禁者が拘留中に死亡した。\n"


@pytest.mark.parametrize(("text", "encoding"), [
    (SPANISH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (ARABIC, "cp1256"), (TURKISH, "cp1254"), (POLISH, "cp1250"),
    (JAPANESE, "cp932"), (JAPANESE, "euc_jp"),
])  # fmt: skip
@pytest.mark.parametrize("times", [1, 40])
def test_a_text_that_does_not_say_its_encoding_is_read_in_the_one_its_letters_tell_and_it_is_named(text: str, encoding: str, times: int) -> None:
    found = reading("document.txt", (text * times).encode(encoding))
    assert found.text == text * times
    assert found.note is not None
    assert found.note.startswith(f"read as {encoding}, which the file does not say")


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1), st.sampled_from(["utf-16", "utf-32", "utf-8"]))
def test_a_text_whose_first_bytes_say_its_encoding_comes_back_whole(text: str, encoding: str) -> None:
    found = reading("document.txt", text.encode(encoding))
    assert (found.text, found.note) == (text, None)


@pytest.mark.parametrize("data", ["café 12".encode("cp1252"), b"\xff\xfe\xfd", bytes(range(128, 256)), b"\x81\x8d\x90 12 people"])
def test_a_text_in_no_certain_encoding_is_refused_with_the_byte(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"not UTF-(8|16) at byte \d+.*: save the file as UTF-8"):
        read("document.txt", data)


@given(text=st.text(max_size=60), encoding=st.sampled_from(["cp1250", "cp1251", "cp1252", "koi8_r", "big5", "gb18030", "cp932"]))
def test_digits_are_never_changed_by_a_guess(text: str, encoding: str) -> None:
    data = (text + " 1234 ").encode(encoding, "ignore") + SPANISH.encode("cp1252")
    try:
        found = read("document.txt", data)
    except ValueError:
        return
    assert "1234" in found
    assert "1.200" in found


@pytest.mark.parametrize(("declared", "encoding"), [
    ('<meta charset="windows-1252">', "cp1252"),
    ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
    ('<meta charset="iso-8859-2">', "iso-8859-2"),
    ('<meta charset="utf-8">', "utf-8"),
])  # fmt: skip
def test_a_page_is_decoded_as_it_declares(declared: str, encoding: str) -> None:
    said = "La détention de 1 200 personnes a été annoncée par le ministère dans un communiqué publié la semaine dernière à la capitale."
    said = POLISH.strip() if encoding == "iso-8859-2" else said
    page = f"<html><head>{declared}</head><body><article><p>{said}</p></article></body></html>"
    assert said in read("document.html", page.encode(encoding))
