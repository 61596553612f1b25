"""Words to rows: documents, passages and claims, piece by piece. Only glue belongs here."""

from collections import Counter
from collections.abc import Callable

import dagster as dg
import pandas as pd

from orchestration import contexts, languages, settings
from orchestration.claims.build import coded_claims, extracted_claims, sentences_unread
from orchestration.claims.editions import replaced
from orchestration.claims.table_claims import read_tables
from orchestration.claims.tables import CELL, SUM
from orchestration.defs.kinds import OWNERS, refusing, remembered
from orchestration.defs.pieces import side_by_side, written
from orchestration.documents.captures import VERSIONED, versions
from orchestration.documents.captures import documents as accepted
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
from orchestration.store import lake, raw

UNREAD = vars(Fault("raw/", "nothing reads this", "move it to a section, name it in a context, or take it out of raw/"))
"""The fault of what lies in ``raw/`` outside its sections and codings."""


def lexicon(code: str) -> languages.Lexicon | None:
    """Words of a language, None for a language without a lexicon."""
    return languages.load(code) if code in languages.available() else None


def _word_asset(stage: str, description: str | None, *deps: str) -> Callable[..., dg.AssetsDefinition]:
    """An asset that makes its table piece by piece of these tables of the lake."""
    return dg.asset(
        key_prefix="lake",
        group_name=stage,
        owners=OWNERS,
        kinds={"python", "parquet"},
        tags={"stage": stage},
        deps=[dg.AssetKey(["lake", name]) for name in deps],
        description=description,
    )


@_word_asset("documents", Document.__doc__, "captures")
def documents() -> dg.MaterializeResult[None]:
    days = versions(lake.read(settings.load().lake, "captures", VERSIONED))
    found_in = (accepted(captures, days) for (captures,) in side_by_side("captures"))
    return written("documents", found_in, lambda piece: {f"documents_{language}": count for language, count in Counter(piece["language"]).items()})


@_word_asset("documents", Passage.__doc__, "documents")
def passages() -> dg.MaterializeResult[None]:
    with remembered() as memory:
        split_up = (split(documents, memory) for (documents,) in side_by_side("documents"))
        return written("passages", split_up)


@_word_asset("claims", Claim.__doc__, "documents", "passages", "codings")
@refusing()
def claims() -> dg.MaterializeResult[None]:
    found = settings.load()
    codings, cards = lake.read(found.lake, "codings"), raw.mappings(found.raw)
    with remembered() as memory:
        read = (
            pd.concat(
                [
                    coded_claims(codings, documents),
                    extracted_claims(documents, passages, lexicon, memory),
                    read_tables(documents, passages, cards).claims,
                ]
            ).sort_values("claim_id", ignore_index=True)
            for documents, passages in side_by_side("documents", "passages")
        )
        return written("claims", read, _claim_counts)


def _claim_counts(claims: pd.DataFrame) -> dict[str, int]:
    is_of_table = claims["rules"].map(lambda rules: CELL in rules or SUM in rules).astype(bool)
    methods = claims["method"].mask(is_of_table, "from_tables")
    return {f"claims_{name}": count for column in (methods, claims["measure"]) for name, count in Counter(column).items()}


@_word_asset("claims", ClaimVersion.__doc__, "claims", "documents", "judgements")
@refusing()
def claim_versions() -> dg.MaterializeResult[None]:
    found = settings.load()
    judgements = lake.read(found.lake, "judgements")
    documents = lake.read(found.lake, "documents", ["document_id", "source_id", "mapping", "published_on"])
    tables = documents[documents["mapping"].notna()]
    days = replaced(lake.read_of(found.lake, "claims", "document_id", set(tables["document_id"])), tables, raw.mappings(found.raw))
    known = (apply(claims, documents, judgements, days) for claims, documents in side_by_side("claims", "documents"))
    return written("claim_versions", known)


@_word_asset("claims", UnreadSentence.__doc__, "documents", "passages", "claims")
def unread_sentences() -> dg.MaterializeResult[None]:
    with remembered() as memory:
        missed = (
            sentences_unread(documents, passages, claims, lexicon, memory)
            for documents, passages, claims in side_by_side("documents", "passages", "claims")
        )
        return written("unread_sentences", missed)


@_word_asset("claims", Quarantine.__doc__, "captures", "codings", "documents", "passages", "judgements")
@refusing()
def quarantine() -> pd.DataFrame:
    found = settings.load()
    captures, cards = lake.read(found.lake, "captures", ["folder", "outcome", "faults"]), raw.mappings(found.raw)
    codings, judgements = lake.read(found.lake, "codings"), lake.read(found.lake, "judgements")
    strays = raw.strays(found.raw, {contexts.load(code).codings for code in contexts.available()})
    unread = pd.DataFrame({"item": strays, "outcome": "quarantined", "faults": [[UNREAD]] * len(strays)})
    stages = [
        ("raw", unread),
        ("captures", captures.assign(item=captures["folder"])),
        ("codings", codings.assign(item=codings["file"] + ":" + codings["line"].astype(str))),
        ("judgements", judgements.assign(item=judgements["file"] + ":" + judgements["line"].astype(str))),
    ]
    for documents, passages in side_by_side("documents", "passages"):
        stages += [("passages", overlong(documents, passages)), ("tables", read_tables(documents, passages, cards).misfits)]
    return set_aside(stages)
