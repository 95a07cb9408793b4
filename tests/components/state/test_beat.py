"""What a beat sets of the link, and what it puts back."""

from components.base.text import Translate
from components.state.beat import Beat, Told, ask_among, scene_of


def _tell(_shown: object, _: Translate) -> Told:
    return Told("", ())


def test_what_other_beats_set_goes_back() -> None:
    beats = (Beat(_tell, {}), Beat(_tell, {"select": "h1.1", "step": "0"}), Beat(_tell, {"select": "y1"}))
    assert scene_of(beats, 1) == {"select": "", "step": ""}
    assert scene_of(beats, 2) == {"select": "h1.1", "step": "0"}
    assert scene_of(beats, 3) == {"select": "y1", "step": ""}


def test_the_right_answer_stands_among_the_others_in_an_order_that_does_not_tell() -> None:
    asked = ask_among("which?", "2", iter(["3", "1", "3", "2"]))
    assert (asked.text, asked.answers, asked.right) == ("which?", ("1", "2", "3"), 1)
    assert ask_among("which?", "a", ["b"]).right == 0
