"""A takedown in ``raw/`` and ``var/`` as they are: found by folder or hash, done whole, and finished when it died half-way."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
import small_raw
from world import World

from orchestration import takedown
from orchestration.settings import Settings
from orchestration.store import lake, lock, memory, removed, seen, swap

GONE = small_raw.DOCUMENTS[4]
"""The press article: one of its sentences stands in no other document."""
DAY = date(2024, 6, 30)


@pytest.fixture
def found(tmp_path: Path) -> Settings:
    small_raw.write(tmp_path / "raw")
    small_raw.append_coding(tmp_path / "raw", small_raw.coding(90, GONE.folder, "", "arrests", 412, "2023-04-30"))
    var = tmp_path / "var"
    with memory.opened(var, "engine") as readings:
        readings["key"] = GONE.text
    seen.note(var, GONE.source, seen.Seen("https://example.org/a", "2024-06-15T05:15:00Z", "new"))
    (var / "lake").mkdir()
    lake.path(var / "lake", "documents").write_text(GONE.text, encoding="utf-8")
    (var / "build").mkdir()
    (var / "build" / "warehouse.duckdb").write_text(GONE.text, encoding="utf-8")
    (var / "rebuild").mkdir()
    (var / "rebuild" / "left").write_text(GONE.text, encoding="utf-8")
    draft = tmp_path / "raw" / GONE.section / GONE.source / ".draft-0123"
    draft.mkdir()
    (draft / "document.txt").write_text(GONE.text, encoding="utf-8")
    return Settings(tmp_path / "raw", var, DAY)


def holding(folder: Path, words: str) -> list[str]:
    """Files below a folder that hold the words."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def digest(found: Settings) -> str:
    (hashes,) = takedown.find(found, GONE.folder).values()
    return hashes[0]


@pytest.mark.parametrize("said", [
    lambda _: GONE.folder, lambda _: f"raw/{GONE.folder}/", digest, lambda found: digest(found)[:8],
], ids=["folder", "path", "document_id", "beginning of it"])  # fmt: skip
def test_a_document_is_found_by_its_folder_or_its_hash(found: Settings, said: Callable[[Settings], str]) -> None:
    assert list(takedown.find(found, said(found))) == [GONE.folder]


@pytest.mark.parametrize("said", ["", "raw/", "press_articles", "0" * 64, f"{GONE.folder}x"])
def test_what_names_no_document_takes_none_down(found: Settings, said: str) -> None:
    with pytest.raises(ValueError, match="is no folder of raw/ and no document_id"):
        takedown.find(found, said)


def test_nothing_of_it_is_left_but_a_hash_and_a_reason(found: Settings) -> None:
    before = (found.raw / small_raw.CODINGS_FILE).read_bytes()
    digest_of_it = digest(found)
    gone = takedown.take_down(found, takedown.find(found, GONE.folder), "asked by the family", DAY)
    assert gone == takedown.TakenDown([GONE.folder], 1)
    assert holding(found.raw.parent, "Police arrested 412") == []
    assert holding(found.raw, GONE.folder) == []
    assert (found.raw / small_raw.CODINGS_FILE).read_bytes() == b"".join(line for line in before.splitlines(keepends=True) if b"S090" not in line)
    assert removed.removals(found.raw) == {digest_of_it: removed.Removal(digest_of_it, "2024-06-30", "asked by the family")}


def test_the_same_bytes_in_another_folder_go_too(found: Settings) -> None:
    copy = small_raw.Document(GONE.section, "la_linterna", "copy", "en", "2023-05-03", GONE.file_name, GONE.text)
    small_raw.write_document(found.raw, copy)
    assert set(takedown.find(found, copy.folder)) == {copy.folder, GONE.folder}


