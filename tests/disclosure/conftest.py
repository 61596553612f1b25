"""What the filter knows, from the project's own catalogues and words; no sources."""

import pandas as pd
import pytest

from orchestration.defs import disclosure
from orchestration.disclosure.known import Known


@pytest.fixture(scope="session")
def known() -> Known:
    return disclosure.known(pd.DataFrame({"name": ["The Morning Paper"]}))
