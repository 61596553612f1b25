"""A refresh: one run of the pipeline that led to a release."""

from pandera.typing import Series

from orchestration.model.schema import Table, column


class Refresh(Table):
    """Refreshes that led to a release, the newest last. One row per release."""

    version: Series[str] = column("Version of the release (YYYY.MM.DD-n).", unique=True)
    started_at: Series[str] = column("Instant at which the refresh began (ISO 8601, UTC).")
    git_revision: Series[str] = column("Revision of the repository; empty outside a checkout.", nullable=True)
    extractor_version: Series[str] = column("Version of the extractor.")
    folders_read: Series[int] = column("Document folders found in raw/.", unit="count", ge=0)
    documents_accepted: Series[int] = column("Folders that became documents.", unit="count", ge=0)
    documents_duplicate: Series[int] = column("Folders whose text another folder has already.", unit="count", ge=0)
    documents_quarantined: Series[int] = column("Folders set aside.", unit="count", ge=0)
    codings_read: Series[int] = column("Coding rows found in raw/.", unit="count", ge=0)
    codings_accepted: Series[int] = column("Coding rows that became claims.", unit="count", ge=0)
    codings_duplicate: Series[int] = column("Coding rows that repeat another.", unit="count", ge=0)
    codings_quarantined: Series[int] = column("Coding rows set aside.", unit="count", ge=0)
    claims_extracted: Series[int] = column("Claims read by the extractor.", unit="count", ge=0)
