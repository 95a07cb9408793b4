"""How much room layers and their maps have, in pixels."""

import pytest

from components.training.figures.training_places import LAPTOP, WALL, MapRoom, look_in
from tests.cases import for_each


@for_each(
    ("units", "room", "above_and_below", "sizes", "ranges", "lengths"),
    [
        ((2, 4, 1), LAPTOP, "buttons", (51.2, 56.4, 64), ((-0.227, 2.227), (-0.0164, 1.0984)), (163, 305, 0.206)),
        ((2, 4, 1), LAPTOP, "buttons note", (51.2, 52.9, 64), ((-0.227, 2.227), (-0.0839, 1.1049)), (163, 286, 0.206)),
        ((2, 16, 1), WALL, "", (41.6, 11, 52), ((-0.2605, 2.2605), (-0.0208, 1.0208)), (119, 240, 0.228)),
        ((1, 1), LAPTOP, "", (51.2, 64), ((-0.1135, 1.1135), (-0.0152, 1.0152)), (326, 330, 0.108)),
        (
            (2, *[16] * 6, 1),
            LAPTOP,
            "buttons note",
            (28.4, *[13.2] * 6, 28.4),
            ((-0.3717, 7.3717), (-0.0839, 1.1049)),
            (361.6 / 7, 286, 0.285),
        ),
        # With less room in a row, 6 inputs have 55 - 14.3 pixels, 5 units 66 - 17.16, and 10 outputs 33 - 8.58.
        ((6, 5, 10), LAPTOP, "", (40.7, 48.8, 24.4), ((-0.1451, 2.1451), (-0.0152, 1.0152)), (174.65, 330, 0.15)),
    ],
)
def test_layers_fill_the_room(
    units: tuple[int, ...],
    room: MapRoom,
    above_and_below: str,
    sizes: tuple[float, ...],
    ranges: tuple[tuple[float, float], ...],
    lengths: tuple[float, float, float],
) -> None:
    look = look_in(units, room, has_note="note" in above_and_below, has_head="buttons" in above_and_below)
    assert (look.room, look.sizes, (look.x_range, look.y_range)) == (room, sizes, ranges)
    assert [look.pitch, look.high, look.stub] == pytest.approx(lengths, abs=1e-9)


def test_there_is_no_row_of_buttons_unless_it_is_asked_for() -> None:
    assert look_in((2, 4, 1), LAPTOP, has_note=False).high == 340 - 5 - 5


def test_pixels_become_shares_of_the_pitch_and_of_the_height() -> None:
    look = look_in((2, 4, 1), LAPTOP, has_note=False, has_head=True)
    assert (look.across(81.5), look.up(30.5)) == (0.5, 0.1)
