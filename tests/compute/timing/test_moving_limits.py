"""Whether it pays to go, at the margin and beside it, and who wins by how much."""

from compute.timing.crossover import MARGIN, compare, fastest
from compute.timing.moving import Moving, Trip
from compute.timing.timing import Measurement, Timed
from tests.cases import for_each


@for_each(("here", "way", "there", "saves"), [(8.0, 2.0, 2.0, 2.0), (8.0, 4.0, 0.0, 2.0), (1.0, 3.0, 1.0, 0.25)])
def test_a_trip_saves_what_is_slower_here_than_way_and_product_there(
    here: float, way: float, there: float, saves: float
) -> None:
    assert Trip(1, here, way, there).saves == saves


@for_each(
    ("saves", "pays_from"),
    [
        ((1.1,), 1),
        ((1.099,), None),
        ((1.1, 1.1), 1),
        ((1.0, 1.1, 1.2), 2),
        ((2.0, 1.0, 2.0), 4),
        ((2.0, 2.0, 1.0), None),
        ((), None),
    ],
)
def test_it_pays_from_the_first_size_after_which_it_always_does(
    saves: tuple[float, ...], pays_from: int | None
) -> None:
    trips = tuple(Trip(2**at, here, 1.0, 0.0) for at, here in enumerate(saves))
    assert Moving("", trips).pays_from == pays_from
    assert MARGIN == 1.1


def test_who_is_faster_by_how_much_at_the_largest_size() -> None:
    points = (Timed("a", 1, 4.0, 3), Timed("b", 1, 1.0, 3), Timed("a", 2, 1.0, 3), Timed("b", 2, 4.0, 3))
    shown = Measurement(7, 2, 1, ("a", "b"), points)
    found = compare(shown, "a", "b")
    assert found is not None
    assert (found.wins_from, found.loses_to, found.size, found.factor) == (2, 1, 2, 4.0)
    best = fastest(shown, "b")
    assert best is not None
    assert best.size == 2
