"""Captures and refreshes killed at random moments, one after the other, in one world, with nothing done in between to help.

Half of the kills fall on captures from a publisher on this machine, the others on refreshes, in every stage in turn; of each kind one in five
strikes the process alone. ``make test-crash KILLS=500`` says how many; ``SEED=...`` chooses the moments anew as a run before did.
"""

import hashlib
import os
import random
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import gazette
import pytest
import small_raw
import yaml
from kills import STAGES, kill, killed
from world import World

from orchestration.model.capture import CARD
from orchestration.store import raw, releases

pytestmark = pytest.mark.crash

KILLS = int(os.environ.get("KILLS", "50"))
NEW_NOTICES = 15
"""Between two captures."""
SECTION = "press_articles"


@dataclass
class Captures:
    """Captures of the gazette, killed; what they said that they keep, by folder, is remembered."""

    world: World
    publisher: gazette.Gazette
    aside: Path
    acknowledged: dict[str, bytes] = field(default_factory=dict)

    def killed(self, chance: random.Random, *, alone: bool) -> str:
        """One capture, killed after it said so many lines: of the feed, or by the command of files that a person saved."""
        self.publisher.printed += NEW_NOTICES
        from_feed = chance.random() < 0.7
        lines = chance.randint(0, len(self.publisher.listed()) - 1 if from_feed else NEW_NOTICES - 1)
        pause = chance.uniform(0, 3.0 if lines == 0 else 0.03)
        script = str(Path(gazette.__file__).with_name("hasty_capture.py"))
        process = (
            self.world.launch(sys.executable, script, gazette.SOURCE, DETENTION_NETWORKS="127.0.0.0/8")
            if from_feed
            else self.world.start("capture", "--source", gazette.SOURCE, "--url", "https://example.org/saved", str(self.saved()))
        )
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(lines))
        time.sleep(pause)
        was_alive = process.poll() is None
        if was_alive:
            kill(process, alone=alone)
        said += process.stdout.read()
        self.remember(said)
        return f"capture of {'the feed' if from_feed else 'files'}, {lines} lines and {pause:.3f} s in{'' if was_alive else ' (it had ended)'}"

    def saved(self) -> Path:
        """A folder of files, as a person saves them from a browser."""
        folder = self.aside / str(self.publisher.printed)
        folder.mkdir(parents=True)
        for number in range(NEW_NOTICES):
            saved = 1_000_000 + self.publisher.printed + number
            (folder / f"{saved}.txt").write_bytes(gazette.text(saved))
        return folder

    def remember(self, said: str) -> None:
        for line in said.splitlines(keepends=True):
            if line.startswith("new: ") and line.endswith("\n"):
                asked, folder = line.removeprefix("new: ").strip().split(" -> ")
                self.acknowledged[folder] = gazette.text(int(Path(asked).stem))

    def check(self) -> None:
        """Insist that what was acknowledged is whole, and that nothing is seen that is not."""
        seen = {
            folder.folder: folder.files for folder in raw.folders(self.world.raw, SECTION) if folder.folder.startswith(f"{SECTION}/{gazette.SOURCE}/")
        }
        for folder, text in self.acknowledged.items():
            assert seen[folder]["document.txt"] == text, folder
        for folder, files in seen.items():
            assert files.keys() == {"document.txt", CARD}, folder
            assert yaml.safe_load(files[CARD])["sha256"] == hashlib.sha256(files["document.txt"]).hexdigest(), folder


@pytest.fixture
def world(tmp_path: Path) -> World:
    # captures say when they were made: the day is one on which none of them lies in the future, however late it gets
    world = World(tmp_path / "raw", tmp_path / "var", str((datetime.now(UTC) + timedelta(days=1)).date()))
    small_raw.write(world.raw)
    world.refresh()
    return world


def test_no_kill_loses_a_document_or_a_release_and_the_end_is_that_of_an_undisturbed_run(world: World, tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED") or int.from_bytes(os.urandom(4)))
    chance = random.Random(seed)  # noqa: S311 - chooses moments, keeps no secret
    print(f"\nseed of the {KILLS} kills: {seed}")
    with gazette.printing() as publisher:
        publisher.write_card(world.raw)
        captures = Captures(world, publisher, tmp_path / "saved")
        for number in range(KILLS):
            alone = chance.random() < 0.2
            if number % 2 == 0:
                story = captures.killed(chance, alone=alone)
            else:
                found = killed(world, chance, STAGES[number // 2 % len(STAGES)], alone=alone)
                found.check_whole(seed)
                story = found.story
            captures.check()
            print(f"{number + 1}. {story}; {len(captures.acknowledged)} documents acknowledged", flush=True)
        capture = world.launch(
            sys.executable, str(Path(gazette.__file__).with_name("hasty_capture.py")), gazette.SOURCE, DETENTION_NETWORKS="127.0.0.0/8"
        )
        said, errors = capture.communicate(timeout=300)
        assert capture.returncode == 0, errors
        captures.remember(said)
        captures.check()
        assert {line.split(":")[0] for line in said.splitlines()} <= {"new", "unchanged"}, said
        kept = [yaml.safe_load(path.read_text(encoding="utf-8"))["url"] for path in (world.raw / SECTION / gazette.SOURCE).glob(f"*/{CARD}")]
        assert len(kept) == len(set(kept)), "a document was captured twice"
        assert {publisher.url(number) for number in publisher.listed()} <= set(kept)
    assert not list(world.raw.rglob(".draft-*"))

    world.refresh()
    undisturbed = World(world.raw, tmp_path / "undisturbed", world.today)
    undisturbed.refresh()
    assert releases.logical_hashes(world.current()) == releases.logical_hashes(undisturbed.current()), f"seed {seed}"
    accepted = {folder for (folder,) in world.ask("select folder from dim_documents")}
    assert captures.acknowledged.keys() <= accepted
    assert world.run("verify").returncode == 0
    assert not list(world.releases.glob(".draft-*"))
    with dg.DagsterInstance.from_config(str(world.var / "dagster")) as instance:
        assert {run.status.value for run in instance.get_runs()} <= {"SUCCESS", "FAILURE"}
