"""Ingest: what lies in ``raw/`` becomes rows. Split by kind of source, because failure is per kind; from ``captures`` on, kind is a column.

Only glue belongs here: the store reads the folders, ``documents`` and ``claims`` understand them.
"""

from datetime import date
from itertools import chain

import dagster as dg
import pandas as pd

from orchestration import contexts, settings
from orchestration.claims.codings import read_codings
from orchestration.defs.kinds import OWNERS, RETRY, refusing, remembered, stage_metadata
from orchestration.defs.pieces import written
from orchestration.documents.captures import mark_duplicates, read_folders
from orchestration.model.capture import Source
from orchestration.model.judgement import Judgement
from orchestration.model.vocabulary import SECTIONS
from orchestration.review.judgements import check_judgements, read_judgements
from orchestration.store import lake, raw
from orchestration.store.removed import removals


def ingest_asset(section: str) -> dg.AssetsDefinition:
    """The asset that reads one section of ``raw/``."""

    @dg.asset(
        name=section,
        key_prefix="lake",
        group_name="ingest",
        owners=OWNERS,
        kinds={"python", "parquet"},
        tags={"stage": "ingest"},
        retry_policy=RETRY,
        description=f"Document folders of raw/{section}/ as they were read: birth certificate, hash and text checked. One row per folder.",
    )
    @refusing()
    def ingest() -> dg.MaterializeResult[None]:
        found = settings.load()
        sources = raw.sources(found.raw, section)
        folders, known = raw.folders(found.raw, section), frozenset(contexts.available())
        with remembered() as memory:
            captures = read_folders(folders, sources, section, known, found.today, removals(found.raw), found.ocr, memory)
            return written(section, captures, stage_metadata)

    return ingest


ingest_assets = [ingest_asset(section) for section in SECTIONS]


@dg.asset(
    key_prefix="lake",
    group_name="ingest",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "ingest"},
    retry_policy=RETRY,
    description=Source.__doc__,
)
@refusing()
def sources() -> pd.DataFrame:
    found = settings.load()
    rows = [
        (source_id, section, card.name, card.kind, list(card.hosts), list(card.languages), card.rights)
        for section in SECTIONS
        for source_id, card in raw.sources(found.raw, section).items()
    ]
    return pd.DataFrame(rows, columns=list(Source.to_schema().columns))


@dg.multi_asset(
    outs={
        name: dg.AssetOut(
            key_prefix="lake", group_name="ingest", owners=OWNERS, kinds={"python", "parquet"}, tags={"stage": "ingest"}, description=description
        )
        for name, description in {
            "contexts": "Places and detention regimes that are monitored. One row per context.",
            "origins": "Bodies credited with figures, catalogued. One row per origin of a context.",
            "facilities": "Places of detention, catalogued. One row per facility of a context.",
            "definitions": "What the counters of origins include. One row per body or family of bodies, measure, first day and aspect.",
            "rhythms": "When the next figure of an origin is due. One row per body or family of bodies, measure and stretch of time.",
            "assumption_sets": "Assumptions behind bounds, by name. One row per way of reading words, and per identity or limit that may be added.",
        }.items()
    },
)
def catalogues() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    return (*contexts.tables([contexts.load(code) for code in contexts.available()]), contexts.assumption_sets())


@dg.asset(
    key_prefix="lake",
    group_name="ingest",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "ingest"},
    deps=ingest_assets,
    description="Document folders of all sections, duplicates marked. One row per folder.",
)
def captures() -> dg.MaterializeResult[None]:
    found = settings.load()
    sections = chain.from_iterable(lake.pieces(found.lake, section) for section in sorted(SECTIONS))
    return written("captures", mark_duplicates(sections), stage_metadata)


@dg.asset(
    key_prefix="lake",
    group_name="ingest",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "ingest"},
    retry_policy=RETRY,
    ins={"captures": dg.AssetIn(key_prefix="lake", metadata={"columns": ["folder", "document_id", "outcome"]})},
    description="Claims coded by hand, as read from raw/codings/. One row per line.",
)
@refusing()
def codings(context: dg.AssetExecutionContext, captures: pd.DataFrame) -> pd.DataFrame:
    found = settings.load()
    tables = []
    for card in map(contexts.load, contexts.available()):
        text = raw.codings(found.raw, card.codings)
        counts_from = date.fromisoformat(card.counts_from)
        tables.append(read_codings(f"codings/{card.codings}", text, card.code, counts_from, found.today, captures))
    read = pd.concat(tables, ignore_index=True)
    context.add_output_metadata(stage_metadata(read))
    return read


@dg.asset(
    key_prefix="lake",
    group_name="ingest",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "ingest"},
    retry_policy=RETRY,
    deps=[dg.AssetKey(["lake", "claims"])],
    description=Judgement.__doc__,
)
@refusing()
def judgements(context: dg.AssetExecutionContext) -> pd.DataFrame:
    found = settings.load()
    files = [read_judgements(file, text, found.today) for file, text in raw.judgements(found.raw).items()]
    claims = lake.read_of(found.lake, "claims", "claim_id", {name for file in files for names in file["claims"] for name in names})
    read = check_judgements(files, claims, {code: contexts.load(code) for code in contexts.available()})
    context.add_output_metadata(stage_metadata(read) | {"needs_look": int((read["state"] == "needs_look").sum())})
    return read
