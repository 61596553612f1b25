"""A paper of our own invention: its source, its folder, and the server where it publishes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loopback import Site, fetcher

from orchestration.capture import Captured, Capturer, Told
from orchestration.documents.captures import documents, mark_duplicates, read_folders, versions
from orchestration.model import strict_yaml
from orchestration.settings import Settings
from orchestration.store import raw
from orchestration.store.kept import one_keeper
from orchestration.web.addresses import PublicTransport

TODAY = date(2024, 6, 15)


@dataclass
class Paper:
    """The source: its settings, its folder and the server where it publishes."""

    settings: Settings
    folder: Path
    site: Site
    through: PublicTransport

    def describe(self, **fields: str) -> None:
        """Write ``source.yml``; fields that are given are written as they are."""
        said = {"name": "A Paper", "kind": "press", "hosts": f"[{self.site.host}]", "languages": "[es]", "rights": "The publisher's."} | fields
        (self.folder / "source.yml").write_text("".join(f"{name}: {value}\n" for name, value in said.items()), encoding="utf-8")

    def capturer(self, *, with_warc: bool = False) -> Capturer:
        return Capturer(self.settings, "a_paper", fetcher(self.through), with_warc=with_warc)

    def capture(self, then: Callable[[Capturer], Captured], *, with_warc: bool = False) -> Captured:
        with one_keeper(self.settings.raw, self.settings.var), self.capturer(with_warc=with_warc) as capturer:
            return then(capturer)

    def url(self, path: str = "/1", **told: str) -> Captured:
        return self.capture(lambda capturer: capturer.url(self.site.url(path), Told(**told)))

    def listed(self, *months: str) -> list[Captured]:
        with one_keeper(self.settings.raw, self.settings.var), self.capturer() as capturer:
            return list(capturer.listed(frozenset(months) if months else None))

    def folders(self) -> list[Path]:
        return sorted(path for path in self.folder.iterdir() if path.name != "source.yml")

    def card(self, folder: Path | None = None) -> dict[str, str | None]:
        """The birth certificate of a folder, of the only one unless said."""
        (found,) = [folder] if folder else self.folders()
        return strict_yaml.parse((found / "capture.yml").read_text(encoding="utf-8"))

    def read(self) -> list[dict[str, object]]:
        """The documents as a refresh reads them; nothing may be set aside."""
        sources = raw.sources(self.settings.raw, "press_articles")
        folders = raw.folders(self.settings.raw, "press_articles")
        (captures,) = mark_duplicates(read_folders(folders, sources, "press_articles", frozenset({"sv"}), TODAY))
        assert "quarantined" not in set(captures["outcome"]), list(captures["faults"])
        return documents(captures, versions(captures)).to_dict("records")
