from orchestration.model import vocabulary


def test_every_section_holds_kinds_of_publishers_that_exist() -> None:
    assert {kind for kinds in vocabulary.SECTIONS.values() for kind in kinds} == set(vocabulary.ACTOR_KINDS)


def test_no_kind_of_publisher_lies_in_two_sections() -> None:
    kinds = [kind for held in vocabulary.SECTIONS.values() for kind in held]
    assert len(kinds) == len(set(kinds))


def test_no_list_says_a_code_twice() -> None:
    lists = {name: codes for name, codes in vars(vocabulary).items() if name.isupper() and isinstance(codes, tuple)}
    assert lists
    assert [name for name, codes in lists.items() if len(codes) != len(set(codes))] == []


def test_every_series_and_stock_measure_is_a_measure() -> None:
    assert set(vocabulary.STOCK_MEASURES) < set(vocabulary.SERIES_MEASURES) < set(vocabulary.MEASURES)
