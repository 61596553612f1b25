"""What rots is found and named; what a person wrote is work, and no finding. A damaged release is served no longer."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from orchestration.store import integrity, releases
from orchestration.store import raw as raw_store

Build = Callable[..., Path]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """One sealed document and a codings file, whose hashes are noted."""
    folder = tmp_path / "raw" / "press_articles" / "a" / "2024-06-15_x"
    folder.mkdir(parents=True)
    (folder / "document.txt").write_text("Ten.\n", encoding="utf-8")
    (folder / "capture.yml").write_text("sha256: none\n", encoding="utf-8")
    raw_store.seal(folder)
    (tmp_path / "raw" / "codings").mkdir()
    (tmp_path / "raw" / "codings" / "land.csv").write_text("a,b\n", encoding="utf-8")
    integrity.note_hashes(tmp_path / "raw", tmp_path / "var")
    return tmp_path / "raw"


def found(raw: Path) -> list[tuple[str, str]]:
    looked: list[str] = []
    return [(finding.file.name, finding.what) for finding in integrity.raw_findings(raw, raw.parent / "var", looked.append)]


def rotten(path: Path, data: bytes) -> None:
    """Other bytes, and the time is as it was."""
    before = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def later(path: Path, data: bytes) -> None:
    """Other bytes, which a person wrote after the hashes were noted."""
    path.write_bytes(data)
    now = path.stat().st_mtime_ns + 10**9
    os.utime(path, ns=(now, now))


def document(raw: Path) -> Path:
    return raw / "press_articles" / "a" / "2024-06-15_x" / "document.txt"


def test_nothing_is_found_where_nothing_changed(raw: Path) -> None:
    assert found(raw) == []


@pytest.mark.parametrize("data", [b"Tem.\n", b"Ten.", b""])
def test_bytes_that_changed_while_their_time_did_not_are_found(raw: Path, data: bytes) -> None:
    rotten(document(raw), data)
    rotten(raw / "codings" / "land.csv", data)
    changed = "its bytes changed since the last refresh, and nobody wrote to it"
    assert found(raw) == [("land.csv", changed), ("document.txt", changed)]


def test_a_file_that_is_gone_is_found(raw: Path) -> None:
    document(raw).unlink()
    assert found(raw) == [("document.txt", "it was there at the last refresh and is gone")]


def test_a_file_that_a_person_wrote_is_no_finding_unless_it_is_sealed(raw: Path) -> None:
    later(raw / "codings" / "land.csv", b"a,b\n1,2\n")
    assert found(raw) == []
    later(document(raw), b"Eleven.\n")
    assert found(raw) == [("document.txt", "its bytes are not those of its capture.yml")]
    raw_store.seal(document(raw).parent)
    later(document(raw).with_name("capture.yml"), document(raw).with_name("capture.yml").read_bytes())
    assert found(raw) == []


def test_a_damaged_list_of_hashes_stops_nothing(raw: Path) -> None:
    noted = raw.parent / "var" / integrity.HASHES
    noted.write_bytes(noted.read_bytes()[:-30] + b"\xff\n\n")
    assert found(raw) != []


def test_a_file_that_cannot_be_read_is_found_and_the_others_are_looked_at(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rotten(raw / "codings" / "land.csv", b"a;b\n")
    real = integrity._sha256

    def fails(path: Path) -> str:
        if path.name == "document.txt":  # a bad sector lies outside our power
            raise OSError(5, "Input/output error", str(path))
        return real(path)

    monkeypatch.setattr(integrity, "_sha256", fails)
    assert ("document.txt", "it cannot be read (Input/output error)") in found(raw)
    assert len(found(raw)) == 2


def release(build: Build, folder: Path, names: Sequence[str], version: str) -> Path:
    releases.publish(build(names), folder, version, 5, {"git_revision": None})
    now = releases.current(folder)
    assert now is not None
    return now


def of_release(folder: Path) -> list[str]:
    return [finding.file.name for finding in integrity.release_findings(folder, lambda _: None)]


@pytest.mark.parametrize("name", ["manifest.json", releases.DATABASE, "parquet/dim_origins.parquet"])
@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:]], ids=["shortened", "flipped"])
def test_a_damaged_file_of_the_release_is_found(build: Build, tmp_path: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    file = release(build, tmp_path / "releases", ["Watch"], "2024.06.15-1") / name
    assert of_release(tmp_path / "releases") == []
    rotten(file, damage(file.read_bytes()))
    assert of_release(tmp_path / "releases") == [file.name]
    file.unlink()
    assert of_release(tmp_path / "releases") == [file.name]


def test_a_damaged_release_is_served_no_longer_and_made_anew(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    assert integrity.fall_back(folder) is None
    first = release(build, folder, ["Watch"], "2024.06.15-1")
    second = release(build, folder, ["Watch", "Courts"], "2024.06.16-1")
    assert integrity.fall_back(folder) is None
    rotten(second / releases.DATABASE, b"x")
    assert integrity.fall_back(folder) == second
    assert releases.current(folder) == first
    third = release(build, folder, ["Watch", "Courts"], "2024.06.17-1")
    assert (third.name, of_release(folder)) == ("2024.06.17-1", [])


def test_where_every_release_is_damaged_none_is_served(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    only = release(build, folder, ["Watch"], "2024.06.15-1")
    rotten(only / "manifest.json", b"{}")
    assert integrity.fall_back(folder) == only
    assert releases.current(folder) is None
    assert release(build, folder, ["Watch"], "2024.06.16-1").name == "2024.06.16-1"
