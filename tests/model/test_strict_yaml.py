import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.model import strict_yaml

words = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@pytest.mark.parametrize("scalar", ["2023-05", "no", "yes", "on", "null", "~", "0123", "1_000", "1e3", "12:30:45", ".inf", "0x1f", "true"])
def test_a_value_is_the_text_that_was_written(scalar: str) -> None:
    assert strict_yaml.parse(f"key: {scalar}") == {"key": scalar}


def test_an_empty_value_is_not_known() -> None:
    assert strict_yaml.parse("one:\ntwo: ''\nthree: x") == {"one": None, "two": None, "three": "x"}


def test_lists_and_mappings_are_kept() -> None:
    assert strict_yaml.parse("a:\n  - 1\n  - 2\nb:\n  c: d") == {"a": ["1", "2"], "b": {"c": "d"}}


@given(st.dictionaries(words, words, min_size=1, max_size=8))
def test_every_mapping_of_words_comes_back(mapping: dict[str, str]) -> None:
    assert strict_yaml.parse("\n".join(f"{key}: {value}" for key, value in mapping.items())) == mapping


@pytest.mark.parametrize(("text", "reason"), [
    ("a: 1\nb: 2\na: 3", "line 1: said twice: a"),
    ("x: 1\ny:\n  b: 1\n  b: 2", "line 3: said twice: b"),
    ("a: &name 1\nb: *name", "line 2: an alias is not allowed here"),
    ("a: [1, 2", "line 1: "),
    ("a: 1\n\tb: 2", "line 2: "),
    ("- a\n- b", "line 1: a list of 'key: value' lines was expected"),
    ("only words", "line 1: a list of 'key: value' lines was expected"),
    ("", "line 1: a list of 'key: value' lines was expected"),
    ("a: 1\n---\nb: 2", "line 2: "),
    ("a: \x00", "special characters are not allowed"),
])  # fmt: skip
def test_what_is_not_a_plain_mapping_is_refused_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        strict_yaml.parse(text)
    assert reason in str(caught.value)


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"{name}: &{name} [*{before}, *{before}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(ValueError, match="an alias is not allowed here"):
        strict_yaml.parse(bomb)


@pytest.mark.parametrize("text", ["a: " + "[" * 20_000, "a: " + "{b: " * 20_000, "\n".join(" " * depth + "a:" for depth in range(600))])
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        strict_yaml.parse(text)


def test_a_file_too_long_to_be_a_card_is_refused_unread() -> None:
    with pytest.raises(ValueError, match="characters, more than the 200,000 that are read"):
        strict_yaml.parse("a: " + "x" * strict_yaml.MAX_CHARACTERS)


def test_a_tag_makes_no_object() -> None:
    assert strict_yaml.parse("a: !!python/object/apply:os.getcwd []") == {"a": []}


anything = st.text(st.characters(), max_size=200) | st.from_regex(r"[-a:?,&*!|>%@` \n\t\x85\u2028\ufeff'\"#\[\]{}null~]{0,100}", fullmatch=True)


@given(st.dictionaries(words, st.none() | anything.filter(bool), min_size=1, max_size=5))
def test_what_is_written_is_read_as_the_same_values(values: dict[str, str | None]) -> None:
    assert strict_yaml.parse(strict_yaml.written(values).encode().decode()) == values


@pytest.mark.parametrize(
    "value", ["a: null\nb", "null", "~", "no", "2024-05-06", "0x1f", f"{'long ' * 30}: null {'long ' * 30}", "*a", "&a b", "# a", "- a", "\ud800"]
)
def test_a_value_that_looks_like_something_else_stays_what_it_is(value: str) -> None:
    text = strict_yaml.written({"title": value, "language": None})
    assert strict_yaml.parse(text.encode().decode()) == {"title": value, "language": None}
    assert text.endswith("\nlanguage:\n")
