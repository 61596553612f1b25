"""``detention capture --source SOURCE`` without the two seconds of rest between questions: python hasty_capture.py SOURCE."""

import sys

from orchestration import settings
from orchestration.capture import Capturer
from orchestration.store.kept import one_keeper
from orchestration.web.addresses import PublicTransport
from orchestration.web.fetch import Fetcher

if __name__ == "__main__":
    found = settings.load()
    fetcher = Fetcher(PublicTransport(found.networks), pause_seconds=0)
    with one_keeper(found.raw, found.var), Capturer(found, sys.argv[1], fetcher) as capturer:
        for one in capturer.listed():
            print(f"{one.outcome}: {one.asked}{f' -> {one.folder.relative_to(found.raw)}' if one.folder else ''} {one.reason}", flush=True)
