import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.series.graph import Closed, Constraint, negative_cycle

SIZE = 6
constraints = st.lists(
    st.builds(Constraint, st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(-5, 20), st.sampled_from(["", "a", "b", "c"])), max_size=14
)


def shortest(edges: list[Constraint]) -> list[list[float]]:
    """Floyd and Warshall in their own words."""
    far = [[0 if tail == head else float("inf") for head in range(SIZE)] for tail in range(SIZE)]
    for edge in edges:
        far[edge.tail][edge.head] = min(far[edge.tail][edge.head], edge.weight)
    for middle in range(SIZE):
        for tail in range(SIZE):
            for head in range(SIZE):
                far[tail][head] = min(far[tail][head], far[tail][middle] + far[middle][head])
    return far


@given(constraints)
def test_a_negative_cycle_is_found_where_there_is_one_and_is_one(edges: list[Constraint]) -> None:
    cycle = negative_cycle(SIZE, edges)
    assert bool(cycle) == any(shortest(edges)[node][node] < 0 for node in range(SIZE))
    if cycle:
        assert sum(edge.weight for edge in cycle) < 0
        assert sorted(edge.tail for edge in cycle) == sorted(edge.head for edge in cycle) == sorted({edge.tail for edge in cycle})
        assert set(cycle) <= set(edges)


@given(constraints)
def test_the_closed_graph_has_the_shortest_paths_and_proves_them(edges: list[Constraint]) -> None:
    if negative_cycle(SIZE, edges):
        return
    closed, far = Closed(SIZE, edges), shortest(edges)
    for tail in range(SIZE):
        for head in range(SIZE):
            most = closed.most(tail, head)
            assert most == (None if far[tail][head] == float("inf") else far[tail][head])
            if most is not None:
                named = [edge for edge in edges if edge.name in ("", *closed.proof(tail, head))]
                assert shortest(named)[tail][head] == most


@given(constraints, st.randoms())
def test_the_order_of_constraints_never_matters(edges: list[Constraint], chance: object) -> None:
    shuffled = chance.sample(edges, len(edges))  # type: ignore[attr-defined]
    assert negative_cycle(SIZE, edges) == negative_cycle(SIZE, shuffled)
    if not negative_cycle(SIZE, edges):
        pairs = [(tail, head) for tail in range(SIZE) for head in range(SIZE) if Closed(SIZE, edges).most(tail, head) is not None]
        assert [Closed(SIZE, edges).proof(*pair) for pair in pairs] == [Closed(SIZE, shuffled).proof(*pair) for pair in pairs]


def test_the_proof_with_the_fewest_names_is_kept() -> None:
    edges = [Constraint(0, 1, 2, "a"), Constraint(1, 2, 3, "b"), Constraint(0, 2, 5, "c")]
    assert Closed(3, edges).proof(0, 2) == ["c"]


def test_constraints_that_say_the_same_are_named_together() -> None:
    assert Closed(2, [Constraint(0, 1, 5, "later"), Constraint(0, 1, 5, "first"), Constraint(0, 1, 6, "weaker")]).proof(0, 1) == ["first", "later"]


def test_a_long_proof_names_one_of_those_that_say_the_same_for_each_of_its_links() -> None:
    told = [Constraint(day, day + 1, 5, f"{day}-{paper:02}") for day in range(3) for paper in range(40)]
    assert Closed(4, told).proof(0, 2) == sorted(edge.name for edge in told if edge.tail < 2)
    assert Closed(4, told).proof(0, 3) == ["0-00", "1-00", "2-00"]


def test_numbers_a_hundred_times_mankind_add_up_on_the_days_of_a_long_record() -> None:
    chain = [Constraint(at, at + 1, 10**12, f"c{at}") for at in range(299)]
    assert Closed(300, chain).most(0, 299) == 299 * 10**12
    assert len(Closed(300, chain).proof(0, 299)) == 299


def test_numbers_that_could_overflow_are_refused() -> None:
    with pytest.raises(OverflowError):
        Closed(300, [Constraint(0, 1, 10**17)])