def test_a_takedown_that_died_anywhere_is_finished_by_asking_again(found: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [(removed, "bury"), (removed, "remove_codings"), (removed, "remove_folder"), (memory, "forget"), (lake, "discard")]

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    for module, step in steps:
        with monkeypatch.context() as patch:
            patch.setattr(module, step, dies)
            with pytest.raises(KeyboardInterrupt):
                takedown.take_down(found, takedown.find(found, GONE.folder), "asked", DAY)
        assert removed.unfinished(found.var).keys() == {GONE.folder}
    asked = takedown.find(found, GONE.folder)
    takedown.take_down(found, asked, "asked", DAY)
    assert removed.unfinished(found.var).keys() == {GONE.folder}
    (found.releases).mkdir()
    takedown.finish(found, asked)
    assert removed.unfinished(found.var) == {}
    assert holding(tmp_path, "Police arrested 412") == []
    with pytest.raises(ValueError, match="is no folder"):
        takedown.find(found, GONE.folder)


def test_nothing_is_taken_down_under_the_hands_of_a_refresh(found: Settings) -> None:
    asked = takedown.find(found, GONE.folder)
    with lock.one_writer(found.var), pytest.raises(lock.RefreshUnderwayError):
        takedown.take_down(found, asked, "asked", DAY)
    assert (found.raw / GONE.folder).is_dir()


def test_pages_that_are_being_made_of_it_are_waited_for_and_go_too(found: Settings) -> None:
    found.releases.mkdir()
    finishing = Thread(target=takedown.finish, args=(found, {}))
    with swap.one_maker(found.var / "sites"):
        finishing.start()
        finishing.join(timeout=0.5)
        assert finishing.is_alive()
        (found.var / "sites" / "1").mkdir()
        found.site.symlink_to("sites/1")
    finishing.join(timeout=30)
    assert not (found.var / "sites").exists()
    assert not found.site.is_symlink()


def test_what_people_wrote_and_failed_runs_left_of_it_is_listed_by_line(found: Settings) -> None:
    judgements, alerts = found.raw / "judgements", found.var / "alerts"
    judgements.mkdir()
    alerts.mkdir()
    quoted = "it says: police ARRESTED 412 people\non Sunday, and no more"
    reasons = ["police arrested 412", quoted, "another claim", f"see {GONE.folder}"]
    (judgements / "2024.jsonl").write_text("".join(f"{json.dumps({'reason': reason})}\n" for reason in reasons), encoding="utf-8")
    (alerts / "a.json").write_text(f'{{\n "words": "{digest(found)} was refused"\n}}', encoding="utf-8")
    marks = takedown.marks(found, takedown.find(found, GONE.folder))
    takedown.take_down(found, takedown.find(found, GONE.folder), "asked", DAY)
    assert [(str(one.file.relative_to(found.raw.parent)), one.line, one.by) for one in takedown.left(found, marks)] == [
        ("raw/judgements/2024.jsonl", 2, "in its words"),
        ("raw/judgements/2024.jsonl", 4, "by a name of it"),
        ("var/alerts/a.json", 2, "by a name of it"),
    ]


@pytest.mark.soak
def test_the_command_leaves_no_word_of_it_and_its_bytes_are_set_aside_when_they_come_back(world: World) -> None:
    phrase = "Police arrested 412 people on Sunday"
    assert holding(world.raw, phrase)
    assert world.ask(f"select count(*) > 0 from lineage where sentence like '%{phrase}%'") == [(True,)]
    for made in ("sites/2000.01.01-1", "exports/2000.01.01-1"):
        (world.var / made).mkdir(parents=True)
        (world.var / made / "told").write_text(GONE.text, encoding="utf-8")
    (world.var / "site").symlink_to("sites/2000.01.01-1")
    ended = world.run("remove", GONE.folder, "--reason", "asked by the family")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    for words in (phrase, GONE.folder, "has died in custody, Open Cells Network told"):
        assert holding(world.raw, words) == []
        assert holding(world.var, words) == []
    # what is packed is asked for by its rows
    for (table,) in world.ask("select table_name from duckdb_tables()"):
        assert world.ask(f"select * from {table} as t where t::varchar like '%{phrase}%' or t::varchar like '%{GONE.folder}%'") == [], table
    assert [path.name for path in world.releases.iterdir() if path.is_dir() and not path.is_symlink()] == [world.current().name]

    small_raw.write_document(world.raw, GONE)
    world.refresh()
    assert world.ask(f"select reason from quarantine where place = '{GONE.folder}'") == [("these bytes were taken down",)]
    assert world.ask(f"select count(*) from lineage where sentence like '%{phrase}%'") == [(0,)]
    assert removed.unfinished(world.var) == {}
