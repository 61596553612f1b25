"""YAML as plain text values: no types guessed, no aliases, no key twice.

``published_on: 2023-05`` stays text, ``no`` stays "no", and a file that hides a bomb behind aliases or says one key twice is refused.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import yaml

MAX_CHARACTERS = 200_000
"""Longer files are refused: reading them takes minutes, and no card or list of words is that long."""


class _StrictLoader(yaml.BaseLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias is not allowed here", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        counts = Counter(str(key.value) for key, _ in node.value)
        twice = sorted(key for key, count in counts.items() if count > 1)
        if twice:
            raise yaml.MarkedYAMLError(problem=f"said twice: {', '.join(twice)}", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


class _StrictDumper(yaml.SafeDumper):
    """Writes what is not known as nothing."""


def _text(dumper: _StrictDumper, text: str) -> yaml.ScalarNode:
    # only in double quotes is every character written so that it comes back
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_StrictDumper.add_representer(str, _text)
_StrictDumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def written(values: Mapping[str, str | None]) -> str:
    """The text that :func:`parse` reads as these values, one line each."""
    return yaml.dump(dict(values), Dumper=_StrictDumper, allow_unicode=True, sort_keys=False, width=MAX_CHARACTERS)


def parse(text: str) -> dict[str, Any]:
    """The mapping that the text holds; an empty value is None, every other scalar is text. Raises ``ValueError`` naming the line."""
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"{len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read")
    try:
        found = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a BaseLoader: it builds text, lists and mappings only
    except RecursionError as error:
        raise ValueError("lists or mappings are nested too deeply") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}: " if mark is not None else ""
        raise ValueError(f"{place}{getattr(error, 'problem', None) or error}") from error
    if not isinstance(found, dict):
        raise ValueError("line 1: a list of 'key: value' lines was expected")
    return {key: None if value == "" else value for key, value in found.items()}
