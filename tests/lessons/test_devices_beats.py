"""The beats of the page of devices: what they tell and ask, before a measurement and after one."""

import pytest

from components.base.text import untranslated
from components.devices import beats
from components.devices.beats import BEATS, SeenDevices, lead
from components.state.beat import Told
from compute.network.spec import NetworkSpec
from compute.timing.devices import Device
from compute.timing.timing import Measurement, Timed
from tests.cases import for_each

DEVICE, DIGITS, MATRICES, GROWING, GPU = range(5)


def told(at: int, measurement: Measurement | None = None, seed: int = 7) -> Told:
    """Return what a beat tells."""
    return BEATS[at].tell(SeenDevices(NetworkSpec(seed, 5), measurement), untranslated)


def test_the_beats_and_their_order() -> None:
    assert [told(at).title for at in range(len(BEATS))] == [
        "Where a tensor lies",
        "How exact is that?",
        "Why matrices?",
        "Twice the size",
        "A GPU, or not?",
    ]
    where = told(DEVICE)
    assert where.text[0].startswith("A tensor lies on a device")
    assert where.text[1].startswith("`.to(device)` gives a copy")
    assert where.asked is None


def test_float32_and_float64_agree_in_the_first_decimals_only() -> None:
    asked = told(DIGITS).asked
    assert asked is not None
    assert asked.answers[asked.right] == "only the first ones"
    assert told(DIGITS).text[0].startswith("`float32` has about 7 digits, `float64` about 16.")


def test_twice_the_size_is_eight_times_the_products() -> None:
    asked = told(GROWING).asked
    assert asked is not None
    assert asked.answers == ("2 times as many", "4 times as many", "8 times as many")
    assert asked.right == 2


def test_whether_a_gpu_pays_is_told_once_it_was_measured() -> None:
    assert told(GPU).text[1].startswith("Press Measure:")
    points = (Timed("mm", 64, 4e-3, 3), Timed("copy", 64, 1e-3, 3))
    words = told(GPU, Measurement(7, 64, 1, ("mm", "copy"), points)).text[1]
    assert words.endswith("Even that one pays only from n = 64 on.")


@for_each(
    ("names", "cores", "words"),
    [
        (["cpu"], 1, "torch finds **1** core of a processor here, and no GPU: what would a GPU change?"),
        (["cpu"], 2, "torch finds **2** cores of a processor here, and no GPU: what would a GPU change?"),
        (
            ["cpu", "cuda:0"],
            2,
            "Beside the processor torch finds **cuda:0** here: when is it worth moving numbers there?",
        ),
    ],
)
def test_the_sentence_at_the_head_says_what_torch_finds(names: list[str], cores: int, words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beats, "devices", lambda: tuple(Device(name, name) for name in names))
        patch.setattr(beats, "all_threads", lambda: cores)
        assert lead(untranslated) == words


def test_each_beat_says_its_own_words_in_order() -> None:
    starts = [[text[:24] for text in told(at).text] for at in range(len(BEATS))]
    assert starts == [
        ["A tensor lies on a devic", "`.to(device)` gives a co"],
        ["`float32` has about 7 di"],
        ["A layer is a product of ", "Guess first, then press "],
        ["The product has n × n nu", "The numbers of the matri"],
        ["A GPU multiplies fast, b", "Press Measure: the page "],
    ]
    assert "n × n × n of them, so 8 times as many." in told(GROWING).text[0]
    assert "only 4 times as many." in told(GROWING).text[1]
    assert [told(at).asked is not None for at in range(len(BEATS))] == [False, True, False, True, False]
    assert not any(beat.link for beat in BEATS)


def test_what_the_output_s_digits_say_is_what_is_right() -> None:
    asked = told(DIGITS).asked
    assert asked is not None
    assert asked.answers == ("all of them", "only the first ones")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beats, "in_float64", lambda network: network)
        same = told(DIGITS).asked
    assert same is not None
    assert (asked.right, same.right) == (1, 0)
