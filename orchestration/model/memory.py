"""What was worked out before, so that a refresh works on what is new.

A key names everything that the result hangs on; who keeps the memory begins a new one when the code or the lexicons change. What comes out of a
memory and what was worked out a moment ago are the same JSON, so that nothing hangs on whether it was remembered.
"""

import json
from collections.abc import Callable, MutableMapping, Sequence
from typing import Any

Memory = MutableMapping[str, str]


def recalled(memory: Memory, key: Sequence[str | None], work: Callable[[], Any]) -> Any:
    """The result for the key, as JSON has it (tuples are lists): remembered, or worked out and remembered."""
    name = json.dumps(key)
    found = memory.get(name)
    if found is None:
        found = memory[name] = json.dumps(work(), ensure_ascii=False)
    return json.loads(found)
