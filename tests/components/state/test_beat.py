"""What a beat sets of the link, and what it puts back."""

from components.base.text import Translate
from components.state.beat import Beat, Told, scene_of


def _tell(_shown: object, _: Translate) -> Told:
    return Told("", ())


def test_what_other_beats_set_goes_back() -> None:
    beats = (Beat(_tell, {}), Beat(_tell, {"select": "h1.1", "step": "0"}), Beat(_tell, {"select": "y1"}))
    assert scene_of(beats, 1) == {"select": "", "step": ""}
    assert scene_of(beats, 2) == {"select": "h1.1", "step": "0"}
    assert scene_of(beats, 3) == {"select": "y1", "step": ""}
