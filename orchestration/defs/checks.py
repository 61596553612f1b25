"""Blocking checks between Python and dbt: the schema of every lake table, conservation, and that every reading is in its text.

This module has a ``@dg.definitions`` function, so it must define no asset: Dagster would drop it without a word.
"""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pandas as pd
import pandera.errors
from pandera.config import CONFIG

from orchestration import contexts, settings
from orchestration.claims.verify import untrue_claims
from orchestration.defs.kinds import shown
from orchestration.defs.pieces import side_by_side
from orchestration.defs.words import lexicon
from orchestration.model.identities import unbalanced
from orchestration.model.tables import TABLES, Entry
from orchestration.model.vocabulary import SECTIONS
from orchestration.store import lake, raw


def schema_check(name: str, entry: Entry) -> dg.AssetChecksDefinition:
    """The check that a lake table is what its model says."""

    @dg.asset_check(asset=["lake", name], name=f"{name}_keeps_its_schema", blocking=True, description=f"Every row of {name} is what its model says.")
    def check() -> dg.AssetCheckResult:
        if not CONFIG.validation_enabled:
            raise RuntimeError("pandera's validation is switched off: unset PANDERA_VALIDATION_ENABLED")
        found = settings.load()
        rows, failures = 0, []
        for piece in lake.pieces(found.lake, name):
            rows += len(piece)
            failures.append(_failures(entry, piece))
        if not rows and not entry.may_be_empty:
            return dg.AssetCheckResult(passed=False, metadata={"rows": 0, "why": "the table is empty: is raw/ where it should be?"})
        cases = pd.concat([*failures, *_repeats(found.lake, name, entry)], ignore_index=True)
        return _result(cases, {"rows": rows})

    return check


def _result(failed: pd.DataFrame, counts: dict[str, int]) -> dg.AssetCheckResult:
    """What a check says: how much it looked at, how many rows failed, and which."""
    which = {"which": shown(failed)} if len(failed) else {}
    return dg.AssetCheckResult(passed=failed.empty, metadata={**counts, "failed_rows": len(failed), **which})


_CASE = ["column", "check", "failure_case", "index"]


def _failures(entry: Entry, piece: pd.DataFrame) -> pd.DataFrame:
    """What is not as the model says in some rows of a table, one row each."""
    try:
        entry.model.validate(piece, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return pd.DataFrame(errors.failure_cases[_CASE])
    return pd.DataFrame(columns=_CASE)


def _repeats(folder: Path, name: str, entry: Entry) -> Iterator[pd.DataFrame]:
    """Rows whose key an earlier row has, in whichever piece."""
    schema = entry.model.to_schema()
    keys = [[column] for column, field in schema.columns.items() if field.unique] + ([list(schema.unique)] if schema.unique else [])
    for key in keys:
        rows = lake.read(folder, name, key)
        repeated = rows[rows.duplicated()]
        told = [(", ".join(key), "repeats an earlier row", ", ".join(map(str, row)), at) for at, *row in repeated.itertuples()]
        yield pd.DataFrame(told, columns=_CASE)


@dg.asset_check(
    asset=["lake", "quarantine"],
    additional_ins={
        name: dg.AssetIn(["lake", name], metadata={"columns": columns})
        for name, columns in {
            "captures": ["outcome"],
            "codings": ["outcome"],
            "documents": ["document_id", "mapping"],
            "claims": ["claim_id", "document_id", "method"],
            "judgements": ["outcome", "state"],
            "claim_versions": ["claim_id"],
        }.items()
    },
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
    made, known = claims["claim_id"], claim_versions["claim_id"]
    faults += [f"claims: {one} has no version" for one in made[~made.isin(known)]]
    faults += [f"claims: there are versions of {one}, and no claim" for one in known[~known.isin(made)].unique()]
    return _result(pd.DataFrame({"fault": faults}), {"folders": folders, "coding_rows": lines, "judgements": decided})


@dg.asset_check(
    asset=["lake", "claims"],
    additional_deps=[dg.AssetKey(["lake", "documents"])],
    blocking=True,
    description="Every machine reading is in its text: sentence, number and value.",
)
def claims_are_in_their_text() -> dg.AssetCheckResult:
    count, untrue = 0, []
    for claims, documents in side_by_side("claims", "documents"):
        count += len(claims)
        untrue.append(untrue_claims(claims, documents, lexicon))
    return _result(pd.concat(untrue, ignore_index=True), {"claims": count})


def are_made_in(run: dg.DagsterRun) -> bool:
    """Whether all of these checks are part of the run, or of the one that it goes on with: they hold back what is made in their own run alone."""
    if (steps := run.step_keys_to_execute) is None:
        return not run.asset_selection
    return run.is_resume_retry or {check.node_def.name for check in checks().asset_checks or ()} <= set(steps)


@dg.definitions
def checks() -> dg.Definitions:
    schema = [schema_check(name, entry) for name, entry in TABLES.items()]
    return dg.Definitions(asset_checks=[*schema, nothing_is_lost, claims_are_in_their_text])
