"""Difference constraints as a graph: a contradiction is a negative cycle, the tightest bounds are shortest paths.

A constraint ``x[head] - x[tail] <= weight`` is an edge from tail to head (Dechter, Meiri & Pearl 1991). Weights and distances are whole numbers.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import johnson

Whole = npt.NDArray[np.int64]

_EXACT = 1 << 52
"""Whole numbers below it are exact as floating-point numbers, in which paths are added up."""
_ROUNDS_BETWEEN_LOOKS = 8

MOST_ALIKE = 100
"""A proof that would name more than this many claims names one of those that say the very same, for each of its links."""


class Constraint(NamedTuple):
    """``x[head] - x[tail] <= weight``, and the claim or assumption that says so; without a name it is true of every count."""

    tail: int
    head: int
    weight: int
    name: str = ""


def negative_cycle(size: int, constraints: Sequence[Constraint]) -> list[Constraint]:
    """The constraints of one cycle of negative weight, or none where all can hold (Bellman-Ford, all edges at once; O(nodes x edges))."""
    if not constraints:
        return []
    edges = sorted(constraints)
    tail, head, weight = (np.array([edge[part] for edge in edges], dtype=np.int64) for part in range(3))
    distance = np.zeros(size, dtype=np.int64)
    parent = np.full(size, -1, dtype=np.int64)
    for round_ in range(1, size + 2 * _ROUNDS_BETWEEN_LOOKS):
        reached = distance[tail] + weight
        order = np.lexsort((reached, head))
        nearest = order[np.flatnonzero(np.diff(head[order], prepend=-1))]
        better = nearest[reached[nearest] < distance[head[nearest]]]
        if not len(better):
            return []
        distance[head[better]] = reached[better]
        parent[head[better]] = better
        if round_ % _ROUNDS_BETWEEN_LOOKS == 0 and (cycle := _parent_cycle(parent, tail)):
            return [edges[edge] for edge in cycle]
    raise AssertionError("a walk longer than all nodes repeats one, and its parents close a cycle")


def _parent_cycle(parent: Whole, tail: Whole) -> list[int]:
    """Edges of a cycle among the parents; a cycle there is always of negative weight."""
    seen_from = np.full(len(parent), -1, dtype=np.int64)
    for start in range(len(parent)):
        node = start
        while seen_from[node] < 0 and parent[node] >= 0:
            seen_from[node] = start
            node = int(tail[parent[node]])
        if parent[node] >= 0 and seen_from[node] == start:
            cycle = [int(parent[node])]
            while (at := int(tail[cycle[-1]])) != node:
                cycle.append(int(parent[at]))
            return cycle
    return []


def adds_up(size: int, constraints: Sequence[Constraint]) -> bool:
    """Whether no walk over the nodes can be longer than a whole number holds."""
    return max((abs(edge.weight) for edge in constraints), default=0) * size < _EXACT


class Closed:
    """Every tightest bound that follows from constraints that can all hold, and the constraints of one path that proves it.

    Of several equally tight proofs the one with the fewest named constraints is kept; constraints that say the very same are named together, up to
    ``MOST_ALIKE`` of them: what a thousand papers say of every day would make a proof as long as the record for every window.
    Johnson's algorithm (scipy), O(nodes x constraints x log nodes). Raises ``OverflowError`` where weights are too large: see ``adds_up``.
    """

    def __init__(self, size: int, constraints: Sequence[Constraint]) -> None:
        if not adds_up(size, constraints):
            raise OverflowError("numbers are too large to be added up")
        # a walk without a cycle has fewer than `size` edges: in this scale the names it costs never outweigh one event; numbers too large for
        # the scale are proved by any shortest path
        self._scale = size + 1 if adds_up(size * (size + 1), constraints) else 1
        self._names: dict[tuple[int, int], list[str]] = {}
        nearest: dict[tuple[int, int], int] = {}
        for edge in sorted(constraints):
            between = edge.tail, edge.head
            cost = edge.weight * self._scale + (self._scale > 1 and bool(edge.name))
            if between not in nearest or cost < nearest[between]:
                nearest[between], self._names[between] = cost, [edge.name] if edge.name else []
            elif cost == nearest[between] and edge.name:
                self._names[between].append(edge.name)
        tails, heads = zip(*nearest, strict=True) if nearest else ((), ())
        graph = csr_array((np.array(list(nearest.values()), dtype=float), (tails, heads)), shape=(size, size))
        self._distance, self._before = johnson(graph, return_predecessors=True)

    def most(self, tail: int, head: int) -> int | None:
        """The most that ``x[head] - x[tail]`` can be; None where nothing limits it."""
        cost = self._distance[tail, head]
        # the names on the path stand in the remainder: -902 events and 2 names are -902 * scale + 2
        return None if math.isinf(cost) else int(cost) // self._scale

    def proof(self, tail: int, head: int) -> list[str]:
        """The names on the path that makes ``most``, sorted; none where only what is true of every count makes it."""
        links = []
        while tail != head:
            step = int(self._before[tail, head])
            if alike := self._names[step, head]:
                links.append(alike)
            head = step
        if sum(map(len, links)) > MOST_ALIKE:
            return sorted({alike[0] for alike in links})
        return sorted({name for alike in links for name in alike})
