"""What the browser reports of a typed seed: a seed, or nothing."""

from components.widgets.seed_field import seed_of
from tests.cases import for_each


@for_each(("typed", "seed"), [(0, 0), (8, 8), (9999, 9999), (7.0, 7)])
def test_a_seed(typed: float, seed: int) -> None:
    assert seed_of({"typed": typed}) == seed


@for_each("typed", [-1, 10_000, 7.5, float("nan"), float("inf"), 1e300, True, "8", [8], {"seed": 8}, None])
def test_no_seed(typed: object) -> None:
    assert seed_of({"typed": typed}) is None
    assert seed_of(typed) is None
