"""Blocking checks between Python and dbt: the schema of every lake table, conservation, and that every reading is in its text.

This module has a ``@dg.definitions`` function, so it must define no asset: Dagster would drop it without a word.
"""

import dagster as dg
import pandas as pd
import pandera.errors
from pandera.config import CONFIG

from orchestration import contexts, settings
from orchestration.claims.verify import untrue_claims
from orchestration.defs.words import lexicon
from orchestration.model.identities import unbalanced
from orchestration.model.tables import TABLES, Entry
from orchestration.model.vocabulary import SECTIONS
from orchestration.store import lake, raw


def _table(name: str) -> pd.DataFrame:
    return lake.read(settings.load().lake, name)


def _shown(rows: pd.DataFrame) -> dg.TableMetadataValue:
    """The first rows as a table of plain words. Not as Markdown: what a document says would be rendered, with its links and pictures."""
    records = rows.head(20).astype(str).to_dict("records")
    return dg.MetadataValue.table([dg.TableRecord({str(name): words for name, words in row.items()}) for row in records])


def schema_check(name: str, entry: Entry) -> dg.AssetChecksDefinition:
    """The check that a lake table is what its model says."""

    @dg.asset_check(asset=["lake", name], name=f"{name}_keeps_its_schema", blocking=True, description=f"Every row of {name} is what its model says.")
    def check() -> dg.AssetCheckResult:
        if not CONFIG.validation_enabled:
            raise RuntimeError("pandera's validation is switched off: unset PANDERA_VALIDATION_ENABLED")
        frame = _table(name)
        if frame.empty and not entry.may_be_empty:
            return dg.AssetCheckResult(passed=False, metadata={"rows": 0, "failures": "the table is empty: is raw/ where it should be?"})
        try:
            entry.model.validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as errors:
            cases = errors.failure_cases
            shown = _shown(cases[["column", "check", "failure_case", "index"]])
            return dg.AssetCheckResult(passed=False, metadata={"rows": len(frame), "failure_count": len(cases), "failures": shown})
        return dg.AssetCheckResult(passed=True, metadata={"rows": len(frame)})

    return check


@dg.asset_check(
    asset=["lake", "quarantine"],
    additional_ins={name: dg.AssetIn(["lake", name]) for name in ("captures", "codings", "documents", "claims", "judgements", "claim_versions")},
    blocking=True,
    description="Read = accepted + duplicate + quarantined, counted on both sides of every stage.",
)
def nothing_is_lost(
    quarantine: pd.DataFrame,
    captures: pd.DataFrame,
    codings: pd.DataFrame,
    documents: pd.DataFrame,
    claims: pd.DataFrame,
    judgements: pd.DataFrame,
    claim_versions: pd.DataFrame,
) -> dg.AssetCheckResult:
    found = settings.load()
    folders = sum(1 for section in SECTIONS for _ in raw.folders(found.raw, section))
    lines = sum(max(raw.record_count(found.raw, contexts.load(code).codings) - 1, 0) for code in contexts.available())
    aside = quarantine.groupby("stage")["item"].nunique()
    decided = raw.judgement_count(found.raw)
    faults = [
        *unbalanced(folders, captures, len(documents), int(aside.get("captures", 0)), "document folders"),
        *unbalanced(lines, codings, int((claims["method"] == "coded").sum()), int(aside.get("codings", 0)), "coding rows"),
        *unbalanced(decided, judgements, int(judgements["state"].notna().sum()), int(aside.get("judgements", 0)), "judgements"),
    ]
    mapped = documents.loc[documents["mapping"].notna(), "document_id"]
    if (read := int(mapped.isin(claims["document_id"]).sum())) + int(aside.get("tables", 0)) != len(mapped):
        faults.append(f"tables: {len(mapped)} name a mapping, but {read} were read and {int(aside.get('tables', 0))} set aside")
    if set(claims["claim_id"]) != set(claim_versions["claim_id"]):
        faults.append("claims: some have no version, or a version has no claim")
    return dg.AssetCheckResult(
        passed=not faults, metadata={"folders": folders, "coding_rows": lines, "judgements": decided, "faults": "; ".join(faults) or "none"}
    )


@dg.asset_check(
    asset=["lake", "claims"],
    additional_ins={"documents": dg.AssetIn(["lake", "documents"])},
    blocking=True,
    description="Every machine reading is in its text: sentence, number and value.",
)
def claims_are_in_their_text(claims: pd.DataFrame, documents: pd.DataFrame) -> dg.AssetCheckResult:
    untrue = untrue_claims(claims, documents, lexicon)
    shown = _shown(untrue) if len(untrue) else "none"
    return dg.AssetCheckResult(passed=untrue.empty, metadata={"claims": len(claims), "untrue": len(untrue), "which": shown})


@dg.definitions
def checks() -> dg.Definitions:
    schema = [schema_check(name, entry) for name, entry in TABLES.items()]
    return dg.Definitions(asset_checks=[*schema, nothing_is_lost, claims_are_in_their_text])
