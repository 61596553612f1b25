"""The desk's tests judge the invented claims of the review's tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "review"))
