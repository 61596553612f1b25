"""A rebuild from nothing, under other circumstances: another folder, another order of writing, another time zone, locale and hash seed."""

import socket
from pathlib import Path

import pytest
import small_raw
from world import World

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder: Path = tmp_path_factory.mktemp("elsewhere") / "a folder (with a copy's name)"
    world = World(folder / "raw", folder / "var")
    small_raw.write(world.raw, documents=small_raw.DOCUMENTS[::-1], codings=small_raw.CODINGS[::-1])
    # whoever asks the network asks here, and is seen: nobody is answered
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0)
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        proxies = {f"{kind}_proxy": address for kind in ("http", "https", "all")}
        world.refresh(TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="4711", no_proxy="", NO_PROXY="", **proxies)
        with pytest.raises(BlockingIOError):
            proxy.accept()
    return world


def test_a_rebuild_gives_the_same_bytes(published: World, rebuilt: World) -> None:
    assert rebuilt.parquet() == published.parquet()
    assert len(rebuilt.parquet()) > 10


def test_a_rebuild_counts_the_same(published: World, rebuilt: World) -> None:
    counts = "select columns(* exclude (started_at, git_revision)) from refreshes"
    assert rebuilt.ask(counts) == published.ask(counts)
