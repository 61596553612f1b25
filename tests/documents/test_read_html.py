"""Pages are read twice: numbers that one reader makes up or overlooks need a person, and ordinary pages do not."""

import html as markup
from pathlib import Path

import pytest
import trafilatura

from orchestration.documents.read import read
from tests.documents.made import html

SENTENCES = [
    "The ministry of A Land says that the police arrested at least 1,200 people between January and March.",
    "According to a rights group, 17 detainees have died in custody since the emergency began last year.",
    "The national prison was built for 4,000 people, and 6,300 were held there at the end of the month.",
]
META = '<div class="meta"><span>By the newsroom</span> <time>12/06/2023 14:35</time> <span>3 min</span></div>'
AROUND = {
    "nothing": "{article}",
    "a date above": META + "{article}",
    "a banner": '<div class="cookie"><p>We and our 842 partners use cookies, as our policy of privacy says.</p></div>{article}',
    "what others read": '{article}<aside><ol><li><a href="/1">Another 55 people were let go on Monday</a></li></ol></aside>',
    "comments": '{article}<section id="comments"><div class="comment"><p>I think that 9,500 is nearer the truth.</p></div></section>',
    "other articles": '{article}<section><div class="card"><h3>Strike of 300</h3><p>Some 300 bakers went on strike.</p></div></section>',
}


@pytest.mark.parametrize("around", AROUND)
def test_no_ordinary_page_of_the_record_needs_a_person(around: str, root: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "raw").glob("*/*/*/abstract.md"))[::30]]
    assert len(texts) > 10
    for text in texts:
        paragraphs = [markup.escape(" ".join(part.split())) for part in text.split("\n\n") if "<http" not in part]
        page = html(*paragraphs, SENTENCES[0]).decode()
        start, end = page.index("<article>"), page.index("<footer>")
        read("document.html", (page[:start] + AROUND[around].format(article=page[start:end]) + page[end:]).encode())


@pytest.mark.parametrize("inside", [
    "<p>{}</p>", "<ul><li>{}</li></ul>", "<table><tr><td>{}</td></tr></table>", "<blockquote><p>{}</p></blockquote>",
])  # fmt: skip
def test_a_number_of_the_article_that_the_text_lacks_is_named(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = html(*SENTENCES).decode().replace("</article>", inside.format("Another 777 people were arrested in May.") + "</article>")
    monkeypatch.setattr(trafilatura, "extract", lambda *_, **__: "\n".join(SENTENCES))
    with pytest.raises(ValueError, match="the text lacks numbers of the article, as a second reader finds it: 777: save the article"):
        read("document.html", page.encode())


def test_a_number_that_is_not_in_the_page_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trafilatura, "extract", lambda *_, **__: "\n".join([*SENTENCES, "And 888 more."]))
    with pytest.raises(ValueError, match="the text has numbers that the page has not: 888: save the article"):
        read("document.html", html(*SENTENCES))


@pytest.mark.parametrize(("page", "reason"), [
    (html(*SENTENCES, before="<b></b>" * 20_001), "more than 20,000 elements"),
    (html(*SENTENCES, before="<div>" * 260 + "</div>" * 260), "nested more than 250 deep"),
    (html(*SENTENCES, before=f"<p {' '.join(f'a{n}=1' for n in range(1_001))}></p>"), "more than 1,000 attributes"),
    (html(*SENTENCES, before=f"<p {' '.join(f'a{n}=1' for n in range(80_000))}></p>"), "more than 1,000 attributes"),
])  # fmt: skip
def test_a_page_that_no_article_needs_is_refused_before_it_is_read(page: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=f"{reason}: keep the article alone"):
        read("document.html", page)


def test_a_long_attribute_is_not_taken_for_many() -> None:
    data = "<div data-story='{" + '"a b c": ' * 5_000 + "}'></div>"
    assert SENTENCES[0] in read("document.html", html(*SENTENCES, before=data))
