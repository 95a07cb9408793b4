"""From which size on it pays to go to a device, from invented times."""

from compute.timing.moving import Moving, Trip, moving_of
from compute.timing.timing import Measurement, Timed
from tests.cases import for_each

SIZES = (1, 2, 4, 8)


def invented(**ways: list[float]) -> Measurement:
    names = {name: name.replace("_on_", " ") for name in ways}
    points = [
        Timed(names[way], size, seconds, 3)
        for way, found in ways.items()
        for size, seconds in zip(SIZES, found, strict=False)
    ]
    return Measurement(7, 8, 1, tuple(names.values()), tuple(points))


@for_each(
    ("here", "way", "size"),
    [
        ([1, 2, 8, 64], [2, 2, 2, 4], 4),
        ([1, 2.3, 8, 64], [2, 2, 2, 4], 2),
        ([9, 1, 8, 64], [2, 2, 2, 4], 4),
        ([9, 9, 9, 9], [2, 2, 2, 2], 1),
        ([9, 9, 9, 2.1], [2, 2, 2, 2], None),
    ],
)
def test_without_a_device_the_way_alone_counts(here: list[float], way: list[float], size: int | None) -> None:
    found = moving_of(invented(mm=here, copy=way, move=[0.1] * 4))
    assert found is not None
    assert found.device == ""
    assert found.trips == tuple(Trip(n, mine, other, 0.0) for n, mine, other in zip(SIZES, here, way, strict=True))
    assert found.pays_from == size


def test_with_a_device_its_product_is_added_to_the_way() -> None:
    times = {"mm": [1.0, 2.0, 8.0, 64.0], "copy": [0.1] * 4, "mm_on_cuda:0": [1.0] * 4, "move_on_cuda:0": [3.0] * 4}
    found = moving_of(invented(**times))
    assert found is not None
    assert found.device == "cuda:0"
    assert [trip.saves for trip in found.trips] == [0.25, 0.5, 2.0, 16.0]
    assert found.pays_from == 4


def test_a_size_without_all_of_it_is_left_out() -> None:
    found = moving_of(invented(mm=[1, 2], copy=[1, 1, 1]))
    assert found == Moving("", (Trip(1, 1, 1, 0.0), Trip(2, 2, 1, 0.0)))
    assert moving_of(invented(mm=[1])) is None
    assert moving_of(invented(copy=[1])) is None
