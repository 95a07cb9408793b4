"""A dragged slider as the browser tells of it: a known key and a finite number, or no move at all."""

from components.browser.live import NO_MOVE, Move, _move
from tests.cases import for_each

KEYS = ["seed", "inputs"]


@for_each(
    ("sent", "move"),
    [
        ({"key": "seed", "value": 8, "number": 1}, Move("seed", 8.0)),
        ({"released": "seed", "number": 2}, Move("", 0.0, "seed")),
        ({"released": "other", "number": 2}, NO_MOVE),
        ({"released": ["seed"]}, NO_MOVE),
        ({"key": "other", "value": 8}, NO_MOVE),
        ({"key": "seed", "value": True}, NO_MOVE),
        ({"key": "seed", "value": float("inf")}, NO_MOVE),
        ({"key": "seed", "value": "8"}, NO_MOVE),
        ({"key": "seed", "value": 10**309}, NO_MOVE),
        ({"key": ["seed"], "value": 8}, NO_MOVE),
        (None, NO_MOVE),
        ([1], NO_MOVE),
    ],
)
def test_what_the_browser_sends(sent: dict[str, object] | list[int] | None, move: Move) -> None:
    assert _move(sent, KEYS) == move
