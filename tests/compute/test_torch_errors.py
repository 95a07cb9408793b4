"""The words of an error fit on a page, and are torch's own."""

import pytest
import torch

from compute.torch_errors import MAX_MESSAGE, TORCH_ERRORS, words_of


def test_the_first_line_is_kept_and_cut() -> None:
    words = words_of(RuntimeError("something new" + "!" * 1000 + "\nException raised from somewhere.cpp"))
    assert words.startswith("something new!")
    assert len(words) == MAX_MESSAGE
    assert words_of(RuntimeError("\n  short \nand where")) == "short "


def test_an_error_without_words_says_its_name() -> None:
    assert words_of(RuntimeError()) == "RuntimeError"
    assert words_of(ValueError(" ")) == "ValueError"


def test_all_lines_can_be_kept() -> None:
    assert words_of(RuntimeError("one\ntwo\nthree"), 6, lines=True) == "one\ntw"
    assert words_of(SyntaxError("invalid syntax", ("<text>", 1, 2, "x =", 1, 3)), 40, lines=True) == "invalid syntax"


@pytest.mark.parametrize("lines", [False, True])
def test_no_place_in_torchs_own_source_is_said(lines: bool) -> None:
    said = UserWarning("Not writable. Copy it. (Triggered internally at /torch/csrc/utils/tensor_numpy.cpp:213.)")
    assert words_of(said, lines=lines) == "Not writable. Copy it."
    assert words_of(RuntimeError("(not written)"), lines=lines) == "(not written)"


def test_torchs_words_stand_as_they_are() -> None:
    with pytest.raises(TORCH_ERRORS) as caught:
        torch.mm(torch.zeros(2, 3), torch.zeros(2, 3))
    assert words_of(caught.value) == "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"
