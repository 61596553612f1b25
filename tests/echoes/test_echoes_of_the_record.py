"""The echoes of the record in ``raw/``: clusters and retellings that people found by reading, and a sample checked by hand."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from told import distorted, record

from orchestration.echoes.fold import fold

CLUSTERS = {
    "deaths to 26 May 2023, an agency on an organisation": ("custodial_deaths", 160, "D002 D003 D004 D047 D166 D184"),
    "deaths of the first year": ("custodial_deaths", 139, "D002 D003 D004 D047 D166 D184"),
    "deaths through April 2023": ("custodial_deaths", 153, "D002 D003 D004 D046 D047 D166 D184 D296"),
    "deaths, violent": ("custodial_deaths", 29, "D046 D296"),
    "archived deaths": ("custodial_deaths", 142, "D048 D049 D050 D051 D052 D053"),
    "arrests, a statement of 28 March 2023": ("arrests", 65_000, "D136 D137 D138 D139 D140 D142"),
    "deaths, the same statement": ("custodial_deaths", 90, "D136 D137 D138 D139 D140 D142"),
    "complaints, the same statement": ("complaints", 7_900, "D136 D137 D138 D139 D140 D142"),
    "deaths, a report of 2 June 2022": ("custodial_deaths", 18, "D060 D061 D065 D091"),
    "children arrested, a report of July 2024": ("arrests", 3_000, "D067 D068 D073 D074 D075 D076 D077"),
    "children arrested to December 2023": ("arrests", 3_319, "D067 D068 D073 D074 D075 D076 D077"),
    "arrests, a release of January 2023": ("arrests", 61_000, "D069 D070 D071 D072"),
    "deaths, June 2024": ("custodial_deaths", 301, "D006 D013 D153"),
    "deaths, April 2024": ("custodial_deaths", 241, "D145 D148 D149 D162"),
    "deaths, July 2025": ("custodial_deaths", 427, "D010 D011 D033 D036"),
    "deaths, October 2025": ("custodial_deaths", 450, "D030 D032 D155"),
    "deaths, December 2025": ("custodial_deaths", 470, "D031 D034 D035 D147 D152 D154"),
    "releases, a speech of 12 November 2024": ("releases", 8_000, "D023 D024 D025 D026 D028 D268 D285 D288"),
    "arrests, December 2023": ("arrests", 74_861, "D222 D223 D224"),
    "arrests, 16 August 2022": ("arrests", 50_000, "D058 D092 D243 D245"),
    "deaths, a report to August 2025": ("custodial_deaths", 403, "D291 D292"),
}
"""Documents that repeat one origin's figure, found by reading them: measure, number, documents. Not each of them states the number."""

RETELLINGS = (
    ("D064-03", "lost_bound", "at least 18 told as more than 18"),
    ("D142-01", "lost_bound", "90 told as up to 90"),
    *((f"{document}-02", "gained_certainty", "90 alleged, told as certain") for document in ("D136", "D137", "D139", "D140")),
    ("D142-01", "gained_certainty", "90 alleged, told as certain"),
    ("D286-01", "unit_shift", "arrests told as prisoners"),
    ("D151-05", "unit_shift", "arrests told as held"),
    ("D151-05", "scope_shift", "the whole country told as one prison"),
    ("D193-03", "lost_window", "a total since the beginning told of one year"),
    ("D193-04", "shifted_window", "deaths to the end of April told to 27 March"),
    ("D271-02", "shifted_window", "deaths to the end of April told to March"),
    ("D073-01", "unit_shift", "children arrested told as held"),
    ("D076-01", "unit_shift", "children arrested told as held"),
    ("D071-02", "unit_shift", "children arrested told as held"),
    ("D023-02", "quoted_to_deny", "innocents quoted to be rejected"),
    ("D024-03", "quoted_to_deny", "innocents quoted to be disputed"),
    ("D052-02", "quoted_to_deny", "deaths quoted to be disputed"),
)


@pytest.fixture(scope="module")
def claims(root: Path) -> pd.DataFrame:
    """The claims of the record."""
    return record(root)


@pytest.fixture(scope="module")
def echoes(claims: pd.DataFrame) -> pd.DataFrame:
    """The echoes of the record."""
    return fold(claims)


@pytest.fixture(scope="module")
def found(claims: pd.DataFrame, echoes: pd.DataFrame) -> pd.DataFrame:
    """The distortions of the record."""
    return distorted(claims, echoes)


def test_four_in_five_members_of_the_known_clusters_are_one_voice(claims: pd.DataFrame, echoes: pd.DataFrame) -> None:
    told = claims.assign(voice_id=echoes["voice_id"], document=claims["claim_id"].str[:4])
    carriers, folded, apart = 0, 0, {}
    for name, (measure, number, documents) in CLUSTERS.items():
        stated = (told["measure"] == measure) & (told["value"] == number) & told["document"].isin(documents.split())
        voices = told.loc[stated, "voice_id"].value_counts()
        carriers, folded = carriers + int(voices.sum()), folded + int(voices.iloc[0])
        if len(voices) > 1:
            apart[name] = voices.to_dict()
    assert carriers >= 80, "the clusters are not in the record"
    assert folded >= 0.8 * carriers, apart


@pytest.mark.parametrize(("coding", "kind", "what"), RETELLINGS)
def test_a_retelling_known_to_have_gone_wrong_is_found_and_named(found: pd.DataFrame, coding: str, kind: str, what: str) -> None:
    of_it = found[found["claim_id"] == coding]
    assert kind in set(of_it["kind"]), f"{what}: {of_it.to_dict('records')}"


def test_no_fold_of_the_sample_checked_by_hand_is_false(echoes: pd.DataFrame) -> None:
    with (Path(__file__).parent / "checked_folds.csv").open(encoding="utf-8", newline="") as lines:
        checked = list(csv.DictReader(lines))
    voice = dict(zip(echoes["claim_id"], echoes["voice_id"], strict=True))
    assert len(checked) == 50
    false = {(row["coding_id"], row["voice_coding_id"]) for row in checked if row["verdict"] == "false"}
    assert {pair for pair in false if voice[pair[0]] == voice[pair[1]]} == set()
    apart = [row["coding_id"] for row in checked if row["verdict"] == "right" and voice[row["coding_id"]] != voice[row["voice_coding_id"]]]
    assert apart == []
