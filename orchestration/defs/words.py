"""Words to rows: documents, passages and claims. Only glue belongs here."""

import dagster as dg
import pandas as pd

from orchestration import contexts, languages, settings
from orchestration.claims.build import coded_claims, extracted_claims, sentences_unread
from orchestration.claims.editions import replaced
from orchestration.claims.table_claims import read_tables
from orchestration.defs.kinds import OWNERS, refusing, remembered
from orchestration.documents import captures as captured
from orchestration.documents.passages import overlong
from orchestration.documents.passages import passages as split
from orchestration.model.claim import Claim
from orchestration.model.document import Document
from orchestration.model.identities import quarantine as set_aside
from orchestration.model.judgement import ClaimVersion
from orchestration.model.passage import Passage
from orchestration.model.quarantine import Fault, Quarantine
from orchestration.model.unread import UnreadSentence
from orchestration.review.versions import apply
from orchestration.store import raw

UNREAD = vars(Fault("raw/", "nothing reads this", "move it to a section, name it in a context, or take it out of raw/"))
"""The fault of what lies in ``raw/`` outside its sections and codings."""


def lexicon(code: str) -> languages.Lexicon | None:
    """Words of a language, None for a language without a lexicon."""
    return languages.load(code) if code in languages.available() else None


def _lake(*names: str, **columns: list[str]) -> dict[str, dg.AssetIn]:
    """Tables of the lake, whole, or these columns of them."""
    whole = {name: dg.AssetIn(key_prefix="lake") for name in names}
    return whole | {name: dg.AssetIn(key_prefix="lake", metadata={"columns": named}) for name, named in columns.items()}


@dg.asset(
    key_prefix="lake",
    group_name="documents",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "documents"},
    ins=_lake("captures"),
    description=Document.__doc__,
)
def documents(context: dg.AssetExecutionContext, captures: pd.DataFrame) -> pd.DataFrame:
    accepted = captured.documents(captures)
    context.add_output_metadata({f"documents_{language}": int(count) for language, count in accepted["language"].value_counts().items()})
    return accepted


@dg.asset(
    key_prefix="lake",
    group_name="documents",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "documents"},
    ins=_lake("documents"),
    description=Passage.__doc__,
)
def passages(documents: pd.DataFrame) -> pd.DataFrame:
    with remembered() as memory:
        return split(documents, memory)


@dg.asset(
    key_prefix="lake",
    group_name="claims",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "claims"},
    ins=_lake("documents", "passages", "codings"),
    description=Claim.__doc__,
)
@refusing()
def claims(context: dg.AssetExecutionContext, documents: pd.DataFrame, passages: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    with remembered() as memory:
        coded, extracted = coded_claims(codings, documents), extracted_claims(documents, passages, lexicon, memory)
    mapped = read_tables(documents, passages, raw.mappings(settings.load().raw)).claims
    met = pd.concat([coded, extracted, mapped], ignore_index=True).sort_values("claim_id", ignore_index=True)
    context.add_output_metadata({"claims_coded": len(coded), "claims_extracted": len(extracted), "claims_from_tables": len(mapped)})
    context.add_output_metadata({f"claims_{measure}": int(count) for measure, count in met["measure"].value_counts().items()})
    return met


@dg.asset(
    key_prefix="lake",
    group_name="claims",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "claims"},
    ins=_lake("claims", "documents", "judgements"),
    description=ClaimVersion.__doc__,
)
@refusing()
def claim_versions(claims: pd.DataFrame, documents: pd.DataFrame, judgements: pd.DataFrame) -> pd.DataFrame:
    return apply(claims, documents, judgements, replaced(claims, documents, raw.mappings(settings.load().raw)))


@dg.asset(
    key_prefix="lake",
    group_name="claims",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "claims"},
    ins=_lake("documents", "passages", claims=["passage_id"]),
    description=UnreadSentence.__doc__,
)
def unread_sentences(context: dg.AssetExecutionContext, documents: pd.DataFrame, passages: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    with remembered() as memory:
        missed = sentences_unread(documents, passages, claims, lexicon, memory)
    context.add_output_metadata({"sentences_unread": len(missed)})
    return missed


@dg.asset(
    key_prefix="lake",
    group_name="claims",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "claims"},
    ins=_lake("captures", "codings", "documents", "passages", "judgements"),
    description=Quarantine.__doc__,
)
@refusing()
def quarantine(
    captures: pd.DataFrame, codings: pd.DataFrame, documents: pd.DataFrame, passages: pd.DataFrame, judgements: pd.DataFrame
) -> pd.DataFrame:
    found = settings.load()
    strays = raw.strays(found.raw, {contexts.load(code).codings for code in contexts.available()})
    unread = pd.DataFrame({"item": strays, "outcome": "quarantined", "faults": [[UNREAD]] * len(strays)})
    stages = [
        ("raw", unread),
        ("captures", captures.assign(item=captures["folder"])),
        ("codings", codings.assign(item=codings["file"] + ":" + codings["line"].astype(str))),
        ("judgements", judgements.assign(item=judgements["file"] + ":" + judgements["line"].astype(str))),
        ("passages", overlong(documents, passages)),
        ("tables", read_tables(documents, passages, raw.mappings(found.raw)).misfits),
    ]
    return set_aside(stages)
