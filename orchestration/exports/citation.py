"""How a release is cited: in words, for BibTeX, and for citation managers (CSL)."""

from typing import Any

from orchestration.exports.described import LICENCE_TITLE, Release


def words(release: Release) -> str:
    """The citation in words. The origin of a figure stands beside the figure, not here."""
    authors = ", ".join(release.project.authors)
    return f"{authors}: {release.project.title}, release {release.version}, CC BY 4.0, content SHA-256 {release.content_hash}"


def bibtex(release: Release) -> str:
    """An entry for BibTeX; a body is set in braces so that no part of its name is taken for a surname."""
    year, month, _ = release.created[:10].split("-")
    facts = {
        "author": " and ".join(f"{{{author}}}" for author in release.project.authors),
        "title": f"{{{release.project.title}}}",
        "version": release.version,
        "year": year,
        "month": str(int(month)),
        "note": f"Data set, {LICENCE_TITLE}. Content SHA-256: {release.content_hash}. Cite the origin of every figure beside the figure",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in facts.items())
    return f"@misc{{{_key(release)},\n{lines}}}\n"


def csl(release: Release) -> list[dict[str, Any]]:
    """The same as CSL-JSON."""
    return [
        {
            "id": _key(release),
            "type": "dataset",
            "title": release.project.title,
            "author": [{"literal": author} for author in release.project.authors],
            "version": release.version,
            "issued": {"date-parts": [[int(part) for part in release.created[:10].split("-")]]},
            "note": f"{LICENCE_TITLE}. Content SHA-256: {release.content_hash}",
        }
    ]


def _key(release: Release) -> str:
    return f"detention-monitor-{release.version}"
